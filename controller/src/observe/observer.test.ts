import type { MaintenanceRecord, Report } from '@mechanic/contract';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Action, RecordOutcome } from '../decide/decision.ts';
import { blockedPods } from '../decide/held-pods.ts';
import type { Annotated, DrainProgress, NodeView, PodLeft } from '../decide/snapshot.ts';
import { FakeClock } from '@mechanic/contract/fake-clock';
import type { EventSubject, Statement } from './event-recorder.ts';
import { History } from './history/history.ts';
import { Metrics } from './metrics.ts';
import { Observer } from './observer.ts';
import type { Pass } from './pass.ts';
import { MemoryLog, needOf, nodeView, passOf, recordOf, statusOf } from './testing.ts';

let clock: FakeClock;
let metrics: Metrics;
let log: MemoryLog;
let said: { readonly node: string; readonly reason: string; readonly message: string }[];
let observer: Observer;
let history: History;

beforeEach(() => {
  clock = new FakeClock();
  metrics = new Metrics({ nodeDefaults: false });
  log = new MemoryLog();
  said = [];
  const events = {
    say: (subject: EventSubject, { reason, message }: Statement): void => {
      said.push({ node: subject.name, reason, message });
    },
  };
  history = new History();
  observer = new Observer({ metrics, events, log, clock, history });
  observer.steppedUp({ afterLoss: false });
});

const reasons = (): string[] => said.map(({ reason }) => reason);

async function value(series: string): Promise<number> {
  const line = (await metrics.text()).split('\n').find((text) => text.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1));
}

function withRecord(name: string, fields: Partial<MaintenanceRecord> = {}): NodeView {
  return nodeView(name, {
    unschedulable: true,
    record: { kind: 'present', value: recordOf(name, fields) },
  });
}

function record(name: string, outcome: RecordOutcome, fields: Partial<MaintenanceRecord> = {}): Action {
  return { kind: 'record', node: nodeView(name), outcome, record: recordOf(name, fields) };
}

function blocked(name: string, budgets: readonly string[] = ['shop/cart']): PodLeft {
  return { namespace: 'shop', name, state: 'blocked', budgets, reason: '' };
}

function progress(
  node: string,
  podsLeft: readonly PodLeft[],
  fields: Partial<DrainProgress> = {},
): ReadonlyMap<string, DrainProgress> {
  const nodeUID = `uid-${node}`;
  const podsTotal = podsLeft.length;
  return new Map([[nodeUID, { nodeUID, state: 'running', message: '', podsTotal, podsLeft, ...fields }]]);
}

/** The pass with these drains and the blocked pods of its decision. */
function draining(pass: Pass, drains: ReadonlyMap<string, DrainProgress>): Pass {
  const statuses = pass.decision.statuses.map((status) => ({
    ...status,
    blockedBy: blockedPods(drains.get(status.node.uid)?.podsLeft ?? []),
  }));
  return {
    ...pass,
    snapshot: { ...pass.snapshot, drains },
    decision: { ...pass.decision, statuses },
  };
}

