import { describe, expect, it } from '@jest/globals';
import { type MaintenanceRecord, type Settings, matchesSelector, resolveQuantity } from '@mechanic/contract';
import fc from 'fast-check';
import { decide } from './decide.ts';
import type { Action, Decision } from './decision.ts';
import {
  foreignClaim,
  isDraining,
  isOrphan,
  isUnavailable,
  isUntouchable,
  losesTheNode,
  ownRecord,
} from './step/ownership.ts';
import type { DrainProgress, NodeView, Snapshot } from './snapshot.ts';
import {
  aDrain,
  aNode,
  aNodeWith,
  aRecord,
  aReport,
  aRequest,
  aSnapshot,
  applied,
  hours,
  inShort,
  minutes,
  now,
  seconds,
  settingsOf,
} from './testing.ts';
import { formatTime } from './times.ts';

const eventType = fc.constantFrom(
  'Redeploy',
  'Reboot',
  'Freeze',
  'Preempt',
  'Terminate',
  'SpotRebalanceRecommendation',
  'redeploy',
  'Repave',
);
const eventId = fc.constantFrom(
  'e1',
  'E1',
  'e2',
  'e3',
  'VMEventScheduled:Redeploy',
  'Request:0123456789abcdef',
);
const someTime = fc.oneof(
  fc.integer({ min: -2 * hours, max: 2 * hours }).map((offset) => formatTime(now + offset)),
  fc.constantFrom(formatTime(now), formatTime(now + 1 * minutes), formatTime(now + 20 * minutes)),
);
const text = fc.oneof(
  someTime,
  fc.string(),
  fc.constantFrom('', 'Mon, 23 Nov 2026 05:15:00 GMT', '9999-99-99T99:99'),
);

const event = fc.record({
  id: fc.oneof(eventId, fc.string()),
  type: fc.oneof({ weight: 9, arbitrary: eventType }, { weight: 1, arbitrary: fc.string() }),
  status: fc.constantFrom('Scheduled', 'Scheduled', 'Started', 'started', 'Completed', ''),
  notBefore: fc.option(text),
  durationSeconds: fc.oneof(fc.constantFrom(-1, 0, 5, 9), fc.double()),
  source: fc.constantFrom('Platform', 'User', ''),
  description: fc.constantFrom('', 'memory-preserving Live Migration operation.'),
  liveMigration: fc.boolean(),
  resources: fc.array(fc.constantFrom('n0', 'n1', 'N2', 'elsewhere'), { maxLength: 3 }),
});

const message = fc.oneof(
  fc
    .tuple(
      eventType,
      fc.constantFrom('Scheduled', 'Started', 'Advisory'),
      fc.constantFrom('', ': Mon, 23 Nov 2026 05:15:00 GMT', ': Fri, 23 Nov 2026 05:0'),
      fc.constantFrom('', '. DurationInSeconds: 9.', '. EventId: e2'),
    )
    .map(([type, status, date, rest]) => `${type} ${status}${date}${rest}`),
  fc.string(),
  fc.constantFrom('VM has no scheduled event', 'IMDS query failed, exit code: 28'),
);

const condition = fc.record({
  status: fc.constantFrom('True', 'False', 'False', 'Unknown'),
  reason: fc.constant(''),
  message,
  lastTransitionTime: fc.oneof(fc.constant(0), fc.integer({ min: now - 1 * hours, max: now + 1 * minutes })),
});

const conditions = fc
  .record(
    {
      VMEventScheduled: condition,
      PreemptionScheduled: condition,
      KernelDeadlock: condition,
      GPUMissing: condition,
    },
    { requiredKeys: [] },
  )
  .map((all) => ({ ...all }));

const annotatedReport = fc.oneof(
  fc.constant({ kind: 'absent' } as const),
  fc.constant({ kind: 'unreadable' } as const),
  fc
    .record({
      events: fc.array(event, { maxLength: 3 }),
      imds: fc.constantFrom('ok', 'ok', 'ok', 'starting', 'unavailable'),
      changedAt: text,
      vm: fc.constantFrom('n0', 'n1', 'n2', 'N3', ''),
    })
    .map(({ events, vm, ...changes }) => aReport(vm, events, changes)),
);

