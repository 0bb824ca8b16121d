import { describe, expect, it } from '@jest/globals';
import type { MaintenanceRecord } from '@mechanic/contract';
import type { NodeState, NodeStatus } from '../../decide/decision.ts';
import type { DrainProgress, NodeView, PodLeft } from '../../decide/snapshot.ts';
import { traceIdFor } from '../../decide/step/trace-id.ts';
import { nodeView, needOf, passOf, recordOf, statusOf } from '../testing.ts';
import type { Span } from './span.ts';
import { Tracer } from './tracer.ts';

const began = Date.parse('2026-11-23T05:00:00.000Z');
const traceId = traceIdFor('uid-n', '2026-11-23T05:00:00.000Z');

/** The node `n` in one pass. */
interface Look {
  readonly state?: NodeState;
  readonly status?: Partial<NodeStatus>;
  readonly record?: Partial<MaintenanceRecord> | null;
  readonly pods?: readonly Partial<PodLeft>[];
  readonly volumes?: readonly string[];
  readonly node?: Partial<NodeView>;
}

/** A tracer and the spans it has sent; passes are one second apart. */
class Watched {
  readonly told: Span[] = [];
  readonly tracer = new Tracer((spans) => this.told.push(...spans));
  #now = began - 1_000;

  /** Returns the spans sent in this pass, as `name` or `name (outcome)`. */
  pass(look: Look | null): string[] {
    this.#now += 1_000;
    const before = this.told.length;
    this.tracer.passed({
      ...passOf(look === null ? [] : [nodeOf(look)], statusesOf(look)),
      now: this.#now,
      ...this.#drains(look),
    });
    return this.names().slice(before);
  }

  names(): string[] {
    return this.told.map(({ name, attributes }) => {
      const outcome = attributes['mechanic.outcome'];
      return typeof outcome === 'string' ? `${name} (${outcome})` : name;
    });
  }