describe('Observer', () => {
  it('reports one whole maintenance, each step once', async () => {
    const node = nodeView('a');
    observer.passed(passOf([node], [statusOf('a', 'waiting', { position: 1 })]));
    observer.passed(passOf([node], [statusOf('a', 'waiting', { position: 1 })]));
    await clock.advance(400);
    observer.done({ kind: 'cordon', node, record: recordOf('a') }, node);
    const cordoned = withRecord('a');
    observer.passed(passOf([cordoned], [statusOf('a', 'draining')]));
    await clock.advance(9_600);
    observer.done(record('a', 'drained', { phase: 'Drained' }), cordoned);
    const drained = withRecord('a', { phase: 'Drained' });
    observer.passed(passOf([drained], [statusOf('a', 'drained')]));
    const release = { node, uncordon: true, outcome: 'completed', reason: 'maintenance is over' } as const;
    observer.done({ kind: 'release', ...release }, drained);
    observer.passed(passOf([node]));

    expect(reasons()).toEqual([
      'MaintenanceScheduled',
      'CordonNode',
      'DrainNode',
      'NodeDrained',
      'UncordonNode',
    ]);
    expect(log.messages()).toEqual([
      'maintenance scheduled',
      'node cordoned',
      'node drained',
      'maintenance over',
    ]);
    expect(await value('mechanic_cordons_total')).toBe(1);
    expect(await value('mechanic_uncordons_total')).toBe(1);
    expect(await value('mechanic_event_to_cordon_seconds_sum{event_type="Redeploy"}')).toBe(0.4);
    expect(await value('mechanic_drain_duration_seconds_sum{event_type="Redeploy"}')).toBe(10);
    expect(history.entries()).toEqual([
      {
        node: 'a',
        reason: 'Redeploy',
        events: ['602D'],
        outcome: 'succeeded',
        startedAt: '2026-11-23T05:00:00.000Z',
        endedAt: '2026-11-23T05:00:10.000Z',
        durationSeconds: 10,
        attempts: 1,
        message: '',
      },
    ]);
  });

  it('reports nothing while nothing changes', () => {
    const node = withRecord('a');
    for (let pass = 0; pass < 50; pass++) observer.passed(passOf([node], [statusOf('a', 'draining')]));
    expect(log.messages()).toEqual(['maintenance continues']);
    expect(said).toEqual([]);
  });

  it('names each new event of a node that already has one', () => {
    const node = nodeView('a');
    observer.passed(passOf([node], [statusOf('a', 'waiting')]));
    observer.passed(passOf([node], [statusOf('a', 'waiting', { need: needOf({ events: ['602D', '7A'] }) })]));
    observer.passed(passOf([node], [statusOf('a', 'waiting')]));
    expect(said.map(({ message }) => message)).toEqual([
      'Redeploy (602D), due 2026-11-23T05:15:00.000Z: is waiting',
      'Redeploy (602D, 7A), due 2026-11-23T05:15:00.000Z: is waiting',
    ]);
  });

  it('reports that a maintenance vanished before the cordon, but not while its state is unknown', () => {
    const node = nodeView('a');
    observer.passed(passOf([node], [statusOf('a', 'waiting')]));
    observer.passed(passOf([node], [statusOf('a', 'unknown', { need: null })]));
    expect(reasons()).toEqual(['MaintenanceScheduled']);
    observer.passed(passOf([node]));
    observer.passed(passOf([node]));
    expect(reasons()).toEqual(['MaintenanceScheduled', 'MaintenanceCancelled']);
  });

  it('does not report a cancelled maintenance when its Node was deleted', () => {
    observer.passed(passOf([nodeView('a')], [statusOf('a', 'waiting')]));
    observer.passed(passOf([]));
    expect(reasons()).toEqual(['MaintenanceScheduled']);
    expect(log.messages()).toEqual(['maintenance scheduled', 'node gone']);
  });

  it('counts a cancelled drain, and reports it together with the uncordon', async () => {
    const node = nodeView('a');
    const release = { node, uncordon: true, outcome: 'cancelled', reason: 'event vanished' } as const;
    observer.done({ kind: 'release', ...release }, withRecord('a'));
    expect(reasons()).toEqual(['MaintenanceCancelled', 'UncordonNode']);
    expect(await value('mechanic_drains_total{outcome="cancelled",event_type="Redeploy"}')).toBe(1);
  });

  it('counts an override once, even if the record is released later', async () => {
    const node = nodeView('a');
    observer.done(record('a', 'overridden', { overridden: true, phase: 'Paused' }), withRecord('a'));
    const release = { node, uncordon: false, outcome: 'cancelled', reason: 'over' } as const;
    observer.done({ kind: 'release', ...release }, withRecord('a', { overridden: true, phase: 'Paused' }));
    expect(await value('mechanic_drains_total{outcome="cancelled",event_type="Redeploy"}')).toBe(1);
    expect(await value('mechanic_uncordons_total')).toBe(0);
  });

  it('neither counts nor reports a cordon of a node that was cordoned before', async () => {
    const node = nodeView('a', { unschedulable: true });
    observer.done({ kind: 'cordon', node, record: recordOf('a', { wasUnschedulable: true }) }, node);
    expect(reasons()).toEqual(['DrainNode']);
    expect(log.messages()).toEqual(['drain started']);
    expect(await value('mechanic_cordons_total')).toBe(0);
  });

  it('reports the pods left by a failed drain', async () => {
    const blockedBy = [{ pod: 'shop/cart-0', budgets: ['shop/cart'], reason: 'protected' }];
    const message = 'not empty after 1 h';
    observer.done(record('a', 'failed', { phase: 'Failed', message, blockedBy }), withRecord('a'));
    expect(said).toEqual([
      {
        node: 'a',
        reason: 'DrainFailed',
        message: 'not empty after 1 h; still there: shop/cart-0 (PodDisruptionBudget shop/cart)',
      },
    ]);
    expect(await value('mechanic_drains_total{outcome="failed",event_type="Redeploy"}')).toBe(1);
  });

  it('counts a missed deadline once, whichever record tells it first', async () => {
    observer.done(record('a', 'deadline-missed', { deadlineMissed: true }), withRecord('a'));
    observer.done(
      record('a', 'failed', { phase: 'Failed', deadlineMissed: true }),
      withRecord('a', { deadlineMissed: true }),
    );
    expect(reasons()).toEqual(['DeadlineMissed', 'DrainFailed']);
    expect(await value('mechanic_deadline_missed_total{event_type="Redeploy"}')).toBe(1);
  });

  it('counts only a running drain as paused', async () => {
    observer.done(record('a', 'paused', { phase: 'Paused' }), withRecord('a'));
    observer.done(record('a', 'paused', { phase: 'Paused' }), withRecord('a', { phase: 'Failed' }));
    expect(reasons()).toEqual(['DrainPaused']);
    expect(await value('mechanic_drains_total{outcome="paused",event_type="Redeploy"}')).toBe(1);
  });

  it('reports a refused action once, and again if it was permitted in between', () => {
    const node = nodeView('a');
    const cordon: Action = { kind: 'cordon', node, record: recordOf('a') };
    observer.refused(cordon, node, 'denied by policy');
    observer.refused(cordon, node, 'denied by policy');
    expect(reasons()).toEqual(['CordonRefused']);
    expect(log.messages()).toEqual(['write refused']);
    observer.done(cordon, node);
    observer.refused(cordon, node, 'denied by policy');
    expect(log.messages().filter((message) => message === 'write refused')).toHaveLength(2);
  });

  it('names pods and budgets of a drain that stays blocked', async () => {
    const node = withRecord('a');
    const pass = passOf([node], [statusOf('a', 'draining')]);
    const drains = progress('a', [blocked('cart-0'), { ...blocked('x'), state: 'evicting' }]);
    observer.passed(draining(pass, drains));
    await clock.advance(29_900);
    expect(reasons()).toEqual([]);
    expect(await value('mechanic_drains_blocked')).toBe(0);
    await clock.advance(200);
    expect(await value('mechanic_drains_blocked')).toBe(1);
    const since = Date.parse('2026-11-23T05:00:00.000Z') / 1_000;
    expect(await value('mechanic_blocked_drain_since_timestamp_seconds')).toBe(since);
    expect(await value('mechanic_blocked_drain_deadline_timestamp_seconds')).toBe(since + 900);
    expect(said).toEqual([
      {
        node: 'a',
        reason: 'DrainBlocked',
        message: 'Cannot evict shop/cart-0 (PodDisruptionBudget shop/cart)',
      },
    ]);
  });

  it('reports at once what holds the pods of a node whose kubelet is gone, because the drain may be paused the next moment', async () => {
    const reason = 'cannot end, because the kubelet of its node does not answer';
    const pass = passOf([withRecord('a')], [statusOf('a', 'draining')]);
    const pods = [{ ...blocked('cart-0'), budgets: [], reason }];
    const drains = progress('a', pods, { kubeletSilent: true });
    observer.passed(draining(pass, drains));
    expect(said.map(({ message }) => message)).toEqual([`Cannot evict shop/cart-0 (${reason})`]);
    expect(log.messages()).toContain('drain blocked');
    expect(await value('mechanic_drains_blocked')).toBe(1);
  });

  it('does not report a short block, and reports a changing one at most every five minutes', async () => {
    const node = withRecord('a');
    const pass = passOf([node], [statusOf('a', 'draining')]);
    const show = (pods: readonly PodLeft[]): void => {
      observer.passed(draining(pass, progress('a', pods)));
    };
    show([blocked('cart-0')]);
    await clock.advance(20_000);
    show([]);
    await clock.advance(10_000);
    expect(reasons()).toEqual([]);
    for (let second = 0; second < 600; second++) {
      show([blocked(`cart-${second}`)]);
      await clock.advance(1_000);
    }
    expect(reasons()).toEqual(['DrainBlocked', 'DrainBlocked']);
    show([blocked('cart-9')]);
    observer.passed(pass);
    await clock.advance(600_000);
    expect(said).toHaveLength(2);
  });

  it('shows slots, queue, nodes and each event once', async () => {
    const report: Annotated<Report> = {
      kind: 'present',
      value: {
        version: 1,
        vm: 'vm',
        imds: 'ok',
        incarnation: '1',
        changedAt: '2026-11-23T05:00:00.000Z',
        events: [
          {
            id: '602D',
            type: 'Redeploy',
            status: 'Scheduled',
            notBefore: null,
            durationSeconds: -1,
            source: 'Platform',
            description: '',
            liveMigration: false,
            resources: ['a', 'b'],
          },
        ],
      },
    };
    const nodes = [nodeView('a', { report }), nodeView('b', { report }), nodeView('c')];
    observer.passed(passOf(nodes, [statusOf('b', 'waiting', { position: 1 }), statusOf('a', 'draining')]));
    expect(await value('mechanic_scheduled_events{type="Redeploy",status="Scheduled"}')).toBe(1);
    expect(await value('mechanic_nodes{state="idle"}')).toBe(1);
    expect(await value('mechanic_nodes{state="draining"}')).toBe(1);
    expect(await value('mechanic_drains_in_progress')).toBe(1);
    expect(await value('mechanic_drain_slots')).toBe(1);
    expect(await value('mechanic_drain_queue_length')).toBe(1);
    observer.steppedDown();
    expect(await value('mechanic_nodes{state="idle"}')).toBe(0);
    expect(await value('mechanic_leader')).toBe(0);
  });

  it('shows the earliest deadline of an undrained node, and nodes that stay cordoned without a need', async () => {
    const due = Date.parse('2026-11-23T05:15:00.000Z') / 1_000;
    const nodes = [
      nodeView('a'),
      withRecord('b'),
      withRecord('c'),
      withRecord('d', { wasUnschedulable: true }),
    ];
    observer.passed(
      passOf(nodes, [
        statusOf('a', 'waiting', { position: 1 }),
        statusOf('b', 'drained', { need: needOf({ deadline: 0 }) }),
        statusOf('c', 'paused', { need: null }),
        statusOf('d', 'drained', { need: null }),
      ]),
    );
    expect(await value('mechanic_next_deadline_timestamp_seconds')).toBe(due);
    expect(await value('mechanic_nodes_cordoned_without_event')).toBe(1);
    observer.passed(passOf([]));
    expect(await value('mechanic_next_deadline_timestamp_seconds')).toBe(0);
  });

  it('reports once what a dry run would do, and counts nothing as done', async () => {
    const node = nodeView('a');
    const pass = passOf([node], [statusOf('a', 'waiting')]);
    const dry = {
      ...pass,
      settings: { ...pass.settings, dryRun: true },
      decision: {
        ...pass.decision,
        actions: [{ kind: 'cordon', node, record: recordOf('a') } as const],
      },
    };
    observer.passed(dry);
    observer.passed(dry);
    expect(log.messages()).toEqual(['maintenance scheduled', 'dry run: nothing written']);
    expect(await value('mechanic_cordons_total')).toBe(0);
  });

  it('does not report a node without any source, but does report an unreadable record', () => {
    observer.passed(passOf([nodeView('a')], [statusOf('a', 'unknown', { need: null })]));
    expect(log.messages()).toEqual([]);
    const unreadable = nodeView('b', { record: { kind: 'unreadable' } });
    observer.passed(passOf([unreadable], [statusOf('b', 'unknown', { need: null })]));
    expect(log.messages()).toEqual(['record cannot be read', 'node state changed']);
  });

  it('logs a change of state that no action of mechanic caused', () => {
    const node = nodeView('a');
    observer.passed(passOf([node], [statusOf('a', 'scheduled')]));
    observer.passed(passOf([node], [statusOf('a', 'waiting')]));
    observer.passed(passOf([node], [statusOf('a', 'foreign')]));
    expect(log.messages()).toEqual(['maintenance scheduled', 'node state changed', 'node state changed']);
    expect(log.lines[1]?.fields).toMatchObject({ node: 'a', from: 'scheduled', state: 'waiting', pass: 2 });
  });

  it('forgets everything when leadership ends', () => {
    observer.passed(passOf([nodeView('a')], [statusOf('a', 'waiting')]));
    observer.steppedDown();
    observer.steppedUp({ afterLoss: false });
    observer.passed(passOf([nodeView('a')]));
    expect(reasons()).toEqual(['MaintenanceScheduled']);
  });

  it('reports an unreadable annotation once, until it is readable again', () => {
    const poisoned = nodeView('a', { report: { kind: 'unreadable' }, record: { kind: 'unreadable' } });
    for (let pass = 0; pass < 3; pass += 1) observer.passed(passOf([poisoned, nodeView('b')]));
    expect(log.lines.map(({ level, message, fields }) => [level, message, fields.node])).toEqual([
      ['warn', 'report cannot be read', 'a'],
      ['warn', 'record cannot be read', 'a'],
    ]);
    observer.passed(passOf([nodeView('a')]));
    observer.passed(passOf([poisoned]));
    expect(log.lines).toHaveLength(4);
  });

  it.each(['drained', 'failed', 'paused', 'overridden'] as const)(
    'reports that a node is %s even if the times in its record are invalid',
    async (outcome) => {
      const times = {
        startedAt: 'long ago',
        attemptStartedAt: '',
        deadline: '9999-99-99T99:99',
        retryAt: 'x',
      };
      observer.done(record('a', outcome, times), withRecord('a', times));
      expect(log.lines.map(({ level }) => level)).not.toContain('error');
      expect(said).not.toEqual([]);
      expect(history.entries()).toMatchObject([
        { node: 'a', startedAt: '2026-11-23T05:00:00.000Z', durationSeconds: 0 },
      ]);
      expect(await metrics.text()).toContain('mechanic_drain_duration_seconds');
    },
  );

  it('never throws into a pass, and logs what it could not report', () => {
    // No decision of mechanic looks like this.
    const broken = statusOf('a', 'waiting', { need: needOf({ events: undefined as unknown as [] }) });
    expect(() => observer.passed(passOf([nodeView('a')], [broken]))).not.toThrow();
    expect(log.lines).toMatchObject([{ level: 'error', message: 'an observer failed' }]);
  });

  it('names only a few events, and only in the alphabet of ids', () => {
    const events = ['<https://evil.example|x>', 'b\nc', '602D', '7A', '8B', '9C'];
    observer.passed(passOf([nodeView('a')], [statusOf('a', 'waiting', { need: needOf({ events }) })]));
    expect(said[0]?.message).toBe(
      'Redeploy (-https:-evil.example-x-, b-c, 602D, 7A, 8B and 1 more), due 2026-11-23T05:15:00.000Z: is waiting',
    );
    observer.done(
      record('a', 'drained', { reason: '*see* https://evil', deadline: 'soon' }),
      withRecord('a'),
    );
    expect(said.at(-1)?.message).toBe('Drained for -see-https-//evil (602D) in 0 s');
  });

  describe('after the crash of a leader', () => {
    const again = (node: NodeView, afterLoss = true): string[] => {
      observer.steppedDown();
      said.length = 0;
      observer.steppedUp({ afterLoss });
      for (let pass = 0; pass < 2; pass += 1) observer.passed(passOf([node, nodeView('b')]));
      return reasons();
    };

    it('repeats once what that leader may not have reported of a recent maintenance', () => {
      expect(again(withRecord('a'))).toEqual(['CordonNode', 'DrainNode']);
      expect(again(withRecord('a', { phase: 'Drained' }))).toEqual([
        'CordonNode',
        'DrainNode',
        'NodeDrained',
      ]);
      expect(again(withRecord('a', { phase: 'Failed', wasUnschedulable: true }))).toEqual([
        'DrainNode',
        'DrainFailed',
      ]);
      const resumed = { attemptStartedAt: '2026-11-23T05:00:01.000Z' };
      expect(again(withRecord('a', resumed))).toEqual(['DrainNode']);
      expect(again(withRecord('a', { phase: 'Paused' }))).toEqual(['CordonNode']);
      expect(again(withRecord('a', { phase: 'Paused', drainedSeconds: 3 }))).toEqual([
        'CordonNode',
        'DrainNode',
        'DrainPaused',
      ]);
      expect(again(withRecord('a', { phase: 'Paused', drainedSeconds: 3, overridden: true })).at(-1)).toBe(
        'MaintenanceCancelled',
      );
    });

    it('reports nothing of an old maintenance, of another Node, or after a leader that released its lease', () => {
      const old = { startedAt: '2026-11-23T04:50:00.000Z', attemptStartedAt: '2026-11-23T04:50:00.000Z' };
      expect(again(withRecord('a', old))).toEqual([]);
      expect(again(withRecord('a', { startedAt: 'long ago', attemptStartedAt: 'x' }))).toEqual([]);
      expect(again(withRecord('a', { nodeUID: 'another' }))).toEqual([]);
      expect(again(withRecord('a'), false)).toEqual([]);
    });

    it('uses the same words as the first time, so that a repeated statement is recognised', () => {
      const statements: Statement[] = [];
      const events = {
        say: (_: EventSubject, statement: Statement): void => void statements.push(statement),
      };
      const parts = { metrics, events, log, clock, history };
      const [first, next] = [new Observer(parts), new Observer(parts)];
      const node = nodeView('a');
      first.done({ kind: 'cordon', node, record: recordOf('a') }, node);
      first.done(record('a', 'drained', { phase: 'Drained' }), withRecord('a'));
      next.steppedUp({ afterLoss: true });
      next.passed(passOf([withRecord('a', { phase: 'Drained' })]));
      const names = statements.map(({ reason, occasion }) => `${reason} ${occasion}`);
      expect(names.slice(3)).toEqual(names.slice(0, 3));
    });
  });
});
