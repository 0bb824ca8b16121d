import { parseSettings } from '@mechanic/contract';
import type { NodeEntry, NodeState, PodLeft, QueueEntry, Status } from '@mechanic/contract/status';
import { attentionOf } from '../../controller/src/decide/status/attention.ts';
import { anEntry } from '../../plugin/src/testing.ts';

/** Times of an example are counted from here, in minutes. */
export type At = (minutes: number) => string;

export function timesFrom(now: number): At {
  return (minutes) => new Date(now + minutes * 60_000).toISOString();
}

/** A node that waits for a Redeploy, unless told otherwise. */
export function exampleNode(name: string, at: At, fields: Partial<NodeEntry> = {}): NodeEntry {
  return anEntry(name, {
    state: 'waiting',
    why: 'waits for a drain slot: 1 of 1 in use',
    reason: 'Redeploy',
    events: [
      {
        id: `602D9444-D2CD-49C7-8624-${name.slice(-6).padStart(12, '0')}`,
        type: 'Redeploy',
        status: 'Scheduled',
        notBefore: at(14),
        durationSeconds: null,
        source: 'Platform',
        description: 'Host server is undergoing an emergency repair.',
      },
    ],
    deadline: at(14),
    ...fields,
  });
}

export function examplePod(name: string, fields: Partial<PodLeft> = {}): PodLeft {
  return { namespace: 'shop', name, state: 'terminating', budgets: [], reason: '', ...fields };
}

function foreseen(startsAt: string, endsAt: string): NonNullable<NodeEntry['forecast']> {
  return { startsAt, endsAt, missesDeadline: false, basis: '12 drains seen' };
}

/** All nodes by pool and zone: these, and as many idle ones as are missing to `total`. */
function fleetOf(nodes: readonly NodeEntry[], total: number): Status['fleet'] {
  const states = new Map(nodes.map(({ node, state }) => [node, state]));
  for (let index = 0; states.size < total; index++) {
    states.set(`aks-system-00112233-vmss${index.toString(36).padStart(6, '0')}`, 'idle');
  }
  const groups = new Map<string, string[]>();
  for (const [index, name] of [...states.keys()].sort().entries()) {
    const key = `${name.split('-')[1] ?? ''} westeurope-${(index % 3) + 1}`;
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups].sort().map(([key, names]) => {
    const [pool = '', zone = ''] = key.split(' ');
    const counts = new Map<string, number>();
    for (const name of names) {
      const state = states.get(name) ?? 'idle';
      counts.set(state, (counts.get(state) ?? 0) + 1);
    }
    return { pool, zone, nodes: names, states: Object.fromEntries(counts) };
  });
}

/** A cluster in which nothing happens. */
export function quietStatus(now = Date.now()): Status {
  const at = timesFrom(now);
  const settings = parseSettings('{maxConcurrentDrains: 1, drain: {leadTime: 30m}}');
  if (!settings.ok) throw new Error(settings.errors.join());
  return {
    version: '0.1.0',
    now: at(0),
    synced: true,
    leader: {
      self: 'mechanic-controller-7c9f8d6b5-x2x9k',
      identity: 'mechanic-controller-7c9f8d6b5-x2x9k',
      isLeader: true,
      since: at(-134),
    },
    settings: { state: 'ok', error: null, warnings: [], inForce: settings.shown, paused: false },
    dryRun: false,
    slots: { total: 1, used: 0, unavailable: 0, maxUnavailable: 6 },
    nodesTotal: 12,
    nodesProbed: 12,
    queue: [],
    nodes: [],
    history: [],
    summary: null,
    attention: [],
    holds: [],
    advice: null,
    readiness: [],
    readinessAt: null,
    fleet: fleetOf([], 12),
  };
}

/** With what the controller would say of it. */
function judged(status: Status): Status {
  return { ...status, attention: attentionOf(status) };
}

