import { type MaintenanceRecord, defaultSettings } from '@mechanic/contract';
import type { Need, NodeStatus } from '../decide/decision.ts';
import type { NodeView } from '../decide/snapshot.ts';
import type { Fields, Log } from '../log.ts';
import type { Pass } from './pass.ts';

/** A log for tests to read. */
export class MemoryLog implements Log {
  readonly lines: { readonly level: string; readonly message: string; readonly fields: Fields }[] = [];

  error(message: string, fields: Fields = {}): void {
    this.lines.push({ level: 'error', message, fields });
  }

  warn(message: string, fields: Fields = {}): void {
    this.lines.push({ level: 'warn', message, fields });
  }

  info(message: string, fields: Fields = {}): void {
    this.lines.push({ level: 'info', message, fields });
  }

  debug(message: string, fields: Fields = {}): void {
    this.lines.push({ level: 'debug', message, fields });
  }

  /** The messages above level debug. */
  messages(): string[] {
    return this.lines.filter(({ level }) => level !== 'debug').map(({ message }) => message);
  }
}

/** A resting Node with changes by the test. */
export function nodeView(name: string, fields: Partial<NodeView> = {}): NodeView {
  return {
    name,
    uid: `uid-${name}`,
    resourceVersion: '1',
    labels: {},
    providerID: '',
    unschedulable: false,
    taints: [],
    ready: 'True',
    conditions: {},
    deleting: false,
    createdAt: 0,
    request: { kind: 'absent' },
    ignored: false,
    report: { kind: 'absent' },
    record: { kind: 'absent' },
    acknowledge: null,
    uncordonSeen: false,
    cordonedWithLabel: false,
    ...fields,
  };
}

/** A record of a running drain, begun at 05:00. */
export function recordOf(name: string, fields: Partial<MaintenanceRecord> = {}): MaintenanceRecord {
  return {
    version: 1,
    phase: 'Draining',
    nodeUID: `uid-${name}`,
    reason: 'Redeploy',
    events: ['602D'],
    wasUnschedulable: false,
    startedAt: '2026-11-23T05:00:00.000Z',
    attemptStartedAt: '2026-11-23T05:00:00.000Z',
    deadline: '2026-11-23T05:15:00.000Z',
    attempts: 1,
    ...fields,
  };
}

/** A need for a Redeploy due at 05:15. */
export function needOf(fields: Partial<Need> = {}): Need {
  return {
    reason: 'Redeploy',
    events: ['602D'],
    deadline: Date.parse('2026-11-23T05:15:00.000Z'),
    started: false,
    liveMigration: false,
    since: Date.parse('2026-11-23T05:00:00.000Z'),
    ...fields,
  };
}

export function statusOf(
  name: string,
  state: NodeStatus['state'],
  fields: Partial<NodeStatus> = {},
): NodeStatus {
  const node = { name, uid: `uid-${name}` };
  return {
    node,
    state,
    reason: `is ${state}`,
    need: needOf(),
    position: null,
    blockedBy: [],
    missedInQueue: false,
    ...fields,
  };
}

/** A pass over nodes with default settings and one slot. */
export function passOf(nodes: readonly NodeView[], statuses: readonly NodeStatus[] = []): Pass {
  const used = statuses.filter(({ state }) => state === 'draining').length;
  return {
    snapshot: {
      nodes,
      probedNodes: new Set(),
      drains: new Map(),
      refusals: new Map(),
      unseenSlots: new Map(),
    },
    decision: {
      actions: [],
      nextPassAt: null,
      restraints: [],
      statuses,
      slots: { total: 1, used, unavailable: 0, maxUnavailable: 1 },
      surges: { open: [], over: [] },
    },
    settings: defaultSettings,
    now: Date.parse('2026-11-23T05:00:00.000Z'),
  };
}