const record: fc.Arbitrary<Partial<MaintenanceRecord>> = fc
  .record(
    {
      phase: fc.constantFrom('Draining', 'Draining', 'Paused', 'Drained', 'Failed'),
      nodeUID: fc.constant('of-another-node'),
      reason: fc.constantFrom('Redeploy', 'Freeze', 'KernelDeadlock', 'Request'),
      events: fc.array(eventId, { maxLength: 3 }),
      wasUnschedulable: fc.boolean(),
      startedAt: text,
      attemptStartedAt: text,
      deadline: fc.option(text),
      attempts: fc.integer({ min: 0, max: 2000 }),
      retryAt: fc.option(text),
      overridden: fc.boolean(),
      deadlineMissed: fc.boolean(),
      overSince: text,
    },
    { requiredKeys: ['phase'] },
  )
  .map((changes) => ({ ...changes }));

const annotatedRecord = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'absent' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'unreadable' } as const) },
  { weight: 4, arbitrary: record.map((changes) => ({ kind: 'changes', changes }) as const) },
);

const requestId = 'Request:0123456789abcdef';
const request = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'absent' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'unreadable', id: requestId, why: 'no JSON' } as const) },
  {
    weight: 2,
    arbitrary: fc
      .option(fc.integer({ min: -2 * hours, max: 2 * hours }))
      .map((offset) => aRequest({ by: offset === null ? null : now + offset })),
  },
);

const taints = fc.subarray(
  [
    { key: 'mechanic.dev/maintenance', effect: 'PreferNoSchedule' },
    { key: 'karpenter.sh/disrupted', effect: 'NoSchedule' },
  ],
  { maxLength: 1 },
);

const node = fc.record({
  unschedulable: fc.boolean(),
  ready: fc.constantFrom('True', 'True', 'True', 'False', 'Unknown'),
  deleting: fc.constantFrom(false, false, false, false, true),
  ignored: fc.constantFrom(false, false, false, false, true),
  uncordonSeen: fc.constantFrom(false, false, false, true),
  taints,
  labels: fc
    .record(
      {
        zone: fc.constantFrom('1', '2'),
        pool: fc.constantFrom('gpu', 'cpu'),
        'mechanic.cordoned': fc.constant('true'),
      },
      { requiredKeys: [] },
    )
    .map((labels): Record<string, string> => ({ ...labels })),
  conditions,
  report: annotatedReport,
  record: annotatedRecord,
  request,
  cordonedWithLabel: fc.constantFrom(true, true, false),
  acknowledge: fc.option(fc.constantFrom('e1', 'e2')),
});

const nodes = fc.array(node, { minLength: 1, maxLength: 8, size: 'max' }).map((all) =>
  all.map(({ record, ...parts }, index): NodeView => {
    const name = `n${index}`;
    const { cordonedWithLabel, unschedulable, labels } = parts;
    const isLabelled = labels['mechanic.cordoned'] === 'true';
    const changes = { ...parts, cordonedWithLabel: cordonedWithLabel && unschedulable && isLabelled };
    if (record.kind !== 'changes') return aNode(name, { ...changes, record });
    return aNode(name, { ...changes, record: { kind: 'present', value: aRecord(name, record.changes) } });
  }),
);

const drains = fc.array(
  fc.record({
    index: fc.nat(7),
    state: fc.constantFrom('running', 'running', 'emptied', 'stuck'),
    left: fc.nat(30),
  }),
  { maxLength: 4 },
);

function progressOf({
  index,
  state,
  left,
}: {
  index: number;
  state: DrainProgress['state'];
  left: number;
}): DrainProgress {
  const pod = { namespace: 'ns', name: 'p', state: 'blocked', budgets: ['ns/b'], reason: '' } as const;
  return aDrain(`n${index}`, { state, message: 'stuck', podsLeft: Array.from({ length: left }, () => pod) });
}

const snapshot = fc
  .record({
    nodes,
    drains,
    unprobed: fc.array(fc.nat(7), { maxLength: 3 }),
    refused: fc.option(fc.nat(7)),
    refusedFor: fc.constantFrom(-1 * seconds, 10 * minutes),
  })
  .map(({ nodes: all, drains: running, unprobed, refused, refusedFor }) =>
    aSnapshot(all, {
      probed: all.map(({ name }) => name).filter((_, index) => !unprobed.includes(index)),
      drains: running.map(progressOf),
      refusals: refused === null ? {} : { [`n${refused}`]: { message: 'no', retryAt: now + refusedFor } },
    }),
  );

