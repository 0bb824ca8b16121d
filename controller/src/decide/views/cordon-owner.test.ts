import { describe, expect, it } from '@jest/globals';
import { type NodeObject, nodeView, remember } from './nodes.ts';
import type { ManagedFields } from './objects.ts';

describe('cordonedWithLabel', () => {
  const label = { 'f:metadata': { 'f:labels': { 'f:mechanic.cordoned': {} } } };
  const cordon = { 'f:spec': { 'f:unschedulable': {} } };
  const written = (...notes: readonly [string, unknown][]): NodeObject =>
    labelled(
      true,
      notes.map(([manager, fieldsV1]) => ({ manager, fieldsV1 })),
    );
  const labelled = (unschedulable: boolean, managedFields: readonly ManagedFields[] = []): NodeObject => ({
    metadata: { name: 'n1', uid: 'u1', labels: { 'mechanic.cordoned': 'true' }, managedFields },
    spec: { unschedulable },
  });
  const theOriginal = written(['mechanic', { ...label, ...cordon }]);
  const bare = (unschedulable: boolean): NodeObject => ({
    metadata: { name: 'n1', uid: 'u1' },
    spec: { unschedulable },
  });
  const isSo = (...states: readonly NodeObject[]): boolean =>
    states.map(nodeView).reduce((before, view) => remember(view, before)).cordonedWithLabel;

  it('is true when one writer set both the cordon and the label', () => {
    expect(isSo(theOriginal)).toBe(true);
    expect(isSo(written(['mechanic', label], ['mechanic', cordon]))).toBe(true);
    expect(isSo(written(['kubelet', {}], ['mechanic', { ...label, ...cordon }], ['x', null]))).toBe(true);
  });

  it('is false when another writer cordoned, or when the writer is unknown', () => {
    expect(isSo(written(['mechanic', label], ['kubectl-cordon', cordon]))).toBe(false);
    expect(isSo(written(['mechanic', label]))).toBe(false);
    expect(isSo(written(['mechanic', cordon]))).toBe(false);
    expect(isSo(written(['mechanic', { 'f:metadata': 'f:labels', ...cordon }]))).toBe(false);
    expect(isSo(labelled(true))).toBe(false);
    expect(isSo(labelled(false, [{ manager: 'mechanic', fieldsV1: { ...label, ...cordon } }]))).toBe(false);
    expect(isSo({ ...theOriginal, metadata: { ...theOriginal.metadata, labels: {} } })).toBe(false);
  });

  it('is false when the label was seen before the cordon, whoever wrote both', () => {
    expect(isSo(labelled(false), theOriginal)).toBe(false);
    expect(isSo(labelled(false), theOriginal, theOriginal)).toBe(false);
    expect(isSo(bare(false), theOriginal, theOriginal)).toBe(true);
    expect(isSo(bare(true), theOriginal)).toBe(true);
    const { metadata, ...rest } = theOriginal;
    expect(isSo(labelled(false), { ...rest, metadata: { ...metadata, uid: 'u2' } })).toBe(true);
  });

  it('is false for managed fields that make no sense', () => {
    for (const fieldsV1 of [null, 1, 'f:metadata', [], { 'f:metadata': { 'f:labels': null } }]) {
      expect(isSo(labelled(true, [{ fieldsV1 }]))).toBe(false);
    }
  });
});
