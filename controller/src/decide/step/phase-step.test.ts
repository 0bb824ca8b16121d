import { describe, expect, it } from '@jest/globals';
import type { NodeView, PodLeft } from '../snapshot.ts';
import {
  aCondition,
  applied,
  hours,
  aDrain,
  aNode,
  aNodeInMaintenance,
  aReport,
  decideFor,
  inShort,
  minutes,
  now,
  recordFor,
  seconds,
  statusOf,
} from '../testing.ts';
import { formatTime } from '../times.ts';

const blocked: PodLeft = {
  namespace: 'shop',
  name: 'web-1',
  state: 'blocked',
  budgets: ['shop/web'],
  reason: '',
};
const due = { notBefore: formatTime(now) };
const record = { deadline: formatTime(now) };

describe('a drain that does not finish', () => {
  it('may exceed drain.timeout when pods that could end by themselves are evicted only then', () => {
    const attempt = { attemptStartedAt: formatTime(now - 61 * minutes) };
    const ending = aDrain('a', { podsLeft: [blocked], lastCallMs: 2 * minutes });
    expect(inShort(decideFor([aNodeInMaintenance('a', attempt)], '', { drains: [ending] }))).toEqual([
      'drain a',
    ]);
    const over = aDrain('a', { podsLeft: [blocked], lastCallMs: minutes / 2 });
    expect(inShort(decideFor([aNodeInMaintenance('a', attempt)], '', { drains: [over] }))).toEqual([
      'record a failed',
    ]);
  });

  it('gives pods that may end by themselves the time of one attempt once, not counting pauses', () => {
    const until = (fields: Parameters<typeof aNodeInMaintenance>[1]): number | undefined => {
      const actions = decideFor([aNodeInMaintenance('a', fields)], 'drain: {timeout: 2h}').actions;
      return actions.flatMap((action) => (action.kind === 'drain' ? action.order.finishUntil : []))[0];
    };
    const startedAt = formatTime(now - hours);
    const attemptStartedAt = formatTime(now - 10 * minutes);
    expect(until({ startedAt, attemptStartedAt, drainedSeconds: 600 })).toBe(now + 100 * minutes);
    expect(until({ startedAt, attemptStartedAt, attempts: 2 })).toBe(now + hours);
  });

  it('finishes with its volumes, and names those that it no longer waited for', () => {
    const detaching = aDrain('a', {
      state: 'detaching',
      volumes: ['pvc-1'],
      lastCallMs: 30 * seconds,
    });
    const waiting = decideFor([aNodeInMaintenance('a')], '', { drains: [detaching] });
    expect(inShort(waiting)).toEqual(['drain a']);
    expect(statusOf(waiting, 'a')?.reason).toMatch(/; waits for volumes to be detached: pvc-1$/);
    // The passes after the timeout may come a moment later.
    const late = aNodeInMaintenance('a', { attemptStartedAt: formatTime(now - 60 * minutes) });
    expect(inShort(decideFor([late], '', { drains: [detaching] }))).toEqual(['drain a']);
    const drains = [aDrain('a', { state: 'emptied', volumes: ['pvc-1'] })];
    expect(recordFor(decideFor([late], '', { drains }), 'a')).toMatchObject({
      phase: 'Drained',
      message: 'volumes were still attached: pvc-1',
    });
  });

  it('does not end for a freeze that begins while only volumes are left', () => {
    const node = aNodeInMaintenance('a', { ...record, reason: 'Freeze' }, [{ ...due, type: 'Freeze' }]);
    const detaching = aDrain('a', {
      state: 'detaching',
      volumes: ['pvc-1'],
      lastCallMs: 30 * seconds,
    });
    const settings = 'scheduledEvents: {freeze: true}';
    expect(inShort(decideFor([node], settings, { drains: [detaching] }))).toEqual(['drain a']);
  });

  it('fails after drain.timeout, names the pods left, and is tried again', () => {
    const nodes = [aNodeInMaintenance('a', { attemptStartedAt: formatTime(now - 60 * minutes) })];
    const decision = decideFor(nodes, '', { drains: [aDrain('a', { podsLeft: [blocked] })] });
    expect(inShort(decision)).toEqual(['record a failed']);
    expect(recordFor(decision, 'a')).toMatchObject({
      phase: 'Failed',
      retryAt: formatTime(now + 30 * seconds),
      blockedBy: [{ pod: 'shop/web-1', budgets: ['shop/web'], reason: 'blocked' }],
    });
  });

  it('fails when drain/ gives up, with its message and at most 20 pods', () => {
    const podsLeft = Array.from({ length: 30 }, () => blocked);
    const drains = [aDrain('a', { state: 'stuck', message: 'kept by a policy', podsLeft })];
    const failed = recordFor(decideFor([aNodeInMaintenance('a')], '', { drains }), 'a');
    expect(failed).toMatchObject({ phase: 'Failed', message: 'kept by a policy' });
    expect(failed?.blockedBy).toHaveLength(20);
  });

  it.each([
    [1, 30],
    [2, 60],
    [4, 240],
    [5, 480],
    [6, 600],
    [5000, 600],
  ])('waits after attempt %d for %d s', (attempts, pause) => {
    const drains = [aDrain('a', { state: 'stuck' })];
    const far = formatTime(now + 24 * hours);
    const node = aNodeInMaintenance('a', { attempts, deadline: far }, [{ notBefore: far }]);
    expect(recordFor(decideFor([node], '', { drains }), 'a')?.retryAt).toBe(
      formatTime(now + pause * seconds),
    );
  });

  it.each([
    [15 * 60, 450],
    [60, 30],
    [6, 5],
    [-60, 600],
  ])('waits no longer than half of the time to its deadline: due in %d s, %d s', (dueIn, pause) => {
    const due = formatTime(now + dueIn * seconds);
    const node = aNodeInMaintenance('a', { attempts: 9, deadline: due }, [{ notBefore: due }]);
    const drains = [aDrain('a', { state: 'stuck' })];
    expect(recordFor(decideFor([node], '', { drains }), 'a')?.retryAt).toBe(
      formatTime(now + pause * seconds),
    );
  });

  it('counts the time of all attempts since the last failure, without pauses', () => {
    const attempt = {
      attemptStartedAt: formatTime(now - 2 * minutes),
      startedAt: formatTime(now - 9 * hours),
    };
    const timeout = 'drain: {timeout: 5m}';
    const before = (drainedSeconds: number): string[] =>
      inShort(decideFor([aNodeInMaintenance('a', { ...attempt, drainedSeconds })], timeout));
    expect(before(170)).toEqual(['drain a']);
    expect(before(180)).toEqual(['record a failed']);
  });

  it('records how long it ran when it is paused, and resets that time after a failure', () => {
    const running = aNodeInMaintenance('a', {
      attemptStartedAt: formatTime(now - 2 * minutes),
      drainedSeconds: 60,
    });
    const foreign = { ...running, taints: [{ key: 'karpenter.sh/disrupted', effect: 'NoSchedule' }] };
    expect(recordFor(decideFor([foreign]), 'a')).toMatchObject({ phase: 'Paused', drainedSeconds: 180 });
    const failed = aNodeInMaintenance('a', { phase: 'Failed', drainedSeconds: 180 });
    expect(recordFor(decideFor([failed]), 'a')).not.toHaveProperty('drainedSeconds');
    const paused = aNodeInMaintenance('a', { phase: 'Paused', drainedSeconds: 180 });
    expect(recordFor(decideFor([paused]), 'a')).toMatchObject({ phase: 'Draining', drainedSeconds: 180 });
  });

  it('loses its slot while the kubelet of its node is gone, and continues when the kubelet is back', () => {
    const unknownFor = (ms: number): Partial<NodeView> => ({
      ready: 'Unknown',
      conditions: { Ready: aCondition('Unknown', 'Kubelet stopped posting node status.', now - ms) },
    });
    const drains = [aDrain('a')];
    const draining = { ...aNodeInMaintenance('a'), ...unknownFor(59 * seconds) };
    expect(decideFor([draining], '', { drains })).toMatchObject({
      actions: [{ kind: 'drain' }],
      nextPassAt: now + 1 * seconds,
    });
    const gone = { ...draining, ...unknownFor(60 * seconds) };
    const decision = decideFor([gone], '', { drains });
    expect(inShort(decision)).toEqual(['record a paused']);
    expect(recordFor(decision, 'a')?.message).toContain('its kubelet does not answer');
    const [paused = gone] = decision.actions.map((action) => applied(gone, action));
    expect(inShort(decideFor([paused]))).toEqual([]);
    expect(inShort(decideFor([{ ...paused, ready: 'True', conditions: {} }]))).toEqual(['record a resumed']);
  });

  it('gets one minute to evict every pod when the kubelet was gone before', () => {
    const conditions = { Ready: aCondition('Unknown', '', now - 10 * minutes) };
    const attemptStartedAt = formatTime(now - 50 * seconds);
    const node = { ...aNodeInMaintenance('a', { attemptStartedAt }), ready: 'Unknown' as const, conditions };
    expect(inShort(decideFor([node]))).toEqual(['drain a']);
  });

  it('is scheduled for a pass in time', () => {
    expect(decideFor([aNodeInMaintenance('a')], 'drain: {timeout: 5m}').nextPassAt).toBe(now + 4 * minutes);
  });

  it('ends when the start time of its attempt cannot be read, and so gets a new one', () => {
    expect(inShort(decideFor([aNodeInMaintenance('a', { attemptStartedAt: '?', startedAt: '?' })]))).toEqual([
      'record a failed',
    ]);
  });
});

