import type { PodObject } from '../api/index.ts';
import type { Engine } from '../engine/engine.ts';
import { type Kube, withCondition } from './kube.ts';

/** What runs inside a pod, if it is one of ours. */
export interface Program {
  ready(): boolean;
  /** SIGTERM. */
  terminate(): void;
  kill(): void;
  suspend(frozen: boolean): void;
  resume(): void;
}

export interface MachineParts {
  readonly name: string;
  /** Name of the VM, as Azure knows it. */
  readonly vm: string;
  readonly zone: string;
  readonly spot: boolean;
  readonly engine: Engine;
  readonly kube: Kube;
  /** Starts the program of a pod; null: a pod like any other. */
  readonly run: (pod: PodObject, machine: Machine) => Program | null;
  /** How long the containers of a pod take to be ready, and to end. */
  readonly timesOf: (pod: PodObject) => { readonly readyAfterMs: number; readonly endsAfterMs: number };
}

/** How often a kubelet looks whether its programs are ready, and how late it notices what the API server says. */
const PROBE_MS = 5_000;
const NOTICE_MS = 40;

interface Running {
  pod: PodObject;
  program: Program | null;
  ready: boolean;
  ending: boolean;
}

/** One VM with its kubelet: starts and ends the pods that are bound to it, as long as it lives. */
export class Machine {
  readonly name: string;
  readonly vm: string;
  readonly zone: string;
  readonly spot: boolean;
  readonly #parts: MachineParts;
  readonly #pods = new Map<string, Running>();
  #state: 'up' | 'down' | 'gone' = 'up';
  #hung = false;
  /** The kubelet does not report: its Node becomes Unknown. */
  silent = false;
  #boot = 0;

  constructor(parts: MachineParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.vm = parts.vm;
    this.zone = parts.zone;
    this.spot = parts.spot;
    parts.engine.every(
      () => (this.#state === 'gone' ? null : PROBE_MS),
      () => this.#lookAtPrograms(),
    );
  }

  get up(): boolean {
    return this.#state === 'up';
  }

  get gone(): boolean {
    return this.#state === 'gone';
  }

  /** Whether its Node should be Ready. */
  get reports(): boolean {
    return this.up && !this.silent;
  }

  /** The Node that this machine makes of itself when it joins. */
  join(extra: { readonly labels?: Readonly<Record<string, string>> } = {}): void {
    const { kube } = this.#parts;
    const labels = {
      'kubernetes.io/hostname': this.name,
      'topology.kubernetes.io/zone': this.zone,
      agentpool: this.spot ? 'spot' : 'user',
      ...(this.spot && { 'kubernetes.azure.com/scalesetpriority': 'spot' }),
      ...extra.labels,
    };
    const created = kube.create('kubelet', 'nodes', {
      metadata: { name: this.name, labels },
      spec: { providerID: providerId(this.vm) },
    });
    if (created === null) return;
    kube.editNode('kubelet', this.name, (now) =>
      withCondition(now, { type: 'Ready', status: 'True', reason: 'KubeletReady' }, kube.time()),
    );
  }

  /** A pod of this node was made or changed. */
  notice(pod: PodObject): void {
    this.#parts.engine.after(NOTICE_MS, () => this.#see(pod.metadata.uid, pod));
  }

  /** The VM stops: everything in it dies, or freezes. */
  halt(how: 'dies' | 'freezes'): void {
    if (this.#state !== 'up') return;
    this.#state = 'down';
    for (const running of this.#pods.values()) {
      if (how === 'freezes') running.program?.suspend(true);
      else running.program?.kill();
    }
    if (how === 'freezes') return;
    this.#boot += 1;
    this.#pods.clear();
  }

  /** It runs again: frozen programs go on, others begin anew. */
  start(): void {
    if (this.#state !== 'down') return;
    this.#state = 'up';
    for (const running of this.#pods.values()) running.program?.resume();
    this.#noticeAll();
  }

  /** The kubelet lives and does nothing, and then looks at what it has missed. */
  hang(hung: boolean): void {
    this.#hung = hung;
    if (!hung) this.#noticeAll();
  }

  #noticeAll(): void {
    for (const pod of this.#parts.kube.podsOn(this.name)) this.notice(pod);
  }

  /** It comes never again. */
  vanish(): void {
    this.halt('dies');
    this.#state = 'gone';
  }

  /** A container ended: it is started again in its pod. */
  restart(uid: string, afterMs: number): void {
    const running = this.#pods.get(uid);
    if (running === undefined) return;
    running.program = null;
    this.#setReady(running, false);
    this.#parts.engine.after(afterMs, () => {
      if (!this.up || this.#pods.get(uid) !== running || running.ending) return;
      running.program = this.#parts.run(running.pod, this);
    });
  }

  #see(uid: string, seen: PodObject): void {
    if (!this.up || this.#hung) return;
    const pod = this.#parts.kube.get('pods', seen);
    if (pod?.metadata.uid !== uid || pod.spec?.nodeName !== this.name) {
      this.#forget(uid);
      return;
    }
    const running = this.#pods.get(uid) ?? this.#begin(pod);
    running.pod = pod;
    if (pod.metadata.deletionTimestamp !== undefined && !running.ending) this.#end(running);
  }

  #forget(uid: string): void {
    this.#pods.get(uid)?.program?.kill();
    this.#pods.delete(uid);
  }

  #begin(pod: PodObject): Running {
    const running: Running = { pod, program: null, ready: false, ending: false };
    this.#pods.set(pod.metadata.uid, running);
    const { timesOf } = this.#parts;
    const finished = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
    if (finished || pod.metadata.deletionTimestamp !== undefined) return running;
    this.#later(timesOf(pod).readyAfterMs, () => {
      if (this.#pods.get(pod.metadata.uid) !== running || running.ending) return;
      running.program = this.#parts.run(running.pod, this);
      this.#setReady(running, running.program === null);
    });
    return running;
  }

