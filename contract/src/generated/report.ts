// Generated from schemas/report.schema.json by `npm run generate`. Do not edit.
/**
 * What the probe read from IMDS about its own VM: the value of the annotation `mechanic.dev/report`. At most 64 KiB and without control characters, or it cannot be read; unknown fields are dropped, and at most 64 events count, the most urgent.
 */
export interface Report {
  version: 1;
  /**
   * Name of the VM as IMDS uses it in `Resources`; empty while unknown.
   */
  vm: string;
  /**
   * `starting`: no answer yet. `unavailable`: no good answer for 30 s; the events are the last known ones.
   */
  imds: 'starting' | 'ok' | 'unavailable';
  /**
   * DocumentIncarnation of the document read last, as an opaque string; empty before the first.
   */
  incarnation: string;
  /**
   * When this report last changed, RFC 3339 in UTC.
   */
  changedAt: string;
  events: ReportedEvent[];
  /**
   * How many less urgent events did not fit into the annotation, or 0 when only names of other VMs did not; missing when the report is complete.
   */
  omitted?: number;
}
/**
 * A scheduled event whose `Resources` name this VM.
 */
export interface ReportedEvent {
  /**
   * EventId, as IMDS spells it; at most 128 characters.
   */
  id: string;
  /**
   * EventType, passed through even when unknown.
   */
  type: string;
  /**
   * EventStatus, passed through even when unknown.
   */
  status: string;
  /**
   * Earliest start, RFC 3339 in UTC; null when IMDS gives none or one that cannot be read.
   */
  notBefore: string | null;
  /**
   * Expected interruption in seconds; -1 when unknown.
   */
  durationSeconds: number;
  /**
   * `Platform`, `User`, or empty.
   */
  source: string;
  /**
   * Cut to 256 characters.
   */
  description: string;
  /**
   * The description speaks of a live migration.
   */
  liveMigration: boolean;
  /**
   * Every VM that the event names.
   */
  resources: string[];
}
