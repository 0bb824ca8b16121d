import { describe, expect, it } from '@jest/globals';
import { CORDONED, type ReportedEvent } from '@mechanic/contract';
import type { DrainProgress, NodeView } from '../snapshot.ts';
import {
  aDrain,
  aNode,
  aNodeInMaintenance,
  aNodeWith,
  aRecord,
  aReport,
  applied,
  aSnapshot,
  decideFor,
  hours,
  inShort,
  minutes,
  now,
  recordFor,
  seconds,
  statusOf,
} from '../testing.ts';
import { formatTime } from '../times.ts';

function dueIn(ms: number, type = 'Redeploy'): Partial<ReportedEvent> {
  return { type, notBefore: formatTime(now + ms) };
}

/** A draining node whose event is due in `ms` milliseconds. */
function draining(name: string, ms: number, changes: Partial<NodeView> = {}): NodeView {
  const event = dueIn(ms);
  const deadline = event.notBefore ?? null;
  return { ...aNodeInMaintenance(name, { deadline }, [event]), ...changes };
}

function idle(count: number): NodeView[] {
  return Array.from({ length: count }, (_, index) => aNode(`z${index}`));
}

function startsIn(nodes: readonly NodeView[], yaml: string): string[] {
  return inShort(decideFor(nodes, yaml)).filter((action) => action.startsWith('cordon'));
}

const urgent = dueIn(30 * seconds, 'Preempt');
const spot = { 'kubernetes.azure.com/scalesetpriority': 'spot' };

/** A node with a near urgent event, which mechanic has cordoned already. */
function prepared(name: string, labels: Readonly<Record<string, string>> = {}): NodeView {
  const { notBefore: deadline = null } = urgent;
  const node = aNodeInMaintenance(name, { phase: 'Paused', reason: 'Preempt', deadline }, [urgent]);
  return { ...node, labels: { ...node.labels, ...labels } };
}

describe('slots', () => {
  const ten = Array.from({ length: 10 }, (_, index) =>
    aNodeWith(`n${index}`, [dueIn((20 - index) * minutes)]),
  );

  it('are given to the most urgent of ten nodes up to the limit, and the other nodes wait in order', () => {
    const decision = decideFor(ten, 'maxConcurrentDrains: 2');
    expect(inShort(decision).slice(0, 2)).toEqual(['cordon n9', 'cordon n8']);
    expect(decision.statuses.slice(0, 8).map(({ node, position }) => [node.name, position])).toEqual(
      [7, 6, 5, 4, 3, 2, 1, 0].map((index, place) => [`n${index}`, place + 1]),
    );
  });

  it('are given by name when nothing else distinguishes the nodes', () => {
    const same = ['b', 'a', 'B'].map((name) => aNodeWith(name, [{}]));
    expect(startsIn([...same, ...idle(3)], '')).toEqual(['cordon B']);
  });

  it.each([
    ['1', 1],
    ['"10%"', 1],
    ['"11%"', 2],
    ['"1%"', 1],
    ['"0%"', 0],
    ['0', 0],
  ])('are %s of ten nodes, that is %d', (limit, count) => {
    const decision = decideFor(ten, `maxConcurrentDrains: ${limit}`);
    expect(decision.slots.total).toBe(count);
    expect(startsIn(ten, `maxConcurrentDrains: ${limit}`)).toHaveLength(count);
  });

  it('are kept until the drain ends', () => {
    const startedAt = formatTime(now - 9 * hours);
    const nodes = [aNodeInMaintenance('a', { startedAt }), aNodeWith('b', [{}]), ...idle(4)];
    expect(startsIn(nodes, '')).toEqual([]);
  });

  it('are not taken from running drains when the limit is lowered or set to zero, but no drain begins', () => {
    const nodes = [draining('a', hours), draining('b', hours), aNodeWith('c', [{}]), ...idle(5)];
    for (const limit of [0, 1]) {
      const decision = decideFor(nodes, `maxConcurrentDrains: ${limit}`);
      expect(inShort(decision)).toEqual(['drain a', 'drain b', 'taint c']);
    }
  });

  it('are not used by a failed drain', () => {
    const failed = aNodeInMaintenance('a', { phase: 'Failed', retryAt: formatTime(now + 1 * minutes) });
    expect(startsIn([failed, aNodeWith('b', [{}]), ...idle(2)], '')).toEqual(['cordon b']);
  });

  it('are given out in the pass after the Nodes show that they are free', () => {
    const nodes = [aNodeInMaintenance('a'), aNodeWith('b', [{}]), ...idle(2)];
    const drains = [aDrain('a', { state: 'emptied' })];
    const first = decideFor(nodes, '', { drains });
    expect(inShort(first)).toEqual(['record a drained', 'drain a', 'taint b']);
    const after = first.actions.reduce<readonly NodeView[]>(
      (all, action) => all.map((one) => applied(one, action)),
      nodes,
    );
    expect(inShort(decideFor(after))).toEqual(['cordon b']);
  });
});

