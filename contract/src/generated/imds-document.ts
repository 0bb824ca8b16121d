// Generated from schemas/imds-document.schema.json by `npm run generate`. Do not edit.
/**
 * What the metadata service answers to `GET /metadata/scheduledevents`. Only as strict as reading it needs: the incarnation, an integer so far, is an opaque value.
 */
export interface ImdsDocument {
  DocumentIncarnation?: unknown;
  /**
   * Each entry is looked at on its own, so that one that cannot be read does not hide the others.
   */
  Events: unknown[];
}