describe('a failed drain', () => {
  const failed = { phase: 'Failed', attempts: 2, message: 'stuck' } as const;
  const retryAt = formatTime(now + 1 * minutes);

  it('waits outside the queue until its back-off is over', () => {
    const decision = decideFor([aNodeInMaintenance('a', { ...failed, retryAt })]);
    expect(decision).toMatchObject({ actions: [], nextPassAt: now + 1 * minutes });
    expect(statusOf(decision, 'a')).toMatchObject({ state: 'failed', position: null });
  });

  it('begins another attempt after the back-off', () => {
    const decision = decideFor([aNodeInMaintenance('a', { ...failed, retryAt: formatTime(now) })]);
    expect(inShort(decision)).toEqual(['record a resumed']);
    const resumed = recordFor(decision, 'a');
    expect(resumed).toMatchObject({ phase: 'Draining', attempts: 3, attemptStartedAt: formatTime(now) });
    for (const key of ['retryAt', 'message', 'blockedBy']) expect(resumed).not.toHaveProperty(key);
  });

  it('begins another attempt at once for a new event', () => {
    const node = aNodeInMaintenance('a', { ...failed, retryAt }, [{}, { id: 'event-2', type: 'Preempt' }]);
    expect(inShort(decideFor([node]))).toEqual(['record a resumed']);
  });

  it('stays failed when it is not to be retried', () => {
    expect(inShort(decideFor([aNodeInMaintenance('a', { ...failed, retryAt: null })]))).toEqual([]);
  });
});

