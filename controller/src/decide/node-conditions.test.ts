import { describe, expect, it } from '@jest/globals';
import type { Action, OwnCondition } from './decision.ts';
import type { NodeView } from './snapshot.ts';
import {
  aCondition,
  aDrain,
  aNode,
  aNodeInMaintenance,
  aNodeWith,
  applied,
  decideFor,
  inShort,
  statusOf,
} from './testing.ts';

const on = 'nodeConditions: true';

function conditionsOf(actions: readonly Action[]): readonly OwnCondition[] {
  return actions.flatMap((action) => (action.kind === 'conditions' ? action.conditions : []));
}

function written(node: NodeView, settings = on): Record<string, string> {
  const conditions = conditionsOf(decideFor([node], settings).actions);
  return Object.fromEntries(conditions.map(({ type, status }) => [type, status]));
}

/** The node after all decided actions are written. */
function settled(node: NodeView, settings = on): NodeView {
  let now = node;
  for (let pass = 0; pass < 5; pass++) now = decideFor([now], settings).actions.reduce(applied, now);
  return now;
}

describe('the conditions of maintenance', () => {
  it('are kept only if the settings enable them', () => {
    expect(written(aNodeInMaintenance('a'), '')).toEqual({});
    expect(written(aNode('a'))).toEqual({});
  });

  it('show the announcement on a waiting node, and the drain on a draining node', () => {
    const waiting = aNodeWith('b', [{}]);
    const decision = decideFor([aNodeInMaintenance('a'), waiting], on);
    const of = (name: string): Record<string, string> => {
      const actions = decision.actions.filter(({ node }) => node.name === name);
      return Object.fromEntries(conditionsOf(actions).map(({ type, status }) => [type, status]));
    };
    const planned = { MaintenancePlanned: 'True', Drained: 'False', MaintenanceInProgress: 'False' };
    expect(of('a')).toEqual({ ...planned, DrainInProgress: 'True' });
    expect(of('b')).toEqual({ ...planned, DrainInProgress: 'False' });
    expect(written(aNodeInMaintenance('a', { phase: 'Drained' }, [{ status: 'Started' }]))).toEqual({
      MaintenancePlanned: 'True',
      DrainInProgress: 'False',
      Drained: 'True',
      MaintenanceInProgress: 'True',
    });
  });

  it('have reasons of mechanic', () => {
    const conditions = conditionsOf(decideFor([aNodeInMaintenance('a')], on).actions);
    expect(conditions.every(({ reason }) => reason.startsWith('Mechanic'))).toBe(true);
    expect(conditions.find(({ type }) => type === 'MaintenancePlanned')?.message).toBe(
      'Redeploy due 2026-11-23T05:15:00Z',
    );
  });

  it('are written once, and again only when they change', () => {
    const node = settled(aNodeInMaintenance('a'));
    expect(written(node)).toEqual({});
    const drained = {
      ...node,
      ...aNodeInMaintenance('a', { phase: 'Drained' }),
      conditions: node.conditions,
    };
    expect(written(drained)).toEqual({ DrainInProgress: 'False', Drained: 'True' });
  });

  it('become False when the maintenance is over, and when the settings disable them', () => {
    const node = settled(aNodeInMaintenance('a'));
    const over = { ...aNodeWith('a', []), conditions: node.conditions };
    expect(written(over)).toEqual({ MaintenancePlanned: 'False', DrainInProgress: 'False' });
    expect(written(settled(over))).toEqual({});
    expect(written(node, '')).toEqual({ MaintenancePlanned: 'False', DrainInProgress: 'False' });
  });

  it('of other tools stay as they are', () => {
    const theirs = { ...aCondition('True'), reason: 'Autoscaler' };
    const node = aNodeInMaintenance('a');
    const conditions = { ...node.conditions, MaintenancePlanned: theirs };
    expect(written({ ...node, conditions })).not.toHaveProperty('MaintenancePlanned');
  });

  it('are not written to ignored nodes or in a dry run', () => {
    expect(written({ ...aNodeInMaintenance('a', { phase: 'Drained' }), ignored: true })).toEqual({});
    expect(written(aNodeInMaintenance('a'), `${on}\ndryRun: true`)).toEqual({});
  });
});

describe('a node that another tool drains', () => {
  const draining = (reason: string): NodeView['conditions'] => ({
    DrainInProgress: { ...aCondition('True'), reason },
  });

  it('is left to that tool, whatever the settings, but not if the condition is from mechanic', () => {
    const node = aNodeWith('a', [{}]);
    const theirs = { ...node, conditions: { ...node.conditions, ...draining('NodeMaintenance') } };
    expect(inShort(decideFor([theirs]))).toEqual([]);
    expect(statusOf(decideFor([theirs]), 'a')).toMatchObject({
      state: 'foreign',
      reason: 'left alone: another tool drains it (condition DrainInProgress, reason NodeMaintenance)',
    });
    const ours = { ...node, conditions: { ...node.conditions, ...draining('MechanicDraining') } };
    expect(inShort(decideFor([ours]))).toContain('cordon a');
  });

  it('makes a drain of mechanic lose its slot', () => {
    const node = aNodeInMaintenance('a');
    const theirs = { ...node, conditions: { ...node.conditions, ...draining('x') } };
    expect(inShort(decideFor([theirs], on, { drains: [aDrain('a')] }))).toEqual(['record a paused']);
  });
});