describe('maxUnavailable', () => {
  const needy = ['a', 'b', 'c'].map((name) => aNodeWith(name, [{}]));

  it('limits how many nodes are unavailable, and gives this reason', () => {
    const decision = decideFor([...needy, ...idle(1)], '{maxConcurrentDrains: 10, maxUnavailable: 50%}');
    expect(inShort(decision)).toEqual(['cordon a', 'cordon b', 'taint c']);
    expect(statusOf(decision, 'c')?.reason).toContain('waits for maxUnavailable: 2 of 2 are unavailable');
  });

  it('counts unavailable nodes, whoever made them unavailable', () => {
    const others = [
      aNode('x', { ready: 'False' }),
      aNode('y', { unschedulable: true }),
      aNode('z', { deleting: true }),
    ];
    const decision = decideFor([...needy, ...others], '{maxConcurrentDrains: 10, maxUnavailable: 4}');
    expect(inShort(decision)).toEqual(['cordon a', 'taint b', 'taint c']);
    expect(decision.slots).toMatchObject({ unavailable: 3, maxUnavailable: 4 });
  });

  it('does not count a node twice that is unavailable already, at any place in the queue', () => {
    const cordoned = aNodeWith('d', [dueIn(hours)], { unschedulable: true });
    const decision = decideFor([...needy, cordoned], '{maxConcurrentDrains: 2, maxUnavailable: 1}');
    expect(inShort(decision)).toEqual(['cordon d', 'taint a', 'taint b', 'taint c']);
  });

  it.each(['Preempt', 'Terminate'])('does not delay a %s, which counts afterwards', (type) => {
    const nodes = [
      aNodeWith('a', [dueIn(minutes, type)], { labels: spot }),
      aNodeWith('b', [{}]),
      ...idle(2),
    ];
    const yaml = '{maxConcurrentDrains: 10, maxUnavailable: 1, budgets: [{name: all, maxUnavailable: 0}]}';
    expect(startsIn(nodes, yaml)).toEqual(['cordon a']);
    expect(startsIn(nodes, '{maxConcurrentDrains: 10, maxUnavailable: 1}')).toEqual(['cordon a']);
    expect(startsIn(nodes, '{maxConcurrentDrains: 10, maxUnavailable: 2}')).toEqual(['cordon a', 'cordon b']);
  });
});

it('applies to a Preempt on a node that is not a spot VM', () => {
  const nodes = [aNodeWith('a', [dueIn(minutes, 'Preempt')]), ...idle(3)];
  expect(startsIn(nodes, '{maxConcurrentDrains: 10, maxUnavailable: 0}')).toEqual([]);
});

describe('a write without an answer', () => {
  const unseenSlots = { b: aRecord('b') };

  it('keeps the slot that it may have taken, whichever other node wants it', () => {
    const nodes = [aNodeWith('a', [dueIn(minutes)]), aNodeWith('b', [{}]), ...idle(3)];
    const decision = decideFor(nodes, '', { unseenSlots });
    expect(inShort(decision)).toEqual(['cordon b', 'taint a']);
    expect(statusOf(decision, 'a')?.reason).toContain('1 of 1 in use by b');
  });

  it('is not repeated when the limit is now too low for it', () => {
    const nodes = [aNodeWith('b', [{}]), ...idle(3)];
    expect(inShort(decideFor(nodes, '', { unseenSlots }))).toEqual(['cordon b']);
    expect(inShort(decideFor(nodes, 'maxConcurrentDrains: 0', { unseenSlots }))).toEqual(['taint b']);
  });
});