const quantity = fc.constantFrom('0', '1', '2', '3', '"0%"', '"25%"', '"50%"', '"100%"');
const settings = fc
  .record({
    drainLimit: quantity,
    unavailable: quantity,
    zone: quantity,
    pool: quantity,
    budgets: fc.nat(3),
    extra: fc.subarray([
      'scheduledEvents: {freeze: true, spotRebalance: true, redeploy: false}',
      'freezeMinDuration: 8s',
      'optionalConditions: {kernelDeadlock: true, minDuration: 2m}',
      'conditions: [{type: GPUMissing}, {type: KernelDeadlock}]',
      'drain: {leadTime: 10m, timeout: 30m}',
      'uncordon: {delay: 5m}',
      'acknowledgeEvents: true',
      'urgentWithin: 10m',
    ]),
  })
  .map(({ drainLimit, unavailable, zone, pool, budgets, extra }) => {
    const all = [
      `{name: zone, topologyKey: zone, maxConcurrentDrains: ${zone}, maxUnavailable: ${unavailable}}`,
      `{name: pool, nodeSelector: {pool: gpu}, maxConcurrentDrains: ${pool}}`,
      `{name: both, nodeSelector: {pool: cpu}, topologyKey: zone, maxUnavailable: ${pool}}`,
    ];
    return settingsOf(
      [
        `maxConcurrentDrains: ${drainLimit}`,
        `maxUnavailable: ${unavailable}`,
        `budgets: [${all.slice(0, budgets).join(', ')}]`,
        ...extra,
      ].join('\n'),
    );
  });

/** The use of every limit, computed independently of the code under test. */
function usage(all: readonly NodeView[], { maxConcurrentDrains, maxUnavailable, budgets }: Settings) {
  const groups = [
    { of: all, maxConcurrentDrains, maxUnavailable },
    ...budgets.flatMap(({ nodeSelector = {}, topologyKey, ...limits }) => {
      const selected = all.filter(({ labels }) => matchesSelector({ matchLabels: nodeSelector }, labels));
      const domains = Map.groupBy(selected, ({ labels }) =>
        topologyKey === undefined ? 'all' : JSON.stringify([labels[topologyKey]]),
      );
      return [...domains.values()].map((of) => ({ of, ...limits }));
    }),
  ];
  return groups.map(({ of, ...limits }) => ({
    members: new Set(of.map(({ uid }) => uid)),
    draining: of.filter(isDraining).length,
    unavailable: of.filter(isUnavailable).length,
    maxDraining:
      limits.maxConcurrentDrains === undefined
        ? Infinity
        : resolveQuantity(limits.maxConcurrentDrains, of.length),
    maxUnavailable:
      limits.maxUnavailable === undefined ? Infinity : resolveQuantity(limits.maxUnavailable, of.length),
  }));
}

function apply(all: readonly NodeView[], action: Action): NodeView[] {
  return all.map((one) => applied(one, action));
}

function startsDrain(action: Action): boolean {
  return action.kind === 'cordon' || (action.kind === 'record' && action.outcome === 'resumed');
}

/** Whether the start of a drain keeps every limit of the node's groups. */
function keepsLimits(before: readonly NodeView[], action: Action, inForce: Settings): boolean {
  const after = apply(before, action);
  const earlier = usage(before, inForce);
  const reason = 'record' in action ? action.record.reason : '';
  const target = before.find(({ uid }) => uid === action.node.uid);
  const exempt = target !== undefined && losesTheNode(target, reason);
  return usage(after, inForce).every((group, index) => {
    const previous = earlier[index];
    if (previous === undefined || !group.members.has(action.node.uid)) return true;
    const slots = group.draining === previous.draining || group.draining <= group.maxDraining;
    const room = group.unavailable === previous.unavailable || group.unavailable <= group.maxUnavailable;
    return slots && (room || exempt);
  });
}

