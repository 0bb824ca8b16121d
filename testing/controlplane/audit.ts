import { open } from 'node:fs/promises';
import type { AuditEntry } from './audit-entry.ts';
import { type DrainingTimeline, drainingOverTime } from './draining.ts';
import { waitFor, type WaitOptions } from './wait.ts';

/** A filter for entries. Any value of a list matches. */
export type AuditFilter = {
  readonly [field in 'user' | 'pod' | 'verb' | 'resource' | 'subresource' | 'namespace' | 'name' | 'code']?:
    AuditEntry[field] | readonly AuditEntry[field][];
} & {
  /** Received at this instant or later. */
  readonly since?: Date;
};

/** The verbs of writes. */
export const writes = ['create', 'update', 'patch', 'delete', 'deletecollection'] as const;

/** Reads the audit log of a running API server. */
export class AuditLog {
  readonly #file: string;
  readonly #entries = new Map<string, AuditEntry>();
  #position = 0;
  #partial: Buffer = Buffer.alloc(0);
  #reading: Promise<void> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  /** All matching requests so far, one entry each, in the order of the log (the order of the answers). */
  async entries(filter: AuditFilter = {}): Promise<AuditEntry[]> {
    // One read at a time: two parallel reads would return the same lines.
    this.#reading = this.#reading.catch(() => undefined).then(() => this.#readOn());
    await this.#reading;
    return [...this.#entries.values()].filter((entry) => matches(entry, filter));
  }

  /** Waits for a request, past or future, that matches and that `predicate` accepts. */
  waitFor(
    filter: AuditFilter,
    predicate: (entry: AuditEntry) => boolean = () => true,
    options: WaitOptions = {},
  ): Promise<AuditEntry> {
    const what = `a request in the audit log that matches ${JSON.stringify(filter)}`;
    return waitFor(what, async () => (await this.entries(filter)).find(predicate), options);
  }

  /** Which nodes were draining at which time, and the maximum at once. */
  async drainingOverTime(): Promise<DrainingTimeline> {
    return drainingOverTime(await this.entries({ resource: 'nodes', verb: writes }));
  }

  async #readOn(): Promise<void> {
    const file = await open(this.#file, 'r');
    try {
      const { size } = await file.stat();
      const fresh = Buffer.alloc(size - this.#position);
      const { bytesRead } = await file.read(fresh, 0, fresh.length, this.#position);
      this.#position += bytesRead;
      const text = Buffer.concat([this.#partial, fresh.subarray(0, bytesRead)]);
      const end = text.lastIndexOf('\n') + 1;
      this.#partial = text.subarray(end);
      for (const line of text.toString('utf8', 0, end).split('\n')) if (line !== '') this.#add(line);
    } finally {
      await file.close();
    }
  }

  #add(line: string): void {
    // The format is fixed by audit.k8s.io/v1.
    const entry = toEntry(JSON.parse(line) as AuditEvent);
    if (!this.#entries.has(entry.id)) this.#entries.set(entry.id, entry);
  }
}

/** The fields used of an Event of audit.k8s.io/v1. */
interface AuditEvent {
  readonly auditID: string;
  readonly stage: string;
  readonly requestReceivedTimestamp: string;
  readonly stageTimestamp: string;
  readonly requestURI: string;
  readonly verb: string;
  readonly user: {
    readonly username?: string;
    readonly extra?: Readonly<Record<string, readonly string[]>>;
  };
  readonly userAgent?: string;
  readonly objectRef?: Readonly<Partial<Record<'resource' | 'subresource' | 'namespace' | 'name', string>>>;
  readonly responseStatus?: { readonly code?: number };
  readonly requestObject?: unknown;
  readonly responseObject?: unknown;
}

function toEntry(event: AuditEvent): AuditEntry {
  const { resource = '', subresource = '', namespace = '', name = '' } = event.objectRef ?? {};
  return {
    id: event.auditID,
    stage: event.stage,
    receivedAt: new Date(event.requestReceivedTimestamp),
    time: new Date(event.stageTimestamp),
    ...toCaller(event.user),
    verb: event.verb,
    resource,
    subresource,
    namespace,
    name,
    code: event.responseStatus?.code ?? 0,
    uri: event.requestURI,
    userAgent: event.userAgent ?? '',
    dryRun: /[?&]dryRun=/.test(event.requestURI),
    requestObject: event.requestObject,
    responseObject: event.responseObject,
  };
}

function toCaller({ username = '', extra = {} }: AuditEvent['user']): Pick<AuditEntry, 'user' | 'pod'> {
  return { user: username, pod: extra['authentication.kubernetes.io/pod-name']?.[0] ?? '' };
}

function matches(entry: AuditEntry, { since, ...fields }: AuditFilter): boolean {
  if (since && entry.receivedAt < since) return false;
  return Object.entries(fields).every(([field, wanted]) => {
    // The keys of a filter are fields of an entry.
    const actual = entry[field as keyof AuditEntry];
    return Array.isArray(wanted) ? wanted.includes(actual) : wanted === actual;
  });
}
