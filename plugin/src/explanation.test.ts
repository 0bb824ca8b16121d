import { describe, expect, it } from '@jest/globals';
import type { BudgetView } from '../../controller/src/decide/views/budgets.ts';
import type { NodeState } from '../../controller/src/decide/decision.ts';
import {
  aCondition,
  aNode,
  aNodeInMaintenance,
  aNodeWith,
  aReport,
} from '../../controller/src/decide/testing.ts';
import { type NodeAnswer, explanation } from './explanation.ts';
import { aBlockedPod, aStatus, anEntry, plainView } from './testing.ts';

const budget: BudgetView = {
  namespace: 'shop',
  name: 'web',
  uid: '1',
  resourceVersion: '1',
  selector: null,
  disruptionsAllowed: 0,
  observed: true,
  currentHealthy: 2,
  desiredHealthy: 2,
  expectedPods: 2,
  limit: { minAvailable: 2 },
  unhealthyPodEvictionPolicy: 'IfHealthyBudget',
};

function explain(changes: Partial<NodeAnswer> = {}): string {
  const answer: NodeAnswer = {
    status: aStatus(),
    origin: { kind: 'leader', name: 'ctl-1' },
    node: aNodeWith('a', []),
    probed: true,
    budgets: [],
    ...changes,
  };
  return explanation(answer, plainView).join('\n');
}