  span(name: string): Span {
    const found = this.told.filter((span) => span.name === name);
    if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} spans ${name}`);
    return found[0];
  }

  /** The path of a span from the root, by names. */
  path(span: Span): string {
    const parent = this.told.find(({ spanId }) => spanId === span.parentId);
    return parent === undefined ? span.name : `${this.path(parent)} / ${span.name}`;
  }

  #drains(look: Look | null): Pick<ReturnType<typeof passOf>, 'snapshot'> {
    const pass = passOf(look === null ? [] : [nodeOf(look)]);
    if (look?.pods === undefined) return { snapshot: pass.snapshot };
    return { snapshot: { ...pass.snapshot, drains: new Map([['uid-n', drainOf(look)]]) } };
  }
}

function nodeOf({ record, node }: Look): NodeView {
  const isCordoned = record !== undefined && record !== null;
  return nodeView('n', {
    unschedulable: isCordoned,
    ...(isCordoned && { record: { kind: 'present', value: recordOf('n', record) } }),
    ...node,
  });
}

function statusesOf(look: Look | null): NodeStatus[] {
  return look?.state === undefined ? [] : [statusOf('n', look.state, look.status)];
}

function drainOf({ pods = [], volumes = [] }: Look): DrainProgress & { readonly volumes: readonly string[] } {
  const podsLeft = pods.map((pod): PodLeft => ({
    namespace: 'shop',
    name: 'web',
    state: 'pending',
    budgets: [],
    reason: '',
    ...pod,
  }));
  return { nodeUID: 'uid-n', state: 'running', message: '', podsTotal: podsLeft.length, podsLeft, volumes };
}

describe('the trace of a maintenance', () => {
  it('sends each part when it has ended, and the root span last', () => {
    const seen = new Watched();
    expect(seen.pass({ state: 'waiting', status: { reason: 'waits for a slot' } })).toEqual([]);
    expect(seen.pass({ state: 'draining' })).toEqual([]);
    expect(seen.pass({ state: 'draining', record: {}, pods: [{}] })).toEqual([
      'announced',
      'waited',
      'cordoned',
    ]);
    const budgets = ['shop/web'];
    seen.pass({ state: 'draining', record: {}, pods: [{ state: 'blocked', budgets }] });
    expect(seen.pass({ state: 'draining', record: {}, pods: [{ state: 'terminating' }] })).toEqual([
      'blocked',
    ]);
    expect(seen.pass({ state: 'draining', record: {}, pods: [] })).toEqual(['eviction', 'pod (gone)']);
    expect(seen.pass({ state: 'drained', record: { phase: 'Drained' } })).toEqual(['drained']);
    seen.pass({ state: 'drained', status: { need: null }, record: { phase: 'Drained' } });
    expect(seen.pass({})).toEqual(['over', 'uncordoned', 'maintenance (completed)']);
    expect(seen.tracer.idOf('n')).toBeUndefined();

    expect(new Set(seen.told.map((span) => span.traceId))).toEqual(new Set([traceId]));
    expect(new Set(seen.told.map(({ spanId }) => spanId)).size).toBe(seen.told.length);
    expect(seen.told.map((span) => seen.path(span)).sort()).toEqual([
      'maintenance',
      'maintenance / announced',
      'maintenance / cordoned',
      'maintenance / drained',
      'maintenance / drained / pod',
      'maintenance / drained / pod / blocked',
      'maintenance / drained / pod / eviction',
      'maintenance / over',
      'maintenance / uncordoned',
      'maintenance / waited',
    ]);
    expect(seen.span('waited').attributes).toEqual({
      'mechanic.state': 'waiting',
      'mechanic.waited_for': 'waits for a slot',
    });
    expect(seen.span('blocked')).toMatchObject({
      start: began + 3_000,
      end: began + 4_000,
      attributes: { 'k8s.namespace.name': 'shop', 'k8s.pod.name': 'web', 'mechanic.budgets': budgets },
    });
    expect(seen.span('maintenance')).toMatchObject({
      parentId: null,
      start: began,
      end: began + 8_000,
      error: null,
      attributes: {
        'k8s.node.name': 'n',
        'mechanic.reason': 'Redeploy',
        'mechanic.events': ['602D'],
        'mechanic.deadline': '2026-11-23T05:15:00.000Z',
        'mechanic.attempts': 1,
      },
    });
  });

  it('has one span for every reason to wait', () => {
    const seen = new Watched();
    for (const reason of ['for a slot', 'for a slot', 'for a budget'])
      seen.pass({ state: 'waiting', status: { reason } });
    seen.pass({ state: 'draining', record: {} });
    expect(seen.told.filter(({ name }) => name === 'waited').map(({ attributes }) => attributes)).toEqual([
      { 'mechanic.state': 'waiting', 'mechanic.waited_for': 'for a slot' },
      { 'mechanic.state': 'waiting', 'mechanic.waited_for': 'for a budget' },
    ]);
  });

  it('includes a pause, a failure and a missed deadline', () => {
    const seen = new Watched();
    seen.pass({ state: 'draining', record: {}, pods: [{}] });
    expect(seen.pass({ state: 'paused', record: { phase: 'Paused', message: 'gave way' } })).toEqual([
      'pod (left)',
      'drain paused',
    ]);
    const again = { attemptStartedAt: '2026-11-23T05:00:02.000Z', deadlineMissed: true };
    expect(seen.pass({ state: 'draining', record: again })).toEqual(['waited', 'deadline missed']);
    expect(seen.pass({ state: 'failed', record: { ...again, phase: 'Failed', message: 'in vain' } })).toEqual(
      ['drain failed'],
    );
    expect(seen.span('drain failed')).toMatchObject({ start: began + 2_000, error: 'in vain' });
    expect(seen.pass(null)).toEqual(['waited', 'over', 'maintenance (node gone)']);
    expect(seen.span('maintenance').error).toBe('the deadline passed before the node was drained');
  });

  it('includes surges and volumes, from the record and the drain', () => {
    const seen = new Watched();
    const surge = { namespace: 'shop', name: 'web', startedAt: '2026-11-23T04:59:59.000Z' };
    // Other parts of mechanic write these; here they only have to exist.
    const surging = { surges: [surge] } as Partial<MaintenanceRecord>;
    seen.pass({ state: 'draining', record: surging, pods: [{}] });
    expect(seen.pass({ state: 'draining', record: {}, pods: [], volumes: ['pv-1'] })).toEqual([
      'pod (gone)',
      'surge',
    ]);
    expect(seen.pass({ state: 'drained', record: { phase: 'Drained' } })).toEqual(['drained', 'volumes']);
    expect(seen.span('surge')).toMatchObject({
      start: began - 1_000,
      attributes: { 'k8s.namespace.name': 'shop', 'k8s.deployment.name': 'web' },
    });
    expect(seen.span('volumes').attributes).toEqual({ 'mechanic.volumes': ['pv-1'] });
  });

  it('shows that a person overrode the maintenance', () => {
    const seen = new Watched();
    seen.pass({ state: 'draining', record: {} });
    const overridden = { phase: 'Paused', overridden: true } as const;
    expect(seen.pass({ state: 'overridden', record: overridden, node: { unschedulable: false } })).toEqual([
      'drain paused',
      'overridden',
    ]);
    expect(seen.pass({})).toEqual(['over', 'maintenance (overridden)']);
  });

  it('continues under the next leader with the same ids', () => {
    const first = new Watched();
    first.pass({ state: 'waiting' });
    first.pass({ state: 'draining', record: {}, pods: [{}] });
    first.tracer.clear();
    expect(first.names()).toEqual(['announced', 'waited', 'cordoned', 'pod (handed over)']);
    const next = new Watched();
    expect(next.pass({ state: 'draining', record: {}, pods: [{}] })).toEqual([]);
    expect(next.tracer.idOf('n')).toBe(traceId);
    next.pass({ state: 'drained', record: { phase: 'Drained' } });
    next.pass({});
    expect(next.names()).toEqual(['pod (gone)', 'drained', 'over', 'uncordoned', 'maintenance (completed)']);
    expect(first.span('pod').parentId).toBe(next.span('drained').spanId);
    expect(first.span('cordoned').parentId).toBe(next.span('maintenance').spanId);
    expect(next.span('maintenance').start).toBe(began);
  });

  it('is a different one for another maintenance of the same node', () => {
    const seen = new Watched();
    seen.pass({ state: 'draining', record: {} });
    const startedAt = '2026-11-23T05:00:01.000Z';
    expect(seen.pass({ state: 'draining', record: { startedAt } })).toEqual([
      'drain cancelled',
      'over',
      'maintenance (cancelled)',
    ]);
    expect(seen.tracer.idOf('n')).toBe(traceIdFor('uid-n', startedAt));
  });

  it('is short when the announcement vanishes before the node was cordoned', () => {
    const seen = new Watched();
    seen.pass({ state: 'waiting' });
    expect(seen.pass({ state: 'unknown', status: { need: null } })).toEqual([]);
    expect(seen.pass({})).toEqual(['announced', 'waited', 'over', 'maintenance (cancelled)']);
    expect(new Set(seen.told.map((span) => span.traceId)).size).toBe(1);
    expect(seen.told.map((span) => seen.path(span))).toContain('maintenance / waited');
  });

  it('uses the trace id in the record, unless it is invalid', () => {
    const seen = new Watched();
    seen.pass({ state: 'draining', record: { traceId: 'a'.repeat(32) } });
    expect(seen.tracer.idOf('n')).toBe('a'.repeat(32));
    for (const none of ['x', '0'.repeat(32), `${'a'.repeat(31)}\u202e`, 'A'.repeat(32)]) {
      seen.pass({ state: 'draining', record: { traceId: none } });
      expect(seen.tracer.idOf('n')).toBe(traceId);
    }
  });

  it('is known from the moment when the record is written', () => {
    const seen = new Watched();
    seen.pass({ state: 'draining' });
    const record = recordOf('n');
    seen.tracer.done({ kind: 'cordon', node: { name: 'n', uid: 'uid-n' }, record }, nodeView('n'));
    expect(seen.tracer.idOf('n')).toBe(traceId);
  });

  it('is still known when the release is reported, even if a pass has shown it before', () => {
    const seen = new Watched();
    seen.pass({ state: 'drained', record: { phase: 'Drained' } });
    seen.pass({});
    const ref = { name: 'n', uid: 'uid-n' };
    const before = nodeOf({ record: { phase: 'Drained' } });
    seen.tracer.done(
      { kind: 'release', node: ref, uncordon: true, outcome: 'completed', reason: '' },
      before,
    );
    expect(seen.tracer.idOf('n')).toBe(traceId);
    seen.pass({});
    expect(seen.tracer.idOf('n')).toBeUndefined();
  });

  it('ignores times that lie ahead or far in the past', () => {
    for (const since of [0, began + 3_600_000]) {
      const seen = new Watched();
      seen.pass({ state: 'waiting', status: { need: needOf({ since }) } });
      seen.pass({ state: 'draining', record: {} });
      expect(seen.span('announced')).toMatchObject({ start: began, end: began });
    }
  });

  it('stays bounded, whatever a node shows', () => {
    const seen = new Watched();
    const pods = Array.from({ length: 2_000 }, (_, index) => ({ name: `p-${index}` }));
    for (let turn = 0; turn < 300; turn++)
      seen.pass({ state: 'waiting', status: { reason: `${turn} ${'x'.repeat(5_000)}` } });
    seen.pass({ state: 'draining', record: {}, pods });
    for (let turn = 0; turn < 100; turn++) {
      const state = turn % 2 === 0 ? 'blocked' : 'evicting';
      seen.pass({ state: 'draining', record: {}, pods: [{ name: 'p-0', state }] });
    }
    seen.pass({ state: 'drained', record: { phase: 'Drained' } });
    expect(seen.told.length).toBeLessThan(600);
    expect(Math.max(...seen.told.map((span) => JSON.stringify(span).length))).toBeLessThan(2_000);
    const flapping = new Watched();
    for (let turn = 0; turn < 200; turn++) flapping.pass(turn % 2 === 0 ? { state: 'waiting' } : {});
    expect(flapping.told.filter(({ name }) => name === 'maintenance').length).toBeLessThan(40);
  });
});
