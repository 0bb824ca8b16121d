import type { Action } from '../decide/decision.ts';

/** The key of an action on a Node: each key is reported once. */
export function keyOf(action: Action): string {
  return `${action.node.uid} ${action.kind}${'outcome' in action ? ` ${action.outcome}` : ''}`;
}

/** The UID of the Node in such a key. */
export function uidOf(key: string): string {
  return key.slice(0, key.indexOf(' '));
}
