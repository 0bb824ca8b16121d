import type { Clock } from '@mechanic/contract/clock';
import type { Imds } from './imds-client.ts';
import type { Log } from './log.ts';
import type { NodeApi } from './node-client.ts';
import type { Observation } from './observation.ts';

export interface AcknowledgerOptions {
  readonly imds: Imds;
  readonly node: NodeApi;
  readonly observation: Observation;
  readonly clock: Clock;
  readonly log: Log;
}

const CHECK_MS = 15_000;
const TIMEOUT_MS = 5_000;

/**
 * Approves events early once the controller allows it by `mechanic.dev/acknowledge`. An approval holds for every VM that the
 * event names. So the probe approves only events that the controller listed and that this VM was told about, each once.
 */
export class Acknowledger {
  readonly #options: AcknowledgerOptions;
  readonly #approved = new Set<string>();

  constructor(options: AcknowledgerOptions) {
    this.#options = options;
  }

  /** Runs until the process ends; reads the Node only while there is an event that could be approved. */
  start(): void {
    const { clock, log } = this.#options;
    const again = (): void => this.start();
    clock.after(CHECK_MS, () => {
      this.check().then(again, (error: unknown) => {
        log.error('Approving events failed', { error: String(error) });
        again();
      });
    });
  }

  async check(): Promise<void> {
    const { imds, node, log } = this.#options;
    const open = this.#open();
    if (open.length === 0) return;
    const own = await node.read();
    if (own.kind !== 'ok') return;
    const allowed = new Set((own.value.acknowledge ?? '').split(',').map((id) => id.trim().toLowerCase()));
    const ids = open.filter((id) => allowed.has(id.toLowerCase()));
    if (ids.length === 0) return;
    const answer = await imds.startRequests(ids, TIMEOUT_MS);
    if (answer.kind === 'ok') {
      for (const id of ids) this.#approved.add(id);
      log.info('Approved scheduled events', { ids });
    } else {
      log.warn('The metadata service did not take the approval', { ids, failure: answer.failure });
    }
  }

  /** Own events that wait for approval. An incomplete report is no basis for an approval. */
  #open(): string[] {
    const known = this.#options.observation.known;
    if (known === undefined || known.omitted !== undefined) return [];
    return known.events
      .filter((event) => event.status === 'Scheduled' && !this.#approved.has(event.id))
      .map((event) => event.id);
  }
}
