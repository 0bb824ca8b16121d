import { KubeClient } from '../../../controller/src/cluster/client.ts';
import { Controller } from '../../../controller/src/controller.ts';
import { Metrics } from '../../../controller/src/observe/metrics.ts';
import type { Status } from '@mechanic/contract/status';
import type { Random } from '../engine/random.ts';
import type { SimProcess } from '../engine/sim-process.ts';
import type { Client, Network } from '../net/network.ts';
import { SimTransport } from '../net/sim-transport.ts';
import { type LogLine, SimLog } from './sim-log.ts';

export interface ControllerReplicaParts {
  readonly process: SimProcess;
  /** Index of the replica. */
  readonly who: number;
  readonly podName: string;
  readonly network: Network;
  readonly random: Random;
  readonly onLog: (line: LogLine) => void;
  /** The process has ended by itself. */
  readonly onExit: (code: number) => void;
}

export const NAMESPACE = 'mechanic';
export const CONFIG_MAP = 'mechanic';
export const LEASE = { durationMs: 15_000, renewDeadlineMs: 10_000, retryPeriodMs: 2_000 };

/** As main.ts has it: the program ends this late at the latest. */
const LAST_MOMENT_MS = 8_000;

/** One process of the controller, as main.ts would run it, without HTTP. */
export class ControllerReplica {
  readonly process: SimProcess;
  readonly who: number;
  readonly podName: string;
  readonly #controller: Controller;
  readonly #onExit: (code: number) => void;
  #ending = false;

  constructor(parts: ControllerReplicaParts) {
    const { process, who, podName, network, random, onLog } = parts;
    this.process = process;
    this.who = who;
    this.podName = podName;
    this.#onExit = parts.onExit;
    const client: Client = { process, who };
    this.#controller = new Controller({
      environment: {
        namespace: NAMESPACE,
        configMap: CONFIG_MAP,
        identity: podName,
        podName,
        lease: LEASE,
        nodeMarks: true,
        logLevel: 'info',
      },
      client: new KubeClient(new SimTransport(network, client)),
      clock: process.clock,
      random: random.next,
      log: new SimLog(onLog),
      metrics: new Metrics({ nodeDefaults: false }),
      webhooks: {
        addresses: { find: () => Promise.resolve({ kind: 'none', why: 'none here' }) },
        post: () => Promise.resolve({ kind: 'sent' }),
      },
      traces: () => Promise.resolve(() => ({ put: () => undefined, close: () => Promise.resolve() })),
      version: 'simulated',
      onLost: () => this.#end(1),
    });
  }

  start(): void {
    void this.#controller.run();
  }

  /** SIGTERM. */
  terminate(): void {
    this.process.input(() => this.#end(0));
  }

  health(): string | null {
    return this.#controller.health();
  }

  readiness(): string | null {
    return this.#controller.readiness();
  }

  status(): Status {
    return this.#controller.status();
  }

  #end(code: number): void {
    if (this.#ending) return;
    this.#ending = true;
    const exit = (): void => {
      if (this.process.state === 'dead') return;
      this.process.kill();
      this.#onExit(code);
    };
    this.process.clock.after(LAST_MOMENT_MS, exit);
    void this.#controller.stop({ release: code === 0 }).then(exit);
  }
}