describe('budgets', () => {
  const inZone = (name: string, zone: string | null, changes: Partial<NodeView> = {}): NodeView =>
    aNodeWith(name, [{}], { labels: zone === null ? {} : { zone }, ...changes });

  it('limit each value of their topology key, and all nodes without the key together', () => {
    const nodes = [
      inZone('a', '1'),
      inZone('b', '1'),
      inZone('c', '2'),
      inZone('d', null),
      inZone('e', null),
    ];
    const yaml = `{maxConcurrentDrains: 10, maxUnavailable: 100%,
      budgets: [{name: zones, topologyKey: zone, maxConcurrentDrains: 1}]}`;
    const decision = decideFor(nodes, yaml);
    expect(inShort(decision)).toEqual(['cordon a', 'cordon c', 'cordon d', 'taint b', 'taint e']);
    expect(statusOf(decision, 'b')?.reason).toContain(
      'drain slot in budget zones (zone=1): 1 of 1 in use by a',
    );
    expect(statusOf(decision, 'e')?.reason).toContain(
      'drain slot in budget zones (no zone): 1 of 1 in use by d',
    );
  });

  it('select nodes by label, and do not delay other nodes behind them', () => {
    const gpu = { labels: { pool: 'gpu' } };
    const nodes = [aNodeWith('a', [{}], gpu), aNodeWith('b', [{}], gpu), aNodeWith('c', [{}]), ...idle(3)];
    const yaml = `{maxConcurrentDrains: 3, budgets: [{name: gpu, nodeSelector: {pool: gpu}, maxUnavailable: 50%}]}`;
    expect(startsIn(nodes, yaml)).toEqual(['cordon a', 'cordon c']);
  });

  it('all apply to a node', () => {
    const nodes = [inZone('a', '1'), inZone('b', '2'), ...idle(4)];
    const yaml = `{maxConcurrentDrains: 2, budgets: [{name: zones, topologyKey: zone, maxConcurrentDrains: 2},
      {name: one, nodeSelector: {zone: "1"}, maxConcurrentDrains: 0}]}`;
    const decision = decideFor(nodes, yaml);
    expect(inShort(decision)).toEqual(['cordon b', 'taint a']);
    expect(statusOf(decision, 'a')?.reason).toContain(
      'no drain is allowed in budget one: maxConcurrentDrains is 0',
    );
  });
});

