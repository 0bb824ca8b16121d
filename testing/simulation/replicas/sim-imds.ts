import type { Imds, ImdsAnswer } from '../../../probe/src/imds-client.ts';
import { type ScheduledEvents, readScheduledEvents } from '../../../probe/src/scheduled-events.ts';
import type { SimProcess } from '../engine/sim-process.ts';

/** What the metadata service of a VM does with a request. */
export type ImdsReply =
  | { readonly kind: 'document'; readonly body: string; readonly afterMs: number }
  | {
      readonly kind: 'failure';
      readonly failure: 'server_error' | 'throttled' | 'unreachable';
      readonly afterMs: number;
    };

/** The metadata service as one VM has it. */
export interface MetadataService {
  ask(): ImdsReply;
  vmName(): string;
}

/** Asks the metadata service of the simulated VM; takes the place of an ImdsClient. */
export class SimImds implements Imds {
  readonly #process: SimProcess;
  readonly #service: MetadataService;
  /** Told of each document that the probe reads. */
  readonly #onDocument: (document: ScheduledEvents) => void;
  #last: { readonly body: string; readonly document: ScheduledEvents } | undefined;

  constructor(
    process: SimProcess,
    service: MetadataService,
    onDocument: (document: ScheduledEvents) => void,
  ) {
    this.#process = process;
    this.#service = service;
    this.#onDocument = onDocument;
  }

  scheduledEvents(timeoutMs: number): Promise<ImdsAnswer<ScheduledEvents>> {
    const reply = this.#service.ask();
    return this.#after(Math.min(reply.afterMs, timeoutMs), () => {
      if (reply.afterMs >= timeoutMs) return { kind: 'failed', failure: 'timeout' };
      if (reply.kind === 'failure') return { kind: 'failed', failure: reply.failure };
      const document = this.#read(reply.body);
      if (document === undefined) return { kind: 'failed', failure: 'unreadable' };
      this.#onDocument(document);
      return { kind: 'ok', value: document };
    });
  }

  vmName(): Promise<ImdsAnswer<string>> {
    return this.#after(2, () => ({ kind: 'ok', value: this.#service.vmName() }));
  }

  startRequests(): Promise<ImdsAnswer<undefined>> {
    return this.#after(2, () => ({ kind: 'ok', value: undefined }));
  }

  /** The same text is the same document, as the client of the probe has it. */
  #read(body: string): ScheduledEvents | undefined {
    if (this.#last?.body === body) return this.#last.document;
    const document = readScheduledEvents(body);
    if (document !== undefined) this.#last = { body, document };
    return document;
  }

  #after<T>(ms: number, make: () => T): Promise<T> {
    return new Promise((resolve) => {
      this.#process.clock.after(ms, () => resolve(make()));
    });
  }
}
