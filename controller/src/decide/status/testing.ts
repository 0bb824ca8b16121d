import type { NodeEntry } from '@mechanic/contract/status';
import { undrainedStates } from './node-status.ts';

/** A node entry that waits for nothing. */
export function anEntry(node: string, changes: Partial<NodeEntry> = {}): NodeEntry {
  return {
    node,
    state: 'scheduled',
    why: 'a reason',
    note: changes.why ?? 'a reason',
    reason: null,
    started: false,
    events: [],
    source: null,
    deadline: null,
    undrained: undrainedStates.has(changes.state ?? 'scheduled'),
    overdue: false,
    startedAt: null,
    attemptStartedAt: null,
    attempts: 0,
    position: null,
    heldBy: null,
    cordoned: false,
    podsTotal: null,
    podsLeft: [],
    blockedBy: [],
    surges: [],
    volumes: [],
    forecast: null,
    ...changes,
  };
}
