import type { Action } from '../decide/decision.ts';

/** What is said once for the same Node and the same action. */
export function keyOf(action: Action): string {
  return `${action.node.uid} ${action.kind}${'outcome' in action ? ` ${action.outcome}` : ''}`;
}

/** The Node of such a key. */
export function uidOf(key: string): string {
  return key.slice(0, key.indexOf(' '));
}
