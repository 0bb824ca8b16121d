import { compareText, endsTheVM, requestType, severity } from '@mechanic/contract';

/** What decides how urgent something is. */
export interface Urgency {
  /** Event type or condition type. */
  readonly reason: string;
  /** When Azure may begin (milliseconds since the epoch); null when no date is known. */
  readonly deadline: number | null;
  readonly started: boolean;
}

/**
 * Negative when `a` is more urgent: events that are due or have started and cost the VM come first, then the earlier
 * deadline, then the graver type. 0 when both are equal.
 */
export function compareUrgency(a: Urgency, b: Urgency, now: number): number {
  return (
    Number(isLosingTheVM(b, now)) - Number(isLosingTheVM(a, now)) ||
    compareDeadlines(dueAt(a, now), dueAt(b, now)) ||
    severity(a.reason) - severity(b.reason)
  );
}

/** Whether the node may take the slot of a running drain: its event has started or is due within `urgentWithinMs`. */
export function isUrgent(urgency: Urgency, urgentWithinMs: number, now: number): boolean {
  const deadline = dueAt(urgency, now);
  return urgency.started || (deadline !== null && deadline - now <= urgentWithinMs);
}

/** Compares by name. */
export function compareNames(a: { readonly name: string }, b: { readonly name: string }): number {
  return compareText(a.name, b.name);
}

/**
 * When the node has to be drained (milliseconds since the epoch); null without pressure. Nothing happens to a node when its
 * request is late: such a request then takes no slot from other nodes and shortens no grace period.
 */
export function dueAt({ reason, deadline }: Urgency, now: number): number | null {
  return reason === requestType && deadline !== null && deadline <= now ? null : deadline;
}

function isLosingTheVM({ reason, deadline, started }: Urgency, now: number): boolean {
  return endsTheVM(reason) && (started || (deadline !== null && deadline <= now));
}

function compareDeadlines(a: number | null, b: number | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a - b;
}