/** A cluster in the middle of things: something in every section. */
export function busyStatus(now = Date.now()): Status {
  const at = timesFrom(now);
  const nodes = [
    drainingNode(at),
    exampleNode('aks-user-25795745-vmss000004', at, {
      position: 1,
      why: `Redeploy due ${at(14)}; waits for a drain slot: 1 of 1 in use by aks-user-25795745-vmss000003 (Redeploy due ${at(3)})`,
      note: `waits for a drain slot: 1 of 1 in use by aks-user-25795745-vmss000003 (Redeploy due ${at(3)})`,
      forecast: foreseen(at(4), at(10)),
    }),
    exampleNode('aks-user-25795745-vmss000007', at, {
      position: 2,
      reason: 'Reboot',
      deadline: at(190),
      heldBy: 'office',
      forecast: foreseen(at(30), at(38)),
      why: 'held back by budget zone (1 of 1 in topology.kubernetes.io/zone=westeurope-2)',
    }),
    failedNode(at),
    exampleNode('aks-user-25795745-vmss000001', at, {
      state: 'drained',
      why: 'drained; waits for the maintenance to end',
      cordoned: true,
      attempts: 1,
    }),
    exampleNode('aks-user-25795745-vmss000009', at, {
      state: 'scheduled',
      reason: 'Freeze',
      deadline: at(7 * 24 * 60),
      why: 'is due in some days; begins 30m before',
    }),
  ];
  return judged({
    ...quietStatus(now),
    slots: { total: 2, used: 1, unavailable: 3, maxUnavailable: 6 },
    nodesProbed: 11,
    nodes,
    queue: nodes.flatMap(queued),
    fleet: fleetOf(nodes, 12),
    holds: [
      {
        name: 'office',
        applies: true,
        until: at(28),
        nodes: ['aks-user-25795745-vmss000007'],
        message: `is held by office until ${at(28)}`,
      },
      { name: 'incident', applies: false, until: null, nodes: [], message: 'its query finds nothing' },
    ],
    advice: {
      text: 'maxConcurrentDrains 2 would empty all in time',
      nodes: ['aks-user-25795745-vmss000003'],
      set: { maxConcurrentDrains: 2 },
    },
    readinessAt: at(-12),
    readiness: [
      {
        severity: 'error',
        kind: 'budget-never',
        object: 'PodDisruptionBudget shop/web',
        why: 'it can never allow an eviction',
        cure: 'Let maxUnavailable be 1.',
      },
      {
        severity: 'warning',
        kind: 'single-replica',
        object: 'StatefulSet shop/db',
        why: 'its only pod goes before another is there',
        cure: 'Run a second replica.',
      },
    ],
    history: [
      historyEntry(at, 'aks-user-25795745-vmss000001', 'succeeded'),
      historyEntry(at, 'aks-gpu-99887766-vmss000000', 'failed'),
    ],
  });
}

/** Many nodes in maintenance at once. */
export function crowdedStatus(amount: number, now = Date.now()): Status {
  const at = timesFrom(now);
  const states: readonly NodeState[] = ['waiting', 'draining', 'drained', 'failed'];
  const nodes = Array.from({ length: amount }, (_, index) => {
    const state = states[index % states.length] ?? 'waiting';
    const draining = { podsTotal: 30, podsLeft: [examplePod('web-1'), examplePod('web-2')] };
    return exampleNode(`aks-user-25795745-vmss${index.toString(36).padStart(6, '0')}`, at, {
      state,
      position: state === 'waiting' ? index + 1 : null,
      ...(state === 'draining' && draining),
    });
  });
  return judged({
    ...quietStatus(now),
    nodesTotal: amount,
    nodesProbed: amount,
    nodes,
    queue: nodes.flatMap(queued),
    fleet: fleetOf(nodes, amount),
  });
}

function drainingNode(at: At): NodeEntry {
  const budgets = ['shop/checkout'];
  return exampleNode('aks-user-25795745-vmss000003', at, {
    state: 'draining',
    why: `is being drained: Redeploy due ${at(3)}; 2 pods are protected by shop/checkout`,
    note: '2 pods are protected by shop/checkout',
    forecast: { ...foreseen(at(-2), at(4)), missesDeadline: true },
    deadline: at(3),
    startedAt: at(-2),
    attemptStartedAt: at(-2),
    attempts: 1,
    cordoned: true,
    podsTotal: 30,
    podsLeft: [
      examplePod('checkout-6f7d8c9b4-2xk8p', { state: 'blocked', budgets }),
      examplePod('checkout-6f7d8c9b4-9wq4z', { state: 'blocked', budgets }),
      examplePod('search-0', { reason: 'grace period of 60 s' }),
    ],
    blockedBy: [{ pod: 'shop/checkout-6f7d8c9b4-2xk8p', budgets, reason: 'blocked' }],
  });
}

function failedNode(at: At): NodeEntry {
  return exampleNode('aks-gpu-99887766-vmss000000', at, {
    state: 'failed',
    reason: 'KernelDeadlock',
    events: [
      {
        id: 'KernelDeadlock',
        type: 'KernelDeadlock',
        status: 'Condition True',
        notBefore: null,
        durationSeconds: null,
        source: 'Node condition',
        description: 'task docker:7 blocked for more than 300 seconds.',
      },
    ],
    deadline: null,
    why: 'not empty after 1h; tried again at a later time',
    attempts: 2,
    cordoned: true,
    blockedBy: [{ pod: 'ml/trainer-0', budgets: ['ml/trainer'], reason: 'blocked' }],
  });
}

function historyEntry(at: At, node: string, outcome: 'succeeded' | 'failed'): Status['history'][number] {
  const failed = outcome === 'failed';
  return {
    node,
    reason: failed ? 'KernelDeadlock' : 'Redeploy',
    outcome,
    startedAt: at(-70),
    endedAt: at(failed ? -10 : -9),
    durationSeconds: failed ? 3_600 : 47.3,
    attempts: failed ? 2 : 1,
    message: failed ? 'not empty after 1h: ml/trainer-0 is protected by ml/trainer' : '',
  };
}

function queued(entry: NodeEntry): QueueEntry[] {
  const { node, position, reason, deadline, state, why } = entry;
  if (position === null) return [];
  return [
    { node, position, reason: reason ?? '', deadline, since: null, state, waitsFor: why, heldBy: null },
  ];
}

/** A large cluster, of which `busy` nodes are in maintenance. */
export function largeStatus(total: number, busy: number): Status {
  const status = crowdedStatus(busy);
  return { ...status, nodesTotal: total, nodesProbed: total, fleet: fleetOf(status.nodes, total) };
}
