import { COMPONENT_LABEL } from '@mechanic/contract';
import type { PodObject } from '../api/index.ts';
import type { Engine } from '../engine/engine.ts';
import type { Random } from '../engine/random.ts';
import { SimProcess } from '../engine/sim-process.ts';
import type { Network } from '../net/network.ts';
import type { Plan } from '../plan/plan.ts';
import { ControllerReplica } from '../replicas/controller-replica.ts';
import { ProbeReplica } from '../replicas/probe-replica.ts';
import type { LogLine } from '../replicas/sim-log.ts';
import type { MetadataService } from '../replicas/sim-imds.ts';
import type { Machine, Program } from './machine.ts';

export interface ProgramsParts {
  readonly engine: Engine;
  readonly random: Random;
  readonly network: Network;
  readonly plan: Plan;
  readonly serviceOf: (machine: Machine) => MetadataService;
  readonly onLog: (process: SimProcess, line: LogLine) => void;
  readonly onCrash: (process: SimProcess, error: unknown) => void;
  /** A kubelet is about to kill it because its loop stands still. */
  readonly onUnhealthy: (process: SimProcess, why: string) => void;
  readonly onNews: (text: string) => void;
}

/** How often the kubelet asks `/healthz`, and how many answers in a row may be bad. */
const LIVENESS_MS = 10_000;
const MOST_BAD = 3;

/** A controller that runs in a pod. */
export interface RunningController {
  readonly replica: ControllerReplica;
  readonly pod: PodObject;
  readonly machine: Machine;
}

/** Starts the programs of our own pods: probes and controllers. Everybody else's pods have none. */
export class Programs {
  readonly controllers = new Map<string, RunningController>();
  readonly probes = new Map<string, ProbeReplica>();
  readonly #parts: ProgramsParts;
  readonly #places = new Map<string, number>();
  #processes = 0;

  constructor(parts: ProgramsParts) {
    this.#parts = parts;
  }

  run(pod: PodObject, machine: Machine): Program | null {
    switch (pod.metadata.labels?.[COMPONENT_LABEL]) {
      case 'controller':
        return this.#runController(pod, machine);
      case 'probe':
        return this.#runProbe(pod, machine);
      default:
        return null;
    }
  }

  /** The process of the controller at this place of the plan, if one runs. */
  controllerAt(who: number): RunningController | undefined {
    return [...this.controllers.values()].find(({ replica }) => replica.who === who);
  }

  #runController(pod: PodObject, machine: Machine): Program {
    const { network, plan, random, engine, onLog } = this.#parts;
    const who = this.#placeOf(pod);
    const process = this.#process(pod.metadata.name, plan.clocks[who] ?? { offsetMs: 0, rate: 1 });
    const replica = new ControllerReplica({
      process,
      who,
      podName: pod.metadata.name,
      network,
      random: random.fork(process.name),
      onLog: (line) => onLog(process, line),
      onExit: () => machine.restart(pod.metadata.uid, 1_000),
    });
    this.controllers.set(process.name, { replica, pod, machine });
    process.onEnd(() => this.controllers.delete(process.name));
    replica.start();
    let bad = 0;
    engine.every(
      () => (process.state === 'dead' ? null : LIVENESS_MS),
      () => {
        if (process.state !== 'running') return;
        const why = replica.health();
        bad = why === null ? 0 : bad + 1;
        if (why === null || bad < MOST_BAD) return;
        this.#parts.onUnhealthy(process, why);
        process.kill();
        machine.restart(pod.metadata.uid, 1_000);
      },
    );
    return {
      ...lifeOf(process, this.#parts.engine),
      ready: () => process.state === 'running' && replica.readiness() === null,
      terminate: () => replica.terminate(),
    };
  }

  #runProbe(pod: PodObject, machine: Machine): Program {
    const { network, plan, random, onLog, serviceOf } = this.#parts;
    const process = this.#process(pod.metadata.name, { offsetMs: 0, rate: 1 });
    const probe = new ProbeReplica({
      process,
      node: machine.name,
      network,
      service: serviceOf(machine),
      intervalMs: plan.pollIntervalMs,
      random: random.fork(process.name),
      onLog: (line) => onLog(process, line),
    });
    this.probes.set(machine.name, probe);
    process.onEnd(() => {
      if (this.probes.get(machine.name) === probe) this.probes.delete(machine.name);
    });
    probe.start();
    return {
      ...lifeOf(process, this.#parts.engine),
      ready: () => process.state === 'running' && probe.ready,
      terminate: () => process.kill(),
    };
  }

  /** A pod keeps its place; the first free one is the next pod's. */
  #placeOf({ metadata: { uid } }: PodObject): number {
    const known = this.#places.get(uid);
    if (known !== undefined) return known;
    const taken = new Set([...this.controllers.values()].map(({ replica }) => replica.who));
    let place = 0;
    while (taken.has(place)) place += 1;
    this.#places.set(uid, place);
    return place;
  }

  #process(name: string, clock: { readonly offsetMs: number; readonly rate: number }): SimProcess {
    this.#processes += 1;
    const { engine, onCrash, onNews } = this.#parts;
    const process = new SimProcess({ engine, name: `${name}#${this.#processes}`, clock, onCrash });
    onNews(`${process.name} starts`);
    process.onEnd(() => onNews(`${process.name} ends`));
    return process;
  }
}

function lifeOf(process: SimProcess, engine: Engine): Pick<Program, 'kill' | 'suspend' | 'resume'> {
  let frozenAt: number | null = null;
  return {
    kill: () => process.kill(),
    suspend: (frozen) => {
      frozenAt = frozen ? engine.now : null;
      process.suspend();
    },
    resume: () => {
      if (frozenAt !== null) process.clock.skip(engine.now - frozenAt);
      frozenAt = null;
      process.resume(true);
    },
  };
}
