import { ImdsPoller } from '../../../probe/src/imds-poller.ts';
import { Observation } from '../../../probe/src/observation.ts';
import { ReportPublisher } from '../../../probe/src/report-publisher.ts';
import type { ScheduledEvents } from '../../../probe/src/scheduled-events.ts';
import type { Random } from '../engine/random.ts';
import type { SimProcess } from '../engine/sim-process.ts';
import type { Network } from '../net/network.ts';
import { type MetadataService, SimImds } from './sim-imds.ts';
import { type LogLine, SimLog } from './sim-log.ts';
import { SimNodeApi } from './sim-node-api.ts';

export interface ProbeReplicaParts {
  readonly process: SimProcess;
  readonly node: string;
  readonly network: Network;
  readonly service: MetadataService;
  readonly intervalMs: number;
  readonly random: Random;
  readonly onLog: (line: LogLine) => void;
}

/** One process of the probe, put together as its main.ts does, without HTTP. */
export class ProbeReplica {
  readonly process: SimProcess;
  readonly node: string;
  readonly #poller: ImdsPoller;
  readonly #publisher: ReportPublisher;
  /** What the metadata service said last, and when this process heard it. */
  heard: { readonly document: ScheduledEvents; readonly at: number } | null = null;

  constructor(parts: ProbeReplicaParts) {
    const { process, node, network, service, intervalMs, random, onLog } = parts;
    this.process = process;
    this.node = node;
    const { clock } = process;
    const log = new SimLog(onLog);
    const imds = new SimImds(
      process,
      service,
      (document) => (this.heard = { document, at: clock.monotonic() }),
    );
    const observation = new Observation(() => this.#publisher.changed());
    this.#publisher = new ReportPublisher({
      node: new SimNodeApi(network, { process, who: null }, node),
      observation,
      clock,
      random: random.next,
      log,
      onWrite: () => undefined,
    });
    this.#poller = new ImdsPoller({
      imds,
      observation,
      intervalMs,
      clock,
      random: random.next,
      log,
      onAnswer: () => undefined,
    });
  }

  start(): void {
    void this.#poller.run();
    void this.#publisher.run();
  }

  get ready(): boolean {
    return this.#publisher.doubt === null;
  }

  get alive(): boolean {
    return this.#poller.alive;
  }
}
