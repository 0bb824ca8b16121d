import { IGNORE, MAINTENANCE } from '@mechanic/contract';
import type { WorkloadObject } from '../api/index.ts';
import type { Engine } from '../engine/engine.ts';
import type { ApiServer } from '../net/api-server.ts';
import type { Happening } from '../plan/happening.ts';
import type { Plan } from '../plan/plan.ts';
import { soloName } from '../plan/workload-plan.ts';
import { CONFIG_MAP, NAMESPACE } from '../replicas/controller-replica.ts';
import { Ambush } from './ambush.ts';
import type { Azure } from './azure.ts';
import type { Fleet } from './fleet.ts';
import { type Kube, withCondition, withMetadata, withTaint } from './kube.ts';
import { Liar } from './liar.ts';
import type { Machine } from './machine.ts';
import type { Programs } from './programs.ts';

export interface ActorsParts {
  readonly kube: Kube;
  readonly engine: Engine;
  readonly fleet: Fleet;
  readonly programs: Programs;
  readonly server: ApiServer;
  readonly plan: Plan;
  readonly azure: () => Azure;
  /** Ids of the events that Azure announces now. */
  readonly announced: () => readonly string[];
  readonly onNews: (text: string) => void;
}

type Of<K extends Happening['kind']> = Extract<Happening, { readonly kind: K }>;

/** People, other tools, and machines with a will of their own: does what the plan says, when it says so. */
export class Actors {
  readonly liar: Liar;
  readonly #parts: ActorsParts;
  readonly #ambush: Ambush;
  /** What is given back when a time is over, or when the trouble ends. */
  readonly #undo = new Set<() => void>();