describe('a paused drain', () => {
  it('continues in the same attempt, with a new start time', () => {
    const paused = {
      phase: 'Paused',
      attempts: 2,
      attemptStartedAt: formatTime(now - 50 * minutes),
    } as const;
    const decision = decideFor([aNodeInMaintenance('a', paused)]);
    expect(inShort(decision)).toEqual(['record a resumed']);
    expect(recordFor(decision, 'a')).toMatchObject({ attempts: 2, attemptStartedAt: formatTime(now) });
  });
});

describe('a deadline that passes', () => {
  it('is recorded as missed once, and the drain continues', () => {
    const drains = [aDrain('a', { podsLeft: [blocked] })];
    const decision = decideFor([aNodeInMaintenance('a', record, [due])], '', { drains });
    expect(inShort(decision)).toEqual(['record a deadline-missed', 'drain a']);
    expect(recordFor(decision, 'a')).toMatchObject({ phase: 'Draining', deadlineMissed: true });
    const again = aNodeInMaintenance('a', { ...record, deadlineMissed: true }, [due]);
    expect(inShort(decideFor([again], '', { drains }))).toEqual(['drain a']);
  });

  it('is not missed when no pods are left, or when the number of pods is unknown', () => {
    const node = aNodeInMaintenance('a', record, [due]);
    expect(inShort(decideFor([node], '', { drains: [aDrain('a')] }))).toEqual(['drain a']);
    expect(inShort(decideFor([node]))).toEqual(['drain a']);
  });

  it('can be missed again after it was moved', () => {
    const moved = recordFor(decideFor([aNodeInMaintenance('a', { ...record, deadlineMissed: true })]), 'a');
    expect(moved).toMatchObject({ deadline: formatTime(now + 15 * minutes) });
    expect(moved).not.toHaveProperty('deadlineMissed');
  });

  it('schedules a pass', () => {
    expect(decideFor([aNodeInMaintenance('a')]).nextPassAt).toBe(now + 15 * minutes);
  });

  const freeze = { type: 'Freeze', liveMigration: true, ...due };

  it('ends the drain of a freeze for good, after it was recorded as missed', () => {
    const drains = [aDrain('a', { podsLeft: [blocked] })];
    const draining = { ...record, reason: 'Freeze' };
    const first = decideFor([aNodeInMaintenance('a', draining, [freeze])], '', { drains });
    expect(inShort(first)).toEqual(['record a deadline-missed', 'drain a']);
    const node = aNodeInMaintenance('a', { ...draining, deadlineMissed: true }, [freeze]);
    const second = decideFor([node], '', { drains });
    expect(inShort(second)).toEqual(['record a failed']);
    expect(recordFor(second, 'a')).toMatchObject({ retryAt: null, deadlineMissed: true, blockedBy: [{}] });
  });

  it('does not change a node that was drained in time for a freeze', () => {
    const drains = [aDrain('a', { state: 'emptied' })];
    expect(inShort(decideFor([aNodeInMaintenance('a', record, [freeze])], '', { drains }))).toEqual([
      'record a drained',
      'drain a',
    ]);
    for (const phase of ['Drained', 'Failed', 'Paused'] as const) {
      expect(inShort(decideFor([aNodeInMaintenance('a', { ...record, phase }, [freeze])]))).toEqual([]);
    }
  });
});

