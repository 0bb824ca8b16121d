import type { SettingsState } from '@mechanic/contract';
import type { NodeState, Status } from '@mechanic/contract/status';
import type { Decision, NodeStatus } from '../../controller/src/decide/decision.ts';
import { decide } from '../../controller/src/decide/decide.ts';
import { ownRecord } from '../../controller/src/decide/step/ownership.ts';
import type { DrainProgress, NodeView, Snapshot } from '../../controller/src/decide/snapshot.ts';
import { statusOf } from '../../controller/src/decide/status/status.ts';
import type { LeaseView } from './cluster-reader.ts';

/** The facts that are read from the cluster when no controller answers. */
export interface ClusterFacts {
  readonly version: string;
  /** Milliseconds since the epoch, by the user's clock. */
  readonly now: number;
  readonly nodes: readonly NodeView[];
  readonly probedNodes: ReadonlySet<string>;
  readonly settings: SettingsState;
  readonly lease: LeaseView | null;
  /** Progress of nodes whose pods were counted, by Node UID. */
  readonly drains: ReadonlyMap<string, DrainProgress>;
}

/**
 * Derives the status from the Nodes. The rules of the controller tell what each node needs and waits for. But where they
 * tell what a controller would do next, the record on the Node is shown, because no controller may be running.
 */
export function derivedStatus(facts: ClusterFacts): Status {
  const { nodes, probedNodes, settings, lease, now, version, drains } = facts;
  const snapshot: Snapshot = { nodes, probedNodes, drains, refusals: new Map(), unseenSlots: new Map() };
  const decision = decide(snapshot, settings.settings, now);
  const holder = lease !== null && lease.endsAt > now && lease.holder !== '' ? lease.holder : null;
  const since = holder === null ? null : (lease?.acquiredAt ?? null);
  return statusOf({
    version,
    now,
    leader: {
      self: '',
      identity: holder,
      isLeader: false,
      since: since === null ? null : new Date(since).toISOString(),
    },
    settings,
    view: { snapshot, decision: { ...decision, statuses: asRecorded(decision, nodes) } },
    history: [],
  });
}

/** States that a controller would write to the record next; until it has, the record is shown. */
const foreseen: ReadonlySet<NodeState> = new Set(['idle', 'draining', 'paused', 'drained', 'failed']);

function asRecorded(decision: Decision, nodes: readonly NodeView[]): NodeStatus[] {
  const said = new Map(decision.statuses.map((status) => [status.node.uid, status]));
  const recorded = nodes.flatMap((node) => recordedStatus(node, decision, said.get(node.uid)) ?? []);
  const corrected = new Map(recorded.map((status) => [status.node.uid, status]));
  const known = decision.statuses.map((status) => corrected.get(status.node.uid) ?? status);
  const silent = recorded.filter((status) => !said.has(status.node.uid));
  return numbered([...known, ...silent]);
}

/** The recorded status of a node where it differs from the next action of a controller; otherwise null. */
function recordedStatus(node: NodeView, decision: Decision, said: NodeStatus | undefined): NodeStatus | null {
  const record = ownRecord(node);
  if (record === null) return said?.state === 'draining' ? notBegun(said) : null;
  const { name, uid } = node;
  const idle = { node: { name, uid }, state: 'idle', reason: '', need: null, position: null } as const;
  const status = said ?? { ...idle, blockedBy: record.blockedBy ?? [], missedInQueue: false };
  const state = phaseStates[record.phase];
  if (status.state === state || !foreseen.has(status.state)) return null;
  const reason = releaseReason(decision, uid) ?? status.reason;
  return { ...status, state, reason: `${reason}; no controller has acted upon it yet` };
}

function notBegun(said: NodeStatus): NodeStatus {
  const need = said.need === null ? '' : `${said.need.reason}; `;
  return { ...said, state: 'waiting', reason: `${need}it may begin now, but nobody has cordoned it yet` };
}

const phaseStates = { Draining: 'draining', Paused: 'paused', Drained: 'drained', Failed: 'failed' } as const;

function releaseReason({ actions }: Decision, uid: string): string | null {
  const action = actions.find(({ kind, node }) => kind === 'release' && node.uid === uid);
  return action?.kind === 'release' ? action.reason : null;
}

/** Nodes that could begin now come before those that cannot. */
function numbered(statuses: readonly NodeStatus[]): NodeStatus[] {
  const ready = statuses.filter(({ state, position }) => state === 'waiting' && position === null);
  const queue = statuses.filter(({ position }) => position !== null);
  const others = statuses.filter((status) => !ready.includes(status) && !queue.includes(status));
  return [...[...ready, ...queue].map((status, index) => ({ ...status, position: index + 1 })), ...others];
}