describe('an urgent node without a slot', () => {
  it('is cordoned before another drain is paused for it; if it may not be cordoned, none is paused', () => {
    const nodes = [draining('a', hours), aNodeWith('u', [urgent]), ...idle(4)];
    const first = decideFor(nodes);
    expect(inShort(first)).toEqual(['drain a', 'cordon u', 'taint u']);
    expect(recordFor(first, 'u')).toMatchObject({ phase: 'Paused', attempts: 1 });
    const refusals = { u: { message: 'denied', retryAt: now + minutes } };
    expect(inShort(decideFor(nodes, '', { refusals }))).toEqual(['drain a']);
  });

  it('gets the slot of the least urgent drain, in two passes', () => {
    const nodes = [draining('a', hours), draining('b', 2 * hours), prepared('u'), ...idle(4)];
    const first = decideFor(nodes, 'maxConcurrentDrains: 2');
    expect(inShort(first)).toEqual(['record b paused', 'drain a']);
    expect(recordFor(first, 'b')).toMatchObject({
      phase: 'Paused',
      message: 'gave its slot to u, which is more urgent (Preempt due 2026-11-23T05:00:30Z)',
    });
    expect(statusOf(first, 'b')?.state).toBe('paused');
    expect(statusOf(first, 'u')?.reason).toContain('takes the slot of b (Redeploy due 2026-11-23T07:00:00Z)');
    const after = first.actions.reduce<readonly NodeView[]>(
      (all, action) => all.map((one) => applied(one, action)),
      nodes,
    );
    const second = decideFor(after, 'maxConcurrentDrains: 2');
    expect(inShort(second)).toEqual(['drain a', 'record u resumed']);
    expect(statusOf(second, 'b')).toMatchObject({ state: 'paused', position: 1 });
  });

  it('keeps its reserved slot from nodes that come later', () => {
    const nodes = [
      draining('a', hours, { labels: { pool: 'gpu', [CORDONED]: 'true' } }),
      prepared('u', { pool: 'gpu', zone: '1' }),
      aNodeWith('w', [{}], { labels: { zone: '1' } }),
      ...idle(4),
    ];
    const yaml = `{maxConcurrentDrains: 3, budgets: [{name: gpu, nodeSelector: {pool: gpu}, maxConcurrentDrains: 1},
      {name: zone, nodeSelector: {zone: "1"}, maxConcurrentDrains: 1}]}`;
    const decision = decideFor(nodes, yaml);
    expect(inShort(decision)).toEqual(['record a paused', 'taint w']);
    expect(statusOf(decision, 'w')?.reason).toContain('kept for more urgent nodes');
  });

  it('pauses one drain that counts in two budgets rather than two drains', () => {
    const both = { labels: { pool: 'gpu', zone: '1' } };
    const nodes = [
      draining('a', 3 * hours, { labels: { pool: 'gpu', [CORDONED]: 'true' } }),
      draining('b', 1 * hours, both),
      draining('c', 2 * hours, { labels: { zone: '1', [CORDONED]: 'true' } }),
      prepared('u', both.labels),
      ...idle(4),
    ];
    const limits = `budgets: [{name: gpu, nodeSelector: {pool: gpu}, maxConcurrentDrains: 2},
      {name: zone, nodeSelector: {zone: "1"}, maxConcurrentDrains: 2}]`;
    expect(inShort(decideFor(nodes, `{maxConcurrentDrains: 4, ${limits}}`))).toContain('record b paused');
    expect(inShort(decideFor(nodes, `{maxConcurrentDrains: 4, ${limits}}`))).not.toContain('record a paused');
  });

  it('pauses no drain when one ends anyway', () => {
    const nodes = [draining('a', hours), draining('b', hours), aNodeWith('u', [urgent]), ...idle(4)];
    const drains = [aDrain('a', { state: 'emptied' })];
    const decision = decideFor(nodes, 'maxConcurrentDrains: 2', { drains });
    expect(inShort(decision)).toEqual(['record a drained', 'drain b', 'drain a', 'taint u']);
    expect(statusOf(decision, 'u')?.reason).toContain('takes the slot that becomes free now');
  });

  it('two urgent nodes pause one drain each', () => {
    const nodes = [
      draining('a', hours),
      draining('b', hours),
      draining('c', hours),
      prepared('u'),
      prepared('v'),
      ...idle(4),
    ];
    const decision = decideFor(nodes, 'maxConcurrentDrains: 3');
    expect(inShort(decision).slice(0, 3)).toEqual(['record b paused', 'record c paused', 'drain a']);
  });

  it('pauses as many drains as a lowered limit requires', () => {
    const nodes = [draining('a', hours), draining('b', hours), prepared('u'), ...idle(4)];
    expect(inShort(decideFor(nodes, 'maxConcurrentDrains: 1'))).toEqual([
      'record a paused',
      'record b paused',
    ]);
  });

  it.each([
    ['the running drain is urgent itself', [draining('a', minutes)], 'maxConcurrentDrains: 1'],
    ['maxUnavailable holds it back', [draining('a', hours)], '{maxConcurrentDrains: 1, maxUnavailable: 1}'],
    ['no drain is allowed at all', [draining('a', hours)], 'maxConcurrentDrains: 0'],
  ])('pauses nobody when %s', (_, running, yaml) => {
    const untouched = aNodeWith('u', [dueIn(30 * seconds)]);
    const actions = inShort(decideFor([...running, untouched, ...idle(4)], yaml));
    expect(actions.filter((action) => /^(record|cordon)/.test(action))).toEqual([]);
  });

  it('becomes urgent at urgentWithin before its deadline, and a pass is scheduled for that time', () => {
    const nodes = [draining('a', 2 * hours), aNodeWith('u', [dueIn(10 * minutes)]), ...idle(4)];
    expect(decideFor(nodes)).toMatchObject({
      actions: [{ kind: 'drain' }, { kind: 'mark' }],
      nextPassAt: now + 8 * minutes,
    });
    expect(inShort(decideFor(nodes, 'urgentWithin: 10m'))).toContain('cordon u');
  });

  it('is not delayed by a paused drain whose deadline has passed', () => {
    const paused = aNodeInMaintenance('a', { phase: 'Paused' }, [dueIn(hours)]);
    expect(startsIn([paused, aNodeWith('u', [urgent]), ...idle(4)], '')).toEqual(['cordon u']);
  });
});

