import { describe, expect, it } from '@jest/globals';
import type { ReportedEvent, Settings } from '@mechanic/contract';
import fc from 'fast-check';
import { decide } from '../decide.ts';
import type { Action } from '../decision.ts';
import type { DrainProgress, NodeView } from '../snapshot.ts';
import {
  aDrain,
  aNode,
  aNodeInMaintenance,
  aNodeWith,
  aSnapshot,
  applied,
  minutes,
  now,
  seconds,
  settingsOf,
} from '../testing.ts';
import { formatTime } from '../times.ts';
import type { Durations } from './durations.ts';
import { type Forecast, forecastOf } from './forecast.ts';

/** Every drain takes one minute, or the time given for its node. */
function taking(times: Readonly<Record<string, number>> = {}): Durations {
  const expected = (name: string): number => times[name] ?? 1 * minutes;
  return {
    expected,
    remaining: (name, _, { elapsedMs }) => Math.max(0, expected(name) - elapsedMs),
    basis: 'a test',
  };
}

const due = (inMinutes: number, more: Partial<ReportedEvent> = {}): Partial<ReportedEvent> => ({
  notBefore: formatTime(now + inMinutes * minutes),
  ...more,
});

interface Setting {
  readonly yaml?: string;
  readonly durations?: Durations;
  readonly drains?: readonly DrainProgress[];
}

function forecast(
  nodes: readonly NodeView[],
  { yaml = 'maxUnavailable: "100%"', durations = taking(), drains = [] }: Setting = {},
): Forecast {
  const settings = settingsOf(yaml);
  const snapshot = aSnapshot(nodes, { drains });
  return forecastOf({ snapshot, settings, now, durations, decision: decide(snapshot, settings, now) });
}

/** `a 0-1` for each node: start and end in minutes from now, with `!` when it would miss its deadline. */
function inShort({ nodes }: Forecast): string[] {
  const minute = (at: number | null): string =>
    at === null ? '?' : String(Math.round((at - now) / (0.1 * minutes)) / 10);
  return nodes.map(
    ({ node, startsAt, endsAt, missesDeadline }) =>
      `${node.name} ${minute(startsAt)}-${minute(endsAt)}${missesDeadline ? '!' : ''}`,
  );
}

describe('the forecast', () => {
  it('shows nodes one after the other, the most urgent first', () => {
    const nodes = [
      aNodeWith('a', [due(20)]),
      aNodeWith('b', [due(10)]),
      aNodeWith('c', [due(15)]),
      aNode('d'),
    ];
    expect(inShort(forecast(nodes))).toEqual(['b 0-1', 'c 1-2', 'a 2-3']);
    expect(inShort(forecast(nodes, { yaml: '{maxConcurrentDrains: 2, maxUnavailable: "100%"}' }))).toEqual([
      'b 0-1',
      'c 0-1',
      'a 1-2',
    ]);
  });

  it('shows which node would miss its deadline, and ends its drain at the deadline', () => {
    const nodes = ['a', 'b', 'c'].map((name) => aNodeWith(name, [due(10)]));
    const { atRisk, nodes: all } = forecast(nodes, {
      durations: taking({ a: 4 * minutes, b: 4 * minutes, c: 4 * minutes }),
    });
    expect(inShort({ nodes: all, atRisk, basis: '' })).toEqual(['a 0-4', 'b 4-8', 'c 8-10!']);
    expect(atRisk.map(({ node }) => node.name)).toEqual(['c']);
  });

  it('shows no end for a drain that something holds for ever, until other nodes are urgent', () => {
    const nodes = [aNodeWith('a', [due(10)]), aNodeWith('b', [due(40)])];
    const held = forecast(nodes, { durations: taking({ a: Infinity }) });
    expect(held.nodes.find(({ node }) => node.name === 'a')).toMatchObject({
      endsAt: null,
      missesDeadline: true,
    });
    expect(held.nodes.find(({ node }) => node.name === 'b')).toMatchObject({ missesDeadline: false });
  });

  it('continues drains that run, are paused, or have failed', () => {
    const nodes = [
      aNodeInMaintenance('a', {}, [due(15)]),
      aNodeInMaintenance('b', { phase: 'Paused' }, [due(16)]),
      aNodeInMaintenance('c', { phase: 'Failed', retryAt: formatTime(now + 5 * minutes) }, [due(14)]),
    ];
    const drains = [aDrain('a')];
    const durations = taking({ a: 3 * minutes, b: 2 * minutes });
    expect(inShort(forecast(nodes, { yaml: 'maxUnavailable: "100%"', durations, drains }))).toEqual([
      'a -1-2',
      'b 2-4',
      'c 5-6',
    ]);
  });

  it('considers lead times, and conditions without a deadline', () => {
    const yaml = '{drain: {leadTime: 5m}, conditions: [{type: GPUMissing, minDuration: 2m}]}';
    const conditions = {
      GPUMissing: { status: 'True', reason: '', message: '', lastTransitionTime: now - 5 * minutes },
    } as const;
    const nodes = [aNodeWith('a', [due(20)]), aNode('b', { conditions })];
    expect(inShort(forecast(nodes, { yaml }))).toEqual(['b 0-1', 'a 15-16']);
  });

  it('lets urgent nodes pause other drains by the same rules as decisions', () => {
    const nodes = [aNodeWith('slow', [due(30)]), aNodeWith('late', [due(60)])];
    const spot = aNodeWith('spot', [due(31, { type: 'Preempt' })]);
    const durations = taking({ slow: 40 * minutes, spot: 10 * seconds });
    const told = inShort(forecast([...nodes, spot], { durations, yaml: 'maxUnavailable: "100%"' }));
    expect(told).toContain('slow 0-30!');
    expect(told).toContain('spot 30-30.2');
  });

  it('begins no drain in a paused cluster', () => {
    expect(inShort(forecast([aNodeWith('a', [due(10)])], { yaml: 'maxConcurrentDrains: 0' }))).toEqual([
      'a ?-?!',
    ]);
  });

  it('waits for nodes to return when too many are unavailable', () => {
    const nodes = ['a', 'b', 'c', 'd'].map((name) => aNodeWith(name, [due(30)]));
    const told = inShort(forecast(nodes, { yaml: '{maxConcurrentDrains: 4, maxUnavailable: 2}' }));
    // Two nodes are drained at once. They return some minutes after their maintenance may have begun.
    expect(told).toEqual(['a 0-1', 'b 0-1', 'c 40-41!', 'd 40-41!']);
  });

  it('leaves out nodes for which no drain is needed', () => {
    const freeze = due(-1, { type: 'Freeze', liveMigration: true });
    const nodes = [
      aNodeWith('spent', [freeze]),
      aNodeInMaintenance('done', { phase: 'Drained' }, [due(10)]),
      aNode('idle'),
    ];
    expect(forecast(nodes).nodes).toEqual([]);
  });
});

