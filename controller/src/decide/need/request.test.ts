import { describe, expect, it } from '@jest/globals';
import { CORDONED, type MaintenanceRecord, type ReportedEvent } from '@mechanic/contract';
import type { NodeView, RequestView } from '../snapshot.ts';
import {
  aCondition,
  aNode,
  aNodeWith,
  aRecord,
  aReport,
  aRequest,
  decideFor,
  inShort,
  minutes,
  now,
  recordFor,
  seconds,
  statusOf,
} from '../testing.ts';
import { formatTime } from '../times.ts';

const { id } = aRequest().value;
const unreadable: RequestView = { kind: 'unreadable', id: 'Request:ffffffffffffffff', why: 'it is no JSON' };

/** A node that was cordoned for these events, with its present request, if any. */
function inMaintenance(
  name: string,
  record: Partial<MaintenanceRecord>,
  changes: Partial<NodeView> = {},
): NodeView {
  return aNode(name, {
    unschedulable: true,
    labels: { [CORDONED]: 'true' },
    cordonedWithLabel: true,
    record: {
      kind: 'present',
      value: aRecord(name, { reason: 'Request', events: [id], deadline: null, phase: 'Drained', ...record }),
    },
    ...changes,
  });
}

const blind = { conditions: { VMEventScheduled: aCondition('Unknown') } };

describe('A request', () => {
  it('drains a node like an event does, and is named in the record', () => {
    const decision = decideFor([aNodeWith('a', [], { request: aRequest({ requester: 'kured' }) })]);
    expect(inShort(decision)).toEqual(['cordon a']);
    expect(recordFor(decision, 'a')).toMatchObject({ reason: 'Request', events: [id], deadline: null });
    expect(statusOf(decision, 'a')?.reason).toBe(
      'is being drained: Request (kernel update, asked for by kured)',
    );
  });

  it('needs no probe and no condition', () => {
    const node = aNode('a', { ...blind, request: aRequest() });
    expect(inShort(decideFor([node], '', { probed: [] }))).toEqual(['cordon a']);
  });

  it('counts in every limit', () => {
    const nodes = ['a', 'b'].map((name) => aNodeWith(name, [], { request: aRequest() }));
    expect(inShort(decideFor(nodes))).toEqual(['cordon a', 'taint b']);
    expect(statusOf(decideFor(nodes, 'maxUnavailable: 100%'), 'b')?.reason).toBe(
      'Request (kernel update); waits for a drain slot: 1 of 1 in use by a (Request)',
    );
    expect(inShort(decideFor(nodes, 'maxUnavailable: 0'))).toEqual(['taint a', 'taint b']);
  });

  it('releases the node when it is removed, whatever is known of events', () => {
    for (const announced of [blind, { report: aReport('a', [], { imds: 'unavailable' }) }, {}]) {
      const decision = decideFor([inMaintenance('a', {}, announced)], '', { probed: [] });
      expect(inShort(decision)).toEqual(['release a uncordon completed']);
    }
  });

  it('stops the drain when it is removed', () => {
    const decision = decideFor([inMaintenance('a', { phase: 'Draining' }, blind)], '', { probed: [] });
    expect(inShort(decision)).toEqual(['release a uncordon cancelled']);
  });

  it('keeps the node drained as long as it stands, even if an event of the node is over', () => {
    const node = inMaintenance(
      'a',
      { reason: 'Redeploy', events: ['event-1', id] },
      { report: aReport('a', []), request: aRequest() },
    );
    expect(inShort(decideFor([node]))).toEqual(['record a updated']);
    expect(recordFor(decideFor([node]), 'a')).toMatchObject({ reason: 'Request', events: [id] });
  });

  it('leaves the node cordoned for a remaining event when it is removed', () => {
    const record = { reason: 'Redeploy', events: ['event-1', id] };
    const stands = inMaintenance('a', record, { report: aReport('a', [{}]) });
    expect(inShort(decideFor([stands]))).toEqual(['record a updated']);
    // No source tells whether the event is over: the removed request says nothing about it.
    const silent = inMaintenance('a', record, blind);
    expect(inShort(decideFor([silent], '', { probed: [] }))).toEqual([]);
  });

  it('with a new text is the same maintenance for a drained node', () => {
    const changed = aRequest({ id: 'Request:1111111111111111', by: now + 5 * minutes });
    const decision = decideFor([inMaintenance('a', {}, { request: changed })]);
    expect(inShort(decision)).toEqual(['record a updated']);
    expect(recordFor(decision, 'a')).toMatchObject({ phase: 'Drained', events: [changed.value.id] });
  });

  it('that cannot be read drains nothing, and the status says so', () => {
    const decision = decideFor([aNodeWith('a', [], { request: unreadable })]);
    expect(inShort(decision)).toEqual([]);
    expect(statusOf(decision, 'a')?.reason).toBe('mechanic.dev/request cannot be read: it is no JSON');
    // It does not hide an event.
    expect(inShort(decideFor([aNodeWith('a', [{}], { request: unreadable })]))).toEqual(['cordon a']);
  });

  it('that can no longer be read keeps the node cordoned, but stops a drain', () => {
    expect(inShort(decideFor([inMaintenance('a', {}, { request: unreadable })]))).toEqual([]);
    const draining = inMaintenance('a', { phase: 'Draining' }, { request: unreadable });
    expect(inShort(decideFor([draining]))).toEqual(['record a paused']);
  });

  it('never changes an ignored node, and writes nothing in a dry run', () => {
    const node = aNodeWith('a', [], { request: aRequest() });
    expect(inShort(decideFor([{ ...node, ignored: true }]))).toEqual([]);
    expect(inShort(decideFor([node], 'dryRun: true'))).toEqual(['cordon a']);
  });

  it('leaves a node to a person who uncordons it, and is forgotten when it is removed', () => {
    const uncordoned = inMaintenance('a', {}, { unschedulable: false, request: aRequest() });
    expect(inShort(decideFor([uncordoned]))).toEqual(['record a overridden']);
    const gone = inMaintenance('a', { overridden: true }, { unschedulable: false });
    expect(inShort(decideFor([gone]))).toEqual(['release a completed']);
  });

  it('cannot come from a report or a condition that uses its name', () => {
    expect(inShort(decideFor([aNodeWith('a', [{ type: 'Request', id }])]))).toEqual([]);
  });
});

