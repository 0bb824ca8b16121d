import type { ReportedEvent } from '@mechanic/contract/report';
import { Counter, Gauge, Registry } from 'prom-client';
import { IMDS_FAILURES, type ImdsFailure } from './imds-client.ts';
import type { NodeFailure } from './node-client.ts';

type WriteResult = 'ok' | NodeFailure['kind'];
const writeResults: readonly WriteResult[] = ['ok', 'not_found', 'forbidden', 'rejected', 'failed'];

/** The probe's metrics. Node.js' own metrics are left out: they would cost memory on every node of a cluster. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Counter({
    name: 'mechanic_probe_imds_requests_total',
    help: 'Requests to the metadata service, by how they ended.',
    labelNames: ['result'],
    registers: [this.#registry],
  });
  readonly #lastSuccess = new Gauge({
    name: 'mechanic_probe_imds_last_success_timestamp_seconds',
    help: 'When scheduled events were read last, in seconds since the epoch; 0 before the first time.',
    registers: [this.#registry],
  });
  readonly #events = new Gauge({
    name: 'mechanic_probe_events',
    help: 'Scheduled events that name this VM, as last read.',
    labelNames: ['type', 'status'],
    registers: [this.#registry],
  });
  readonly #writes = new Counter({
    name: 'mechanic_probe_report_writes_total',
    help: 'Attempts to write the annotation of the Node, by how they ended.',
    labelNames: ['result'],
    registers: [this.#registry],
  });
  readonly #mismatch = new Gauge({
    name: 'mechanic_probe_identity_mismatch',
    help: '1 when the providerID of the Node does not name the VM that the metadata service names.',
    registers: [this.#registry],
  });

  constructor() {
    for (const result of ['ok', ...IMDS_FAILURES]) this.#requests.inc({ result }, 0);
    for (const result of writeResults) this.#writes.inc({ result }, 0);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  imdsRequest(result: 'ok' | ImdsFailure): void {
    this.#requests.inc({ result });
  }

  /** @param now milliseconds since the epoch */
  imdsSuccess(now: number): void {
    this.#lastSuccess.set(now / 1_000);
  }

  reportWrite(result: WriteResult): void {
    this.#writes.inc({ result });
  }

  events(events: readonly ReportedEvent[]): void {
    this.#events.reset();
    for (const { type, status } of events) this.#events.inc({ type, status });
  }

  identityMismatch(is: boolean): void {
    this.#mismatch.set(is ? 1 : 0);
  }
}