/** Decides repeatedly at one instant until nothing is written any more. */
function settle(start: Snapshot, inForce: Settings): { passes: string[][]; last: Decision } {
  let current = start;
  const passes: string[][] = [];
  for (;;) {
    const decision = decide(current, inForce, now);
    const writes = decision.actions.filter(({ kind }) => kind !== 'drain');
    if (writes.length === 0 || passes.length > 30) return { passes, last: decision };
    passes.push(inShort(decision));
    const draining = new Set(
      decision.actions.filter(({ kind }) => kind === 'drain').map(({ node: { uid } }) => uid),
    );
    current = {
      ...current,
      nodes: writes.reduce<readonly NodeView[]>(apply, current.nodes),
      drains: new Map([...current.drains].filter(([uid]) => draining.has(uid))),
    };
  }
}

describe('in any cluster a decision', () => {
  it('keeps every limit after each action, even if any of the others fail', () => {
    const subset = fc.array(fc.boolean(), { maxLength: 30 });
    fc.assert(
      fc.property(snapshot, settings, subset, (cluster, inForce, failing) => {
        let current = cluster.nodes;
        for (const [index, action] of decide(cluster, inForce, now).actions.entries()) {
          if (failing[index] === true) continue;
          if (startsDrain(action) && !keepsLimits(current, action, inForce)) return false;
          current = apply(current, action);
        }
        return true;
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps every limit even if any unanswered writes take effect later', () => {
    const claimed = fc.array(fc.tuple(fc.nat(7), fc.boolean()), { maxLength: 3 });
    fc.assert(
      fc.property(snapshot, settings, claimed, (cluster, inForce, lost) => {
        const open = lost.flatMap(([index, takesEffect]) => {
          const target = cluster.nodes[index];
          if (target === undefined || isDraining(target)) return [];
          return [{ target, record: aRecord(target.name), takesEffect }];
        });
        const unseenSlots = new Map(open.map(({ target, record }) => [target.uid, record]));
        const decision = decide({ ...cluster, unseenSlots }, inForce, now);
        const effects = open.filter(({ takesEffect }) => takesEffect);
        let current = effects.reduce<readonly NodeView[]>(
          (all, { target, record }) => apply(all, { kind: 'cordon', node: target, record }),
          cluster.nodes,
        );
        for (const action of decision.actions) {
          // The API server refuses a write that was decided on an older version of the Node.
          if (effects.some(({ target }) => target.uid === action.node.uid)) continue;
          if (startsDrain(action) && !keepsLimits(current, action, inForce)) return false;
          current = apply(current, action);
        }
        return true;
      }),
      { numRuns: 2000 },
    );
  });

  it('never counts more drains than allowed unless there were more before', () => {
    fc.assert(
      fc.property(snapshot, settings, (cluster, inForce) => {
        const before = usage(cluster.nodes, inForce);
        const after = usage(
          decide(cluster, inForce, now).actions.reduce<readonly NodeView[]>(apply, cluster.nodes),
          inForce,
        );
        return after.every(
          ({ draining, maxDraining }, index) =>
            draining <= Math.max(maxDraining, before[index]?.draining ?? 0),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same for any order of the nodes', () => {
    fc.assert(
      fc.property(snapshot, settings, (cluster, inForce) => {
        const decision = decide(cluster, inForce, now);
        const turned = decide({ ...cluster, nodes: cluster.nodes.toReversed() }, inForce, now);
        expect(turned).toEqual(decision);
      }),
    );
  });

  it('writes to an ignored node only to free its slot, and never where the record cannot be read', () => {
    fc.assert(
      fc.property(snapshot, settings, (cluster, inForce) => {
        const untouchable = new Set(cluster.nodes.filter(isUntouchable).map(({ uid }) => uid));
        const byUID = new Map(cluster.nodes.map((one) => [one.uid, one]));
        return decide(cluster, inForce, now).actions.every((action) => {
          if (!untouchable.has(action.node.uid)) return true;
          const target = byUID.get(action.node.uid);
          if (target === undefined || target.record.kind === 'unreadable') return false;
          return (
            action.kind === 'record' && action.outcome === 'paused' && ownRecord(target)?.phase === 'Draining'
          );
        });
      }),
      { numRuns: 500 },
    );
  });

  it('uncordons only nodes that mechanic cordoned, that nobody has changed since, and that are Ready', () => {
    fc.assert(
      fc.property(snapshot, settings, (cluster, inForce) => {
        const byUID = new Map(cluster.nodes.map((one) => [one.uid, one]));
        return decide(cluster, inForce, now).actions.every((action) => {
          if (action.kind !== 'release' || !action.uncordon) return true;
          const target = byUID.get(action.node.uid);
          if (target?.ready !== 'True' || foreignClaim(target) !== null) return false;
          const own = ownRecord(target);
          if (own === null) return isOrphan(target);
          return !own.wasUnschedulable && own.overridden !== true && !target.uncordonSeen;
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('writes nothing once the cluster no longer changes, and repeats no write before that', () => {
    fc.assert(
      fc.property(snapshot, settings, (cluster, inForce) => {
        const { passes } = settle(cluster, inForce);
        expect(passes.length).toBeLessThan(10);
        const writes = passes.flat().filter((action) => !action.startsWith('drain '));
        // A taint may come and go with the queue, and a node whose drain was paused may get a slot again.
        const once = writes.filter((action) => !/taint|label|paused|resumed/.test(action));
        expect(once).toEqual([...new Set(once)]);
      }),
      { numRuns: 2000 },
    );
  });

  it('pauses a drain only for an urgent node', () => {
    fc.assert(
      fc.property(snapshot, settings, (cluster, inForce) => {
        const decision = decide(cluster, inForce, now);
        const gave = decision.statuses.filter(({ reason }) => reason.startsWith('gave its slot to'));
        const urgent = decision.statuses.filter(
          ({ position, need }) =>
            position !== null &&
            need !== null &&
            (need.started || (need.deadline ?? Infinity) <= now + inForce.urgentWithinMs),
        );
        return gave.length === 0 || urgent.length > 0;
      }),
      { numRuns: 2000 },
    );
  });

  it('schedules the next pass only in the future, and has one status for each node', () => {
    fc.assert(
      fc.property(snapshot, settings, (cluster, inForce) => {
        const { nextPassAt, statuses } = decide(cluster, inForce, now);
        expect(nextPassAt === null || nextPassAt > now).toBe(true);
        expect(new Set(statuses.map((status) => status.node.uid)).size).toBe(statuses.length);
        const places = statuses.flatMap(({ position }) => position ?? []);
        expect(places).toEqual(places.map((_, index) => index + 1));
        expect(statuses.every(({ reason }) => reason !== '')).toBe(true);
      }),
    );
  });
});

describe('when drains finish', () => {
  const due = fc.integer({ min: 3, max: 600 });
  const events = fc.array(
    fc.record({
      type: fc.constantFrom('Redeploy', 'Reboot', 'Preempt', 'Terminate'),
      due,
      zone: fc.constantFrom('1', '2'),
    }),
    { minLength: 1, maxLength: 12 },
  );

  it('every node is drained, at most as many at once as the limits allow', () => {
    fc.assert(
      fc.property(
        events,
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 2 }),
        (needs, limit, perZone) => {
          const inForce = settingsOf(
            `{maxConcurrentDrains: ${limit}, maxUnavailable: "100%", budgets: [{name: z, topologyKey: zone, maxConcurrentDrains: ${perZone}}]}`,
          );
          let all: readonly NodeView[] = needs.map(({ type, due: inMinutes, zone }, index) =>
            aNodeWith(
              `n${index}`,
              [{ id: `e${index}`, type, notBefore: formatTime(now + inMinutes * minutes) }],
              {
                labels: { zone },
              },
            ),
          );
          for (let pass = 0; pass < 3 * needs.length; pass += 1) {
            const emptied = all.filter(isDraining).map(({ name }) => aDrain(name, { state: 'emptied' }));
            const { actions } = decide(aSnapshot(all, { drains: emptied }), inForce, now);
            all = actions.reduce<readonly NodeView[]>(apply, all);
            if (all.filter(isDraining).length > limit) return false;
          }
          return all.every((one) => ownRecord(one)?.phase === 'Drained');
        },
      ),
      { numRuns: 300 },
    );
  });
});