describe('a stuck drain past its deadline', () => {
  const long = { attemptStartedAt: formatTime(now - 30 * minutes), deadline: formatTime(now - hours) };
  const due = { ...dueIn(-hours, 'Preempt'), status: 'Started' };
  const liar = aNodeInMaintenance('a', { ...long, reason: 'Preempt' }, [due]);

  it('is paused for another urgent node after three minutes, and is last among the urgent nodes', () => {
    const left = (secondsAgo: number): DrainProgress =>
      aDrain('a', { pace: { lastWentAt: now - secondsAgo * seconds, graceMs: 0 } });
    const nodes = [liar, prepared('u'), ...idle(4)];
    expect(inShort(decideFor(nodes, '', { drains: [left(179)] }))).toEqual(['drain a']);
    const first = decideFor(nodes, '', { drains: [left(180)] });
    expect(inShort(first)).toEqual(['record a paused']);
    expect(recordFor(first, 'a')?.gaveWay).toBe(true);
    const after = nodes.map((node) => first.actions.reduce(applied, node));
    expect(inShort(decideFor(after))).toEqual(['record u resumed']);
    expect(recordFor(decideFor([...after.slice(0, 1), ...idle(4)]), 'a')).not.toHaveProperty('gaveWay');
  });

  it('continues when no other node is urgent', () => {
    const nodes = [liar, aNodeWith('b', [{}]), ...idle(4)];
    const drains = [aDrain('a', { pace: { lastWentAt: now - hours, graceMs: 0 } })];
    expect(inShort(decideFor(nodes, '', { drains }))).toEqual(['drain a', 'taint b']);
  });

  it('does not take the slot back from another stuck drain', () => {
    const yielded = aNodeInMaintenance('b', { ...long, reason: 'Preempt', phase: 'Paused', gaveWay: true }, [
      due,
    ]);
    const drains = [aDrain('a', { pace: { lastWentAt: now - hours, graceMs: 0 } })];
    expect(inShort(decideFor([liar, yielded, ...idle(4)], '', { drains }))).toEqual(['drain a']);
  });
});

describe('the taint of waiting nodes', () => {
  const waitingTaint = { key: 'mechanic.dev/maintenance', effect: 'PreferNoSchedule' };

  it('is removed when the node no longer waits', () => {
    const nodes = [aNodeWith('a', [], { taints: [waitingTaint] })];
    expect(inShort(decideFor(nodes))).toEqual(['untaint a']);
  });

  it('is not set on nodes that accept no pods anyway, and not twice', () => {
    const nodes = [
      draining('a', hours),
      aNodeWith('b', [{}], { unschedulable: true }),
      aNodeWith('c', [{}], { taints: [waitingTaint] }),
      ...idle(4),
    ];
    expect(inShort(decideFor(nodes))).toEqual(['drain a']);
  });

  it('is removed together with a label left by a release, but no label of a cordoned node changes', () => {
    const leftover = aNodeWith('a', [], { labels: { [CORDONED]: 'true' }, taints: [waitingTaint] });
    expect(inShort(decideFor([leftover]))).toEqual(['unlabel untaint a']);
    const cordoned = aNodeInMaintenance('a', { wasUnschedulable: true }, []);
    expect(
      inShort(decideFor([{ ...cordoned, record: { kind: 'absent' }, uncordonSeen: false, ready: 'False' }])),
    ).toEqual([]);
  });

  it('is not set in a dry run', () => {
    const nodes = [draining('a', hours), aNodeWith('b', [{}]), ...idle(4)];
    expect(inShort(decideFor(nodes, 'dryRun: true'))).toEqual(['drain a']);
  });
});

it('is not changed on deleted nodes', () => {
  const { nodes } = aSnapshot([aNodeWith('b', [{}]), ...idle(2)]);
  expect(inShort(decideFor(nodes, '', { drains: [aDrain('a')] }))).toEqual(['cordon b']);
});

describe('a deadline that passes before the drain of the node begins', () => {
  const late = aNodeWith('b', [dueIn(-1 * seconds)], {
    report: aReport('b', [dueIn(-1 * seconds)], { changedAt: formatTime(now - hours) }),
  });

  it('is reported, and recorded as missed when the drain begins', () => {
    const waiting = decideFor([draining('a', -hours), late, ...idle(3)]);
    expect(statusOf(waiting, 'b')?.missedInQueue).toBe(true);
    const begun = decideFor([late, ...idle(3)]);
    expect(statusOf(begun, 'b')?.missedInQueue).toBe(false);
    expect(recordFor(begun, 'b')?.deadlineMissed).toBe(true);
  });

  it('is not missed when it had passed before the event became known', () => {
    const unannounced = aNodeWith('b', [{ ...dueIn(-1 * hours), status: 'Started' }]);
    const waiting = decideFor([draining('a', -hours), unannounced, ...idle(3)], 'maxConcurrentDrains: 0');
    expect(statusOf(waiting, 'b')?.missedInQueue).toBe(false);
  });
});