describe('a request among other needs', () => {
  const later = (name: string, type: string, by: number): NodeView =>
    aNodeWith(name, [{ type, notBefore: formatTime(by) } satisfies Partial<ReportedEvent>]);
  const draining = inMaintenance(
    'r',
    { phase: 'Draining', reason: 'Redeploy', events: ['event-1'], deadline: formatTime(now + 15 * minutes) },
    { report: aReport('r', [{}]) },
  );

  it('comes after needs with a deadline, and before conditions', () => {
    const nodes = [
      aNode('a', { conditions: { ...blindFalse, GPUMissing: aCondition('True') } }),
      aNodeWith('b', [], { request: aRequest() }),
      later('c', 'Reboot', now + 60 * minutes),
    ];
    const { statuses } = decideFor(nodes, '{maxConcurrentDrains: 0, conditions: [{type: GPUMissing}]}');
    expect(statuses.map(({ node }) => node.name)).toEqual(['c', 'b', 'a']);
  });

  it('is urgent only because of its deadline', () => {
    const asks = (by: number | null): NodeView => aNodeWith('a', [], { request: aRequest({ by }) });
    expect(inShort(decideFor([asks(null), draining]))).toEqual(['drain r', 'taint a']);
    expect(inShort(decideFor([asks(now + 30 * minutes), draining]))).toEqual(['drain r', 'taint a']);
    expect(inShort(decideFor([asks(now + 30 * seconds), draining], 'maxUnavailable: 100%'))).toContain(
      'cordon a',
    );
  });

  it('takes no slot of other nodes once its deadline has passed, and is reported as late', () => {
    const late = aNodeWith('a', [], { request: aRequest({ by: now - 10 * seconds }) });
    const decision = decideFor([late, draining, later('z', 'Reboot', now + 60 * minutes)]);
    expect(inShort(decision)).toEqual(['drain r', 'taint a', 'taint z']);
    expect(decision.statuses.map(({ node }) => node.name)).toEqual(['z', 'a', 'r']);
    expect(statusOf(decision, 'a')?.missedInQueue).toBe(true);
  });

  it('continues when its deadline passes, and its pods keep their grace periods', () => {
    const by = now - 10 * seconds;
    const record = { phase: 'Draining', deadline: formatTime(by) } as const;
    const node = inMaintenance('a', record, { request: aRequest({ by }) });
    const pod = { namespace: 'shop', name: 'web', state: 'terminating', budgets: [], reason: '' } as const;
    const decision = decideFor([node], '', { drains: [{ ...drainOf('a'), podsLeft: [pod] }] });
    expect(inShort(decision)).toEqual(['record a deadline-missed', 'drain a']);
    const [, drain] = decision.actions;
    expect(drain?.kind === 'drain' && drain.order.deadline).toBeNull();
  });

  it('that is late does not remove the deadline of an event on the same node', () => {
    const node = aNodeWith('a', [{}], { request: aRequest({ by: now - 1 * minutes }) });
    expect(recordFor(decideFor([node]), 'a')).toMatchObject({
      reason: 'Redeploy',
      deadline: formatTime(now + 15 * minutes),
    });
  });
});

const blindFalse = { VMEventScheduled: aCondition('False') };

function drainOf(name: string) {
  return { nodeUID: `uid-of-${name}`, state: 'running', message: '', podsTotal: 1, podsLeft: [] } as const;
}
