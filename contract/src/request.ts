import { createHash } from 'node:crypto';
import type { RequestDocument } from './generated/request.ts';
import validate from './generated/request-validator.js';
import { asText, hasControlCharacter, parseUntrusted } from './untrusted.ts';

export type { RequestDocument };

/** A drain that somebody requests by the annotation `mechanic.dev/request`. */
export interface DrainRequest {
  /** `Request:` and a hash of the text, so that another text is another request. */
  readonly id: string;
  /** For people. */
  readonly reason: string;
  /** Who asks, for people; null when the request does not say. */
  readonly requester: string | null;
  /** When the node should be empty, in milliseconds since the epoch; null when nothing is due. */
  readonly by: number | null;
}

export type RequestResult =
  | { readonly ok: true; readonly request: DrainRequest }
  /** `id` identifies the text; `why` tells a person what is wrong with it. */
  | { readonly ok: false; readonly id: string; readonly why: string };

/** Prefix of the ids of requests; also their type as events. */
const prefix = 'Request:';

/** A request is one object with nothing nested. */
const depth = 1;
/** Longest text for people, in characters; longer ones are cut. */
const longestText = 256;

const rfc3339 = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)$/;

/** Reads the annotation `mechanic.dev/request`, which anybody with permission to write the Node may have written. */
export function parseRequest(text: string): RequestResult {
  const id = `${prefix}${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  const refused = (why: string): RequestResult => ({ ok: false, id, why });
  const value = parseUntrusted(text, depth);
  if (value === undefined) return refused('it is no JSON, or larger or deeper than a request may be');
  if (!validate(value))
    return refused('it must be an object with a text "reason", and texts "by" and "requester" if any');
  if (hasControlCharacter(value)) return refused('it has control characters');
  const { reason, requester, by } = value;
  const at = typeof by === 'string' ? parseBy(by) : null;
  if (at === undefined) return refused('"by" must be a time with its zone, such as 2026-11-25T06:00:00Z');
  return {
    ok: true,
    request: {
      id,
      reason: asText(reason, longestText),
      requester: typeof requester === 'string' ? asText(requester, longestText) : null,
      by: at,
    },
  };
}

/** Whether the id is that of a request; ids from Azure or a node never are. */
export function isRequestId(id: string): boolean {
  return /^Request:[0-9a-f]{16}$/.test(id);
}

/** Milliseconds since the epoch of a time with its zone; undefined when the text is no such time. */
export function parseBy(text: string): number | undefined {
  const time = rfc3339.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