describe('events that change', () => {
  const two = [{}, { id: 'event-2', type: 'Reboot', notBefore: formatTime(now + 5 * minutes) }];

  it.each(['Draining', 'Drained'] as const)('are written to the record of a node that is %s', (phase) => {
    const decision = decideFor([aNodeInMaintenance('a', { phase }, two)]);
    expect(inShort(decision)[0]).toBe('record a updated');
    expect(recordFor(decision, 'a')).toMatchObject({
      phase,
      reason: 'Reboot',
      events: ['event-2', 'event-1'],
      deadline: formatTime(now + 5 * minutes),
    });
  });

  it('are not written when only the deadline of an event that is already due changes', () => {
    const started = { status: 'Started', notBefore: null };
    expect(inShort(decideFor([aNodeInMaintenance('a', record, [started])]))).toEqual(['drain a']);
  });

  it('are not written when the probe restarts and reports the same', () => {
    const node = aNodeInMaintenance('a', { phase: 'Drained' });
    const report = aReport('a', [{}], { imds: 'starting', incarnation: '', changedAt: formatTime(now) });
    expect(inShort(decideFor([{ ...node, report }]))).toEqual([]);
  });
});

it('say which pods are held, from this process or else from the record', () => {
  const running = decideFor([aNodeInMaintenance('a')], '', {
    drains: [aDrain('a', { podsLeft: [blocked, { ...blocked, name: 'web-2', state: 'terminating' }] })],
  });
  expect(statusOf(running, 'a')?.blockedBy).toEqual([
    { pod: 'shop/web-1', budgets: ['shop/web'], reason: 'blocked' },
  ]);
  const blockedBy = [{ pod: 'shop/web-1', reason: 'blocked' }];
  const failed = decideFor([
    aNodeInMaintenance('a', { phase: 'Failed', retryAt: null, blockedBy }),
    aNode('b'),
  ]);
  expect(statusOf(failed, 'a')?.blockedBy).toEqual(blockedBy);
});