  constructor(parts: ActorsParts) {
    this.#parts = parts;
    this.liar = new Liar(parts.kube, parts.engine, parts.announced);
    this.#ambush = new Ambush(parts.kube, parts.engine, parts.programs);
    for (const { at, what } of parts.plan.happenings) parts.engine.at(at, () => this.#act(what));
  }

  /** Everything that was to last for a while ends now. */
  calmDown(): void {
    for (const undo of [...this.#undo]) undo();
    this.liar.stop();
    this.#ambush.clear();
  }

  #act(what: Happening): void {
    this.#parts.onNews(`happens: ${JSON.stringify(what).slice(0, 200)}`);
    if ('who' in what) this.#toController(what);
    else if ('node' in what) this.#toNode(what, this.#parts.fleet.at(what.node));
    else if ('solo' in what) this.#toDeployment(what);
    else this.#toCluster(what);
  }

  #toController(what: Extract<Happening, { readonly who: number }>): void {
    const running = this.#parts.programs.controllerAt(what.who);
    if (running === undefined) return;
    const { replica, pod, machine } = running;
    switch (what.kind) {
      case 'kill':
        replica.process.kill();
        machine.restart(pod.metadata.uid, what.downMs);
        return;
      case 'terminate':
        replica.terminate();
        return;
      case 'suspend':
        this.#suspend(what, replica.process);
        return;
      case 'clock-step':
        replica.process.clock.step(what.ms);
        return;
      case 'delete-controller-pod':
        this.#parts.kube.deletePod('person', pod);
    }
  }

  #suspend(
    { forMs, frozen }: Of<'suspend'>,
    process: { suspend(): void; resume(first: boolean): void; clock: { skip(ms: number): void } },
  ): void {
    process.suspend();
    this.#parts.engine.after(forMs, () => {
      if (frozen) process.clock.skip(forMs);
      process.resume(!frozen);
    });
  }

  // eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
  #toNode(what: Extract<Happening, { readonly node: number }>, machine: Machine | undefined): void {
    if (machine === undefined) return;
    const { kube, fleet } = this.#parts;
    const { name } = machine;
    switch (what.kind) {
      case 'cordon':
      case 'uncordon':
        kube.editNode('person', name, (node) => withSchedulable(node, what.kind === 'uncordon'));
        return;
      case 'ignore':
        this.#ignore(what, name);
        return;
      case 'recreate-node':
        this.#recreate(machine);
        return;
      case 'remove-record':
        kube.annotate('person', name, MAINTENANCE, null);
        return;
      case 'condition':
        this.#condition(what, name);
        return;
      case 'claim':
        this.#claim(what, machine);
        return;
      case 'kubelet-hangs':
        machine.hang(true);
        this.#for(what.forMs, () => machine.hang(false));
        return;
      case 'kubelet-dies':
        this.#silence(what, machine);
        return;
      case 'reboot':
        fleet.stop(machine, 'dies', 60_000);
        return;
      case 'delete-pods':
        for (const pod of kube.podsOn(name))
          if (pod.metadata.namespace === 'default') kube.deletePod('person', pod);
        return;
      case 'forge':
        this.liar.forge(name, what.forgery, what.times);
        return;
      case 'trick':
        this.liar.trick(name, what.trick);
        return;
      case 'mute':
        this.#stopProbe(this.#parts.programs.probes.get(name)?.process, what.forMs);
        return;
      case 'blind':
        this.#blind(what, machine);
    }
  }

  #toCluster(
    what: Extract<Happening, { readonly kind: 'settings' | 'remove-lease' | 'join' | 'compact' }>,
  ): void {
    const { kube, fleet, server } = this.#parts;
    const settings = { metadata: { name: CONFIG_MAP, namespace: NAMESPACE } };
    switch (what.kind) {
      case 'settings':
        if (what.text === null) kube.remove('person', 'configmaps', settings);
        else this.#edit(settings, what.text);
        return;
      case 'remove-lease':
        kube.remove('person', 'leases', { metadata: { name: 'mechanic-controller', namespace: NAMESPACE } });
        return;
      case 'join':
        fleet.join(what.zone);
        return;
      case 'compact':
        server.compact();
    }
  }

  #toDeployment(what: Extract<Happening, { readonly solo: number }>): void {
    const { workloads } = this.#parts.fleet;
    const name = soloName(what.solo);
    switch (what.kind) {
      case 'delete-deployment':
        workloads.remove(name);
        return;
      case 'load':
        workloads.autoscalers.setLoad(name, what.pods);
        return;
      case 'scale':
        this.#change(name, (now) => ({ ...now.spec, replicas: what.replicas }));
        return;
      case 'ambush':
        this.#ambush.lay(name, what);
        return;
      case 'rollout': {
        const template = { metadata: { annotations: { revision: what.revision } } };
        this.#change(name, (now) => ({ ...now.spec, template }));
      }
    }
  }

  #change(name: string, spec: (now: WorkloadObject) => NonNullable<WorkloadObject['spec']>): void {
    const of = { metadata: { name, namespace: 'default' } };
    this.#parts.kube.edit('person', 'deployments', of, (now) => ({ ...now, spec: spec(now) }));
  }

  #edit(
    settings: { readonly metadata: { readonly name: string; readonly namespace: string } },
    text: string,
  ): void {
    const { kube } = this.#parts;
    const data = { 'mechanic.yaml': text };
    if (kube.create('person', 'configmaps', { ...settings, data }) === null) {
      kube.edit('person', 'configmaps', settings, (now) => ({ ...now, data }));
    }
  }

  #ignore({ by, forMs }: Of<'ignore'>, name: string): void {
    const { kube } = this.#parts;
    const part = by === 'annotation' ? 'annotations' : 'labels';
    kube.editNode('person', name, (node) => withMetadata(node, part, IGNORE, 'true'));
    this.#for(forMs, () => kube.editNode('person', name, (node) => withMetadata(node, part, IGNORE, null)));
  }

  /** Deleted, and registered again under its name: another Node. */
  #recreate(machine: Machine): void {
    const { kube, engine } = this.#parts;
    kube.remove('person', 'nodes', { metadata: { name: machine.name } });
    engine.after(1_500, () => {
      if (!machine.gone && kube.node(machine.name) === undefined) machine.join();
    });
  }

  #condition({ type, forMs }: Of<'condition'>, name: string): void {
    const { kube } = this.#parts;
    const message = type === 'VMEventScheduled' ? 'Reboot Scheduled. DurationInSeconds: -1.' : '';
    const set = (status: string): void =>
      kube.editNode('problem-detector', name, (node) =>
        withCondition(node, { type, status, message: status === 'True' ? message : '' }, kube.time()),
      );
    set('True');
    this.#for(forMs, () => set('False'));
  }

  /** The probe cannot tell, and node-problem-detector does. */
  #blind({ how, then, forMs }: Of<'blind'>, machine: Machine): void {
    const { fleet, engine, programs, azure } = this.#parts;
    const { name } = machine;
    const index = fleet.indexOf(machine);
    if (how === 'probe') this.#stopProbe(programs.probes.get(name)?.process, forMs);
    else {
      azure().blind(index, forMs);
      this.#for(forMs, () => azure().see(index));
    }
    engine.after(4_000, () => this.#tellOfReboot(name, 'True'));
    engine.after(forMs * 0.7, () => this.#tellOfReboot(name, then));
    this.#for(forMs, () => this.#tellOfReboot(name, 'False'));
  }

  #stopProbe(process: { suspend(): void; resume(first: boolean): void } | undefined, forMs: number): void {
    process?.suspend();
    this.#for(forMs, () => process?.resume(true));
  }

  #tellOfReboot(name: string, status: string): void {
    const { kube } = this.#parts;
    const message = status === 'False' ? '' : 'Reboot Scheduled. DurationInSeconds: -1.';
    kube.editNode('problem-detector', name, (node) =>
      withCondition(node, { type: 'VMEventScheduled', status, message }, kube.time()),
    );
  }

  #claim({ taint, removes, forMs }: Of<'claim'>, machine: Machine): void {
    const { kube, fleet } = this.#parts;
    const { name } = machine;
    kube.editNode('autoscaler', name, (node) => withTaint(node, taint, 'NoSchedule', kube.time()));
    this.#for(forMs, () => {
      if (removes) fleet.vanish(machine);
      else kube.editNode('autoscaler', name, (node) => withTaint(node, taint, null));
    });
  }

  #silence({ forMs }: Of<'kubelet-dies'>, machine: Machine): void {
    const { controllers } = this.#parts.fleet;
    machine.silent = true;
    controllers.noticeMachine(machine);
    this.#for(forMs, () => {
      machine.silent = false;
      controllers.noticeMachine(machine);
    });
  }

  #for(ms: number, end: () => void): void {
    const once = (): void => {
      if (this.#undo.delete(once)) end();
    };
    this.#undo.add(once);
    this.#parts.engine.after(ms, once);
  }
}

function withSchedulable<T extends { readonly spec?: { readonly unschedulable?: boolean } }>(
  node: T,
  schedulable: boolean,
): T {
  const spec = Object.fromEntries(Object.entries(node.spec ?? {}).filter(([key]) => key !== 'unschedulable'));
  return { ...node, spec: { ...spec, ...(!schedulable && { unschedulable: true }) } };
}