  #end(running: Running): void {
    running.ending = true;
    running.program?.terminate();
    const grace = (running.pod.metadata.deletionGracePeriodSeconds ?? 30) * 1_000;
    const takes = Math.max(10, Math.min(this.#parts.timesOf(running.pod).endsAfterMs, grace));
    this.#later(takes, () => this.#finish(running));
  }

  /** The pod is gone, unless a finalizer keeps what is left of it. */
  #finish(running: Running): void {
    const { kube } = this.#parts;
    const { pod } = running;
    if (this.#hung) {
      this.#later(5_000, () => this.#finish(running));
      return;
    }
    const now = kube.get('pods', pod);
    running.program?.kill();
    this.#pods.delete(pod.metadata.uid);
    if (now?.metadata.uid !== pod.metadata.uid) return;
    if ((now.metadata.finalizers ?? []).length === 0) kube.remove('kubelet', 'pods', now);
  }

  /** What is lost when the machine dies, and waits while it stands still. */
  #later(ms: number, run: () => void): void {
    const boot = this.#boot;
    this.#parts.engine.after(ms, () => {
      if (boot !== this.#boot || this.gone) return;
      if (this.up) run();
      else this.#later(1_000, run);
    });
  }

  #lookAtPrograms(): void {
    if (!this.up || this.#hung) return;
    for (const running of this.#pods.values()) {
      if (running.program !== null && running.program.ready() !== running.ready) {
        this.#setReady(running, running.program.ready());
      }
    }
  }

  #setReady(running: Running, ready: boolean): void {
    running.ready = ready;
    if (this.silent) return;
    const { kube } = this.#parts;
    kube.edit('kubelet', 'pods', running.pod, (now) => {
      if (now.metadata.uid !== running.pod.metadata.uid) return now;
      const condition = { type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: kube.time() };
      return { ...now, status: { ...now.status, phase: 'Running', conditions: [condition] } };
    });
  }
}

function providerId(vm: string): string {
  const [set = '', number = ''] = vm.split('_');
  return `azure:///subscriptions/s/resourceGroups/r/providers/Microsoft.Compute/virtualMachineScaleSets/${set}/virtualMachines/${number}`;
}