/** A cluster that decides completely anew at each moment at which anything may happen. */
class BruteForce {
  readonly ended = new Map<string, number>();
  readonly #endings = new Map<string, number>();
  readonly #settings: Settings;
  readonly #durations: Durations;
  #nodes: readonly NodeView[];

  constructor(nodes: readonly NodeView[], yaml: string, durations: Durations) {
    this.#nodes = nodes;
    this.#settings = settingsOf(yaml);
    this.#durations = durations;
  }

  /** When each node is drained. */
  run(): this {
    let at = now;
    while (at < now + 5 * 60 * minutes) at = this.#step(at);
    return this;
  }

  /** Returns the time of the next pass. */
  #step(at: number): number {
    const drains = [...this.#endings].map(([name, end]) =>
      aDrain(name, { state: end <= at ? 'emptied' : 'running', pace: { lastWentAt: end, graceMs: 0 } }),
    );
    const decision = decide(aSnapshot(this.#nodes, { drains }), this.#settings, at);
    const records = decision.actions.filter((action) => action.kind === 'cordon' || action.kind === 'record');
    for (const action of records) this.#take(action, at);
    if (records.length > 0) return at;
    const next = [...this.#endings.values(), decision.nextPassAt ?? Infinity].filter((time) => time > at);
    return Math.min(...next);
  }

  #take(action: Extract<Action, { kind: 'cordon' | 'record' }>, at: number): void {
    const { record, node } = action;
    if (record.phase !== 'Draining') this.#endings.delete(node.name);
    else if (!this.#endings.has(node.name))
      this.#endings.set(node.name, at + this.#durations.expected(node.name));
    if (record.phase === 'Drained') this.ended.set(node.name, at);
    this.#nodes = this.#nodes.map((view) => applied(view, action));
  }
}

describe('the forecast of any cluster', () => {
  const someNode = fc.record({
    due: fc.integer({ min: 5, max: 90 }),
    seconds: fc.integer({ min: 5, max: 240 }),
    zone: fc.constantFrom('1', '2'),
    type: fc.constantFrom('Redeploy', 'Reboot', 'Preempt'),
  });
  const limits = fc.record({
    maxConcurrentDrains: fc.integer({ min: 1, max: 4 }),
    zone: fc.integer({ min: 1, max: 3 }),
    leadTime: fc.constantFrom('null', '20m'),
  });

  it('equals the result of the rules of deciding', () => {
    fc.assert(
      fc.property(
        fc.array(someNode, { minLength: 1, maxLength: 8 }),
        limits,
        (drawn, { maxConcurrentDrains, zone, leadTime }) => {
          const yaml = `{maxConcurrentDrains: ${maxConcurrentDrains}, maxUnavailable: "100%", drain: {leadTime: ${leadTime}}, budgets: [{name: zone, topologyKey: zone, maxConcurrentDrains: ${zone}}]}`;
          const times: Record<string, number> = {};
          const nodes = drawn.map((one, index) => {
            const name = `n${index}`;
            // Drains that a deadline shortens are not compared.
            times[name] = Math.min(one.seconds, 200) * seconds;
            return aNodeWith(name, [due(one.due + 100, { type: one.type })], { labels: { zone: one.zone } });
          });
          const durations = taking(times);
          const { ended } = new BruteForce(nodes, yaml, durations).run();
          const told = forecast(nodes, { yaml, durations });
          for (const { node, endsAt } of told.nodes)
            expect([node.name, endsAt]).toEqual([node.name, ended.get(node.name)]);
        },
      ),
      { numRuns: 150 },
    );
  });
});
