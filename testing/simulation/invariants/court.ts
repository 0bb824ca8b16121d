import type { NodeObject, PodObject, WriteRecord } from '../api/index.ts';
import type { SimProcess } from '../engine/sim-process.ts';
import type { ApiAnswer, Client, Sent, Witness } from '../net/network.ts';
import type { ApiCall } from '../net/traffic.ts';
import type { LogLine } from '../replicas/sim-log.ts';
import { SETTINGS_KEY } from '../../../controller/src/decide/views/settings-map.ts';
import type { Facts } from './facts.ts';
import type { Invariant } from './invariant.ts';
import type { Violation } from './violation.ts';

interface ConfigMapShape {
  readonly data?: Readonly<Record<string, string>>;
}

export interface CourtParts {
  readonly facts: Facts;
  readonly onViolation: (violation: Violation) => void;
  readonly onTraffic: (text: () => string) => void;
}

/** Hears everything that goes over the network and everything that is written, and asks each invariant about it. */
export class Court implements Witness {
  readonly #parts: CourtParts;
  #invariants: readonly Invariant[] = [];
  /** When a controller changed a Node or a Pod last, and how. */
  lastOwnWriteAt = 0;
  lastOwnWrite = '';
  /** Requests of controllers so far. */
  requests = 0;
  /** The request that the API server is working on. */
  #current: Sent | null = null;

  constructor(parts: CourtParts) {
    this.#parts = parts;
  }

  swear(invariants: readonly Invariant[]): void {
    this.#invariants = invariants;
  }

  readonly violated = (invariant: string, what: string): void => {
    this.#parts.onViolation({ invariant, at: this.#parts.facts.now, what });
  };

  sent(request: Sent): void {
    const { call, kind, client } = request;
    this.#parts.onTraffic(
      () => `${client.process.name} ${kind} ${call.method} ${call.path} ${call.body ?? ''}`,
    );
    if (client.who !== null) this.requests += 1;
    for (const invariant of this.#invariants) invariant.sent?.(request);
  }

  executing(request: Sent): void {
    this.#current = request;
  }

  executed(request: Sent, { status }: ApiAnswer): void {
    this.#current = null;
    const { call, kind, client } = request;
    if (kind !== 'lease')
      this.#parts.onTraffic(() => `  server: ${kind} of ${client.process.name} ${call.path} ${status}`);
  }

  answered(request: Sent, answer: ApiAnswer | null): void {
    const { call, client } = request;
    if (answer?.status === 200 && client.who !== null && isSettings(call)) this.#listed(client, answer.text);
    for (const invariant of this.#invariants) invariant.answered?.(request, answer);
  }

  watched(client: Client, call: ApiCall, line: string): void {
    if (client.who === null || !isSettings(call)) return;
    const { type, object } = JSON.parse(line) as { type: string; object: ConfigMapShape }; // the model's own line
    if (type === 'DELETED') this.#parts.facts.hearsSettings(client, null);
    else if (type !== 'BOOKMARK' && type !== 'ERROR') this.#hears(client, object);
  }

  /** Somebody has written something. */
  // eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
  written(write: WriteRecord): void {
    if (write.status >= 400) return;
    const request = this.#current;
    const ours = request !== null && request.client.who !== null;
    const { facts } = this.#parts;
    const keepsCordons = ours && facts.mayKeepCordons(request.client, request.sentAt);
    facts.take(write, { ours, keepsCordons });
    for (const invariant of this.#invariants) invariant.written?.(write);
    if (!ours) return;
    if (write.resource === 'nodes' || write.resource === 'pods') {
      this.lastOwnWriteAt = facts.now;
      this.lastOwnWrite = `${request.kind} of ${write.name} by ${request.client.process.name}`;
    }
    if (write.resource === 'nodes' && write.before !== undefined && write.after !== undefined) {
      // A Node's record holds Nodes.
      const both = { before: write.before as NodeObject, after: write.after as NodeObject };
      for (const invariant of this.#invariants) invariant.nodeWritten?.({ request, write, ...both });
    }
    if (write.resource === 'pods' && write.before !== undefined) {
      const both = { before: write.before as PodObject, after: write.after }; // likewise
      for (const invariant of this.#invariants) invariant.podRemoved?.({ request, write, ...both });
    }
  }

  logged(process: SimProcess, line: LogLine): void {
    this.#parts.onTraffic(
      () => `${process.name} ${line.level}: ${line.message} ${JSON.stringify(line.fields)}`,
    );
    for (const invariant of this.#invariants) invariant.logged?.(process, line);
  }

  #listed(client: Client, text: string): void {
    const { items } = JSON.parse(text) as { items: readonly ConfigMapShape[] }; // the model's own list
    const [settings] = items;
    if (settings === undefined) this.#parts.facts.hearsSettings(client, null);
    else this.#hears(client, settings);
  }

  #hears(client: Client, { data = {} }: ConfigMapShape): void {
    this.#parts.facts.hearsSettings(client, data[SETTINGS_KEY] ?? null);
  }
}

function isSettings({ path }: ApiCall): boolean {
  return path.endsWith('/configmaps');
}