describe('the explanation of a node', () => {
  it('tells how mechanic would learn of an event on an idle node', () => {
    expect(explain()).toBe(`a: idle, not cordoned

Announced
  nothing

How mechanic knows
  its probe runs and reads the metadata service; its report last changed 2026-11-23 04:59:59 UTC (1s ago)

What comes next
  Nothing, until maintenance is announced for it.

Source: the leader, ctl-1.`);
  });

  it('tells when the node will be drained, and that this is too late', () => {
    const forecast = {
      startsAt: '2026-11-23T05:10:00.000Z',
      endsAt: '2026-11-23T05:16:30.000Z',
      missesDeadline: true,
      basis: '12 drains seen',
    };
    const told = explain({ status: aStatus([anEntry('a', { state: 'waiting', forecast })]) });
    expect(told).toContain(`Forecast
  its drain begins 2026-11-23 05:10:00 UTC (in 10m), and ends 2026-11-23 05:16:30 UTC (in 16m30s), which misses its deadline
  made from: 12 drains seen
`);
    const never = { ...forecast, startsAt: null, endsAt: null };
    const hopeless = explain({ status: aStatus([anEntry('a', { state: 'waiting', forecast: never })]) });
    expect(hopeless).toContain('its turn is not in sight, no end in sight, which misses its deadline');
  });

  it('names pods, budgets and their state when a drain is blocked', () => {
    const entry = anEntry('a', {
      state: 'draining',
      why: 'is being drained: Redeploy due 2026-11-23T05:15:00Z',
      reason: 'Redeploy',
      deadline: '2026-11-23T05:15:00.000Z',
      podsTotal: 5,
      cordoned: true,
      events: [
        {
          id: 'event-1',
          type: 'Redeploy',
          status: 'Scheduled',
          notBefore: '2026-11-23T05:15:00.000Z',
          durationSeconds: 9,
          source: 'Platform',
          description: 'a new host',
        },
      ],
      ...aBlockedPod('web-1', 'shop/web'),
    });
    const text = explain({ status: aStatus([entry]), node: aNodeInMaintenance('a'), budgets: [budget] });
    expect(text).toContain(`a: draining, 15m left, cordoned

Announced
  Redeploy Scheduled, not before 2026-11-23 05:15:00 UTC (in 15m), for 9s, from Platform, id event-1: "a new host"
`);
    expect(text).toContain(`What blocks it
  pods left: 1 of 5
  shop/web-1 is protected by PodDisruptionBudget shop/web
  PodDisruptionBudget shop/web allows no disruption now: 2 healthy pods, at least 2 required

What comes next
  What is blocked goes as soon as its budget allows it`);
  });

  it('tells what holds a pod other than a budget, and does not say that a budget will let it leave', () => {
    const reason = 'cannot end, because the kubelet of its node does not answer';
    const pod = { namespace: 'shop', name: 'web-1', state: 'blocked', budgets: [], reason } as const;
    const blockedBy = [{ pod: 'shop/web-1', budgets: [], reason }];
    const entry = anEntry('a', { state: 'draining', podsTotal: 5, podsLeft: [pod], blockedBy });
    const text = explain({ status: aStatus([entry]), node: aNodeInMaintenance('a') });
    expect(text).toContain(`What blocks it
  pods left: 1 of 5
  shop/web-1: ${reason}

What comes next
  What is blocked goes as soon as what is said above holds it no longer.`);
  });

  it('does not blame only the budget when the pod was to be deleted and mechanic may not delete it', () => {
    const reason =
      'protected by PodDisruptionBudget shop/web; it could not be deleted: pods "web-1" is forbidden';
    const { podsLeft, blockedBy } = aBlockedPod('web-1', 'shop/web');
    const entry = anEntry('a', {
      state: 'draining',
      podsTotal: 5,
      blockedBy: blockedBy.map((pod) => ({ ...pod, reason })),
      podsLeft: podsLeft.map((pod) => ({ ...pod, reason })),
    });
    const text = explain({ status: aStatus([entry]), node: aNodeInMaintenance('a'), budgets: [budget] });
    expect(text).toContain(`shop/web-1 is ${reason}\n`);
    expect(text).toContain('What is blocked goes as soon as what is said above holds it no longer.');
    expect(text).not.toContain('as soon as its budget allows it');
  });

  it('tells which nodes are before a waiting node, which have slots, and when it becomes urgent', () => {
    const due = { deadline: '2026-11-23T05:15:00.000Z', reason: 'Reboot' };
    const nodes = [
      anEntry('d', { state: 'draining', ...aBlockedPod('web-1', 'shop/web') }),
      anEntry('b', { state: 'waiting', position: 1 }),
      anEntry('a', {
        ...due,
        state: 'waiting',
        position: 2,
        why: 'Reboot due 05:15; waits for a drain slot',
      }),
    ];
    const slots = { total: 1, used: 1, unavailable: 1, maxUnavailable: 3 };
    const text = explain({ status: aStatus(nodes, { slots }) });
    expect(text).toContain(`a: waiting, 2nd of 2 in the queue, 15m left, not cordoned`);
    expect(text).toContain(`Why
  Reboot due 05:15
  waits for a drain slot

What blocks it
  d has a slot, where PodDisruptionBudget shop/web protects 1 pod

What comes next
  It is cordoned and drained as soon as what it waits for is free. Before it: b.
  Within 2m of its time (2026-11-23 05:15:00 UTC (in 15m)) it may take the slot of a less urgent drain.`);
  });

  it('tells how to resume when mechanic is paused', () => {
    const status = aStatus([anEntry('a', { state: 'waiting', position: 1 })], {
      slots: { total: 0, used: 0, unavailable: 0, maxUnavailable: 3 },
      settings: { ...aStatus().settings, paused: true },
    });
    expect(explain({ status })).toContain('no drain starts (kubectl mechanic resume)');
  });

  it.each<[string, Partial<NodeAnswer>, string]>([
    [
      'silent probe',
      { probed: false, node: aNodeWith('a', []) },
      'its probe is not Ready; its report last changed 2026-11-23 04:59:59 UTC (1s ago), and counts until its events expire; VMEventScheduled is False',
    ],
    [
      'metadata service that does not answer',
      { node: aNode('a', { report: aReport('a', [], { imds: 'unavailable' }) }) },
      'its probe gets no answer from the metadata service (unavailable)',
    ],
    ['probe that cannot be looked for', { probed: null }, 'whether its probe runs could not be read'],
    [
      'node without a probe',
      { node: aNode('a', { conditions: { PreemptionScheduled: aCondition('True') } }) },
      'no probe has reported; PreemptionScheduled is True',
    ],
    [
      'node of which nobody tells',
      { node: aNode('a', { conditions: {} }) },
      'no condition of AKS tells either',
    ],
    ['broken report', { node: aNode('a', { report: { kind: 'unreadable' } }) }, 'cannot be read'],
  ])('says which source holds for a %s', (_, changes, words) => {
    expect(explain(changes)).toContain(words);
  });

  it.each<[NodeState, string]>([
    ['ignored', 'remove mechanic.dev/ignore from it'],
    ['foreign', 'until the other tool has let go of the node'],
    ['scheduled', 'it is looked at again when'],
    ['refused', 'allow the change that was not permitted'],
    ['draining', 'When its pods are gone it counts as drained'],
    ['paused', 'Its drain goes on as soon as'],
    ['failed', 'It is tried again'],
    ['drained', 'until Azure says that the maintenance is over, and is then uncordoned'],
    ['overridden', 'a new event is a new reason to drain it'],
    ['unknown', 'until a probe or a condition tells'],
  ])('says what comes next for a node that is %s', (state, words) => {
    expect(explain({ status: aStatus([anEntry('a', { state })]) })).toContain(words);
  });

  it('does not announce an uncordon that will not happen', () => {
    const status = aStatus([anEntry('a', { state: 'drained' })]);
    const before = aNodeInMaintenance('a', { wasUnschedulable: true });
    expect(explain({ status, node: before })).toContain('because it was cordoned before');
    const settings = { ...status.settings, inForce: { uncordon: { enabled: false } } };
    expect(explain({ status: { ...status, settings } })).toContain('uncordon.enabled is false');
  });

  it('tells when nothing will be done', () => {
    const leader = { self: '', identity: null, isLeader: false, since: null };
    const text = explain({ status: aStatus([anEntry('a', { state: 'waiting' })], { leader, dryRun: true }) });
    expect(text).toContain('Nobody leads: nothing of this happens until a controller does.');
    expect(text).toContain('Dry run: nothing of this is really done.');
  });
});
