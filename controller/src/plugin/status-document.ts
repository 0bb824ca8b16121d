import { nodeStates } from '../decide/decision.ts';
import type { Status } from '../observe/status.ts';

/**
 * Reads the answer of `/api/v1/status`; null when it is none: another program may answer at that address, or a controller
 * of another version.
 */
export function readStatusDocument(text: string): Status | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  // Every field that is used below this line was looked at.
  return isStatus(value) ? (value as Status) : null;
}

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const flag: Check = (value) => typeof value === 'boolean';
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
/** What controllers before this one do not send. */
const orMissing =
  (check: Check): Check =>
  (value) =>
    value === undefined || value === null || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const object =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isFields(value) && Object.entries(checks).every(([key, check]) => check(value[key]));

const state: Check = (value) => nodeStates.some((known) => known === value);

const podLeft = object({ namespace: text, name: text, state: text, budgets: listOf(text), reason: text });
const event = object({
  id: text,
  type: text,
  status: text,
  notBefore: orNull(text),
  source: text,
  description: text,
});
const node = object({
  node: text,
  state,
  why: text,
  reason: orNull(text),
  events: listOf(event),
  deadline: orNull(text),
  startedAt: orNull(text),
  attempts: number,
  position: orNull(number),
  cordoned: flag,
  podsTotal: orNull(number),
  podsLeft: listOf(podLeft),
  blockedBy: listOf(object({ pod: text, budgets: listOf(text) })),
  forecast: orMissing(
    object({ startsAt: orNull(text), endsAt: orNull(text), missesDeadline: flag, basis: text }),
  ),
});

const isStatus = object({
  version: text,
  now: text,
  synced: flag,
  leader: object({ self: text, identity: orNull(text), isLeader: flag, since: orNull(text) }),
  settings: object({ state: text, error: orNull(text), warnings: listOf(text), inForce: isFields }),
  dryRun: flag,
  slots: object({ total: number, used: number, unavailable: number, maxUnavailable: number }),
  nodesTotal: number,
  nodesProbed: number,
  advice: orMissing(object({ text, nodes: listOf(text) })),
  readiness: orMissing(listOf(object({ severity: text, kind: text, object: text, why: text, cure: text }))),
  queue: listOf(object({ node: text, position: number })),
  nodes: listOf(node),
});

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
