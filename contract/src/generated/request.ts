// Generated from schemas/request.schema.json by `npm run generate`. Do not edit.
/**
 * What somebody asks of mechanic: the value of the annotation `mechanic.dev/request`. Without control characters, or it cannot be read; unknown fields are dropped.
 */
export interface RequestDocument {
  /**
   * What the node is to be drained for, for people. Cut to 256 characters.
   */
  reason: string;
  /**
   * When the node should be empty, RFC 3339; without it the request is never due.
   */
  by?: string | null;
  /**
   * Who or what asks, for people. Cut to 256 characters.
   */
  requester?: string | null;
}
