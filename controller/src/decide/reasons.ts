import { type MaintenanceRecord, eventTypeOf } from '@mechanic/contract';
import type { Need } from './decision.ts';
import { parseTime, sayTime } from './times.ts';

/*
 * Sentences for people. Times are absolute, without countdowns: the same situation gives the same sentence in every pass,
 * so that status, log and Events can detect changes.
 */

/** The subject of a need: `Redeploy due 2026-11-23T05:15:00Z`. */
export function sayNeed(need: Need): string {
  if (need.request !== undefined) return sayRequest(need, need.request);
  const reason = need.liveMigration ? `${need.reason} (live migration)` : need.reason;
  if (eventTypeOf(need.reason) === null) return `${reason} since ${sayTime(need.since)}`;
  if (need.started) return `${reason}, which has started`;
  return need.deadline === null ? `${reason} without a date` : `${reason} due ${sayTime(need.deadline)}`;
}

function sayRequest({ reason, deadline }: Need, words: string): string {
  return `${reason} (${words})${deadline === null ? '' : ` due ${sayTime(deadline)}`}`;
}

/** A node and the reason for which it has a slot. */
export function sayHolder(
  name: string,
  { reason, deadline }: Pick<MaintenanceRecord, 'reason' | 'deadline'>,
): string {
  const time = parseTime(deadline);
  return time === null ? `${name} (${reason})` : `${name} (${reason} due ${sayTime(time)})`;
}

export function sayDraining(need: Need): string {
  return `is being drained: ${sayNeed(need)}`;
}

/** For a freeze that may begin at any moment. */
export function saySpent(need: Need): string {
  return `${sayNeed(need)}: nothing is left to save by draining the node`;
}

export function sayDrained(record: MaintenanceRecord): string {
  return sentence(`is drained for ${record.reason} and waits for it to be over`, record.message ?? '');
}

/** For volumes that no pod of the node uses any more. */
export function sayDetaching(volumes: readonly string[]): string {
  return `waits for volumes to be detached: ${list(volumes)}`;
}

/** For volumes that the drain no longer waited for. */
export function sayAttached(volumes: readonly string[]): string {
  return `volumes were still attached: ${list(volumes)}`;
}

export function sayFailed(record: MaintenanceRecord): string {
  const retryAt = parseTime(record.retryAt);
  return sentence(
    `attempt ${record.attempts} to drain it for ${record.reason} failed`,
    record.message ?? '',
    retryAt === null ? '' : `tried again at ${sayTime(retryAt)}`,
  );
}

/** For a node whose kubelet is gone. */
export const sayUnreachable = 'its kubelet does not answer, so that no pod of it can end';

export function sayOverridden(record: MaintenanceRecord): string {
  return `a person uncordoned it during ${record.reason}: these events are left to the person`;
}

/** Why a node is cordoned before it has a slot. */
export function sayPrepared(need: Need): string {
  return `${sayNeed(need)}; cordoned, and drained as soon as a less urgent drain has given its slot away`;
}

/** Why a stuck drain is paused. */
export function sayGaveWay(successor: { readonly name: string }, need: Need): string {
  return `no pod has left since its deadline passed; gave its slot to ${successor.name} (${sayNeed(need)})`;
}

/** Why a running drain is paused. */
export function sayPaused(successor: { readonly name: string }, need: Need): string {
  return `gave its slot to ${successor.name}, which is more urgent (${sayNeed(need)})`;
}

export function sayUnknown(notes: readonly string[]): string {
  const why = notes.length === 0 ? 'no probe and no condition tells' : sentence(...notes);
  return `it is not known which maintenance is scheduled: ${why}`;
}

/** Joins the parts that are not empty. */
export function sentence(...parts: readonly string[]): string {
  let whole = '';
  for (const part of parts) {
    if (part !== '') whole = whole === '' ? part : `${whole}; ${part}`;
  }
  return whole;
}

/** `a, b, c and 2 more`. */
export function list(names: readonly string[], most = 3): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}

/** `1 node`, `3 nodes`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
