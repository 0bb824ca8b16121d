import { describe, expect, it } from '@jest/globals';
import type { MaintenanceRecord, Surge } from '@mechanic/contract';
import type { Action } from '../decision.ts';
import type { DrainProgress, NodeView } from '../snapshot.ts';
import { aDrain, aNodeInMaintenance, decideFor } from '../testing.ts';
import { surgeKey } from './surge-key.ts';

const web: Surge = {
  namespace: 'shop',
  name: 'web',
  uid: 'uid-of-web',
  from: 1,
  to: 2,
  startedAt: '2026-11-23T05:00:00.000Z',
};
const api: Surge = { ...web, name: 'api', uid: 'uid-of-api' };

function withSurges(
  name: string,
  surges: readonly Surge[],
  fields: Partial<MaintenanceRecord> = {},
): NodeView {
  return aNodeInMaintenance(name, { ...fields, ...(surges.length > 0 && { surges: [...surges] }) });
}

interface World {
  readonly drains?: readonly DrainProgress[];
  readonly settled?: readonly Surge[];
}

function decided(nodes: readonly NodeView[], { drains = [], settled = [] }: World = {}) {
  return decideFor(nodes, 'maxConcurrentDrains: 5\nmaxUnavailable: 100%', {
    drains: [...drains],
    settledSurges: new Set(settled.map(surgeKey)),
  });
}

/** The surges that these actions write to the record of a node; undefined when they write none. */
function written(actions: readonly Action[], name = 'a'): readonly Surge[] | undefined {
  const action = actions.find(({ kind, node }) => kind === 'record' && node.name === name);
  return action?.kind === 'record' ? (action.record.surges ?? []) : undefined;
}

describe('a surge', () => {
  it('is written to the record before the Deployment is changed', () => {
    const { actions, surges } = decided([withSurges('a', [])], { drains: [aDrain('a', { surges: [web] })] });
    expect(written(actions)).toEqual([web]);
    expect(surges).toEqual({ open: [], over: [] });
  });

  it('continues while the record holds it and the drain needs it', () => {
    const { actions, surges } = decided([withSurges('a', [web])], {
      drains: [aDrain('a', { surges: [web] })],
    });
    expect([written(actions), surges]).toEqual([undefined, { open: [web], over: [] }]);
  });

  it('continues under a new leader that does not know yet what its drain needs', () => {
    const { actions, surges } = decided([withSurges('a', [web])]);
    expect([written(actions), surges]).toEqual([undefined, { open: [web], over: [] }]);
  });

  it('is put back when the drain no longer needs it, and stays in the record until then', () => {
    const world = { drains: [aDrain('a', { surges: [api] })] };
    const before = decided([withSurges('a', [web, api])], world);
    expect([written(before.actions), before.surges]).toEqual([undefined, { open: [api], over: [web] }]);
    const after = decided([withSurges('a', [web, api])], { ...world, settled: [web] });
    expect(written(after.actions)).toEqual([api]);
  });

  it.each(['Paused', 'Failed', 'Drained'] as const)('is put back while its node is %s', (phase) => {
    const fields = { phase, retryAt: null, message: 'why', ...(phase === 'Paused' && { overridden: true }) };
    const before = decided([withSurges('a', [web], fields)]);
    expect([written(before.actions), before.surges]).toEqual([undefined, { open: [], over: [web] }]);
    const after = decided([withSurges('a', [web], fields)], { settled: [web] });
    expect(written(after.actions)).toEqual([]);
  });
});

describe('a surge that several nodes need', () => {
  const nodes = [withSurges('a', [web]), withSurges('b', [web])];

  it('stands in the record of each node, but is opened once', () => {
    const drains = [aDrain('a', { surges: [web] }), aDrain('b', { surges: [web] })];
    expect(decided(nodes, { drains }).surges).toEqual({ open: [web], over: [] });
  });

  it('is dropped, without being put back, by the first node that has no pod of it left', () => {
    const drains = [aDrain('a', { surges: [] }), aDrain('b', { surges: [web] })];
    const { actions, surges } = decided(nodes, { drains });
    expect([written(actions), written(actions, 'b'), surges]).toEqual([
      [],
      undefined,
      { open: [web], over: [] },
    ]);
  });

  it('is put back when both nodes finish at the same moment', () => {
    const drains = [aDrain('a', { surges: [] }), aDrain('b', { surges: [] })];
    const { actions, surges } = decided(nodes, { drains });
    expect([written(actions), written(actions, 'b'), surges]).toEqual([
      undefined,
      undefined,
      { open: [], over: [web] },
    ]);
  });

  it('stays with the first node until the second has it in its record', () => {
    const joined = [withSurges('a', [web]), withSurges('b', [])];
    const drains = [aDrain('a', { surges: [] }), aDrain('b', { surges: [web] })];
    const { actions, surges } = decided(joined, { drains });
    expect([written(actions), written(actions, 'b'), surges]).toEqual([
      undefined,
      [web],
      { open: [web], over: [] },
    ]);
  });
});

describe('a maintenance that is over', () => {
  const over = (surges: readonly Surge[]): NodeView =>
    aNodeInMaintenance('a', { phase: 'Drained', ...(surges.length > 0 && { surges: [...surges] }) }, []);
  const kinds = (node: NodeView, settled: readonly Surge[] = []): string[] =>
    decideFor([node], '', { settledSurges: new Set(settled.map(surgeKey)) })
      .actions.map(({ kind }) => kind)
      .filter((kind) => kind !== 'mark');

  it('releases its node after its surges are put back, and says that it waits for them', () => {
    expect(kinds(over([web]))).toEqual([]);
    expect(decideFor([over([web])]).statuses[0]?.reason).toContain('shop/web is put back');
    expect(kinds(over([web]), [web])).toEqual(['release']);
    expect(kinds(over([]))).toEqual(['release']);
  });

  it('puts surges back even for a node that is never changed, and leaves its record', () => {
    const ignored = { ...withSurges('a', [web], { phase: 'Paused' as const }), ignored: true };
    const { actions, surges } = decided([ignored], { settled: [] });
    expect([actions, surges]).toEqual([[], { open: [], over: [web] }]);
    expect(decided([ignored], { settled: [web] }).actions).toEqual([]);
  });
});
