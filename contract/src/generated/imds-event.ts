// Generated from schemas/imds-event.schema.json by `npm run generate`. Do not edit.
/**
 * One scheduled event of the metadata service. Only what no reader can do without is required; the other fields came with later api-versions and may be missing or odd.
 */
export interface ImdsEvent {
  /**
   * Stays the same from Scheduled to the end.
   */
  EventId: string;
  EventType: string;
  EventStatus?: unknown;
  Resources: unknown[];
  NotBefore?: unknown;
  Description?: unknown;
  EventSource?: unknown;
  DurationInSeconds?: unknown;
}
