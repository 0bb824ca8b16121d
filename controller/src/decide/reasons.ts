import type { Need } from './decision.ts';
import { eventTypeOf } from './event-type.ts';
import type { NodeView } from './snapshot.ts';
import { parseTime, sayTime } from './times.ts';

/*
 * The parts of sentences that more than one decision says. Times are absolute: the same situation gives the same
 * sentence in every pass, so that status, log and Events can tell what is new.
 */

/** What a need is about: `Redeploy due 2026-11-23T05:15:00Z`. */
export function sayNeed(need: Need): string {
  const reason = need.liveMigration ? `${need.reason} (live migration)` : need.reason;
  if (eventTypeOf(need.reason) === null) return `${reason} since ${sayTime(need.since)}`;
  if (need.started) return `${reason} that has started`;
  return need.deadline === null ? `${reason} without a date` : `${reason} due ${sayTime(need.deadline)}`;
}

/** The same of a node that drains, from its record. */
export function sayDrain(node: NodeView): string {
  if (node.record.kind !== 'present') return node.name;
  const { reason, deadline } = node.record.value;
  const time = parseTime(deadline);
  return time === null ? `${node.name} (${reason})` : `${node.name} (${reason} due ${sayTime(time)})`;
}

/** Joins the parts that are there. */
export function sentence(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('; ');
}

/** `a, b, c and 2 more`. */
export function list(names: readonly string[], most = 3): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}

/** Why a running drain gives its slot away. */
export function pauseReason(successor: { readonly node: NodeView; readonly need: Need }): string {
  return `gave its slot to ${successor.node.name}, which is more urgent (${sayNeed(successor.need)})`;
}
