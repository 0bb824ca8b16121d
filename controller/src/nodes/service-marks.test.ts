import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  CORDONED,
  EXCLUDED,
  MAINTENANCE,
  type MaintenanceRecord,
  OUT_OF_SERVICE_TAINT,
} from '@mechanic/contract';
import { FakeClock } from '@mechanic/contract/fake-clock';
import type { NodeView } from '../decide/snapshot.ts';
import { FakeFence, FakeNodes, failure } from '../drain/testing.ts';
import { MemoryLog, nodeView, recordOf } from '../observe/testing.ts';
import type { Write } from './node-patch.ts';
import { NodeWriter } from './node-writer.ts';

interface Patch {
  readonly metadata: {
    readonly labels?: Record<string, string | null>;
    readonly annotations?: Record<string, string | null>;
  };
  readonly spec?: { readonly unschedulable?: true | null; readonly taints?: readonly unknown[] };
}

const node = { name: 'a', uid: 'uid-a' };
const denied = failure(403, { message: 'admission webhook "labels" denied the request: no' });
const outOfService = { key: OUT_OF_SERVICE_TAINT, value: 'nodeshutdown', effect: 'NoExecute' };
const gpu = { key: 'sku', value: 'gpu', effect: 'NoSchedule' };

let clock: FakeClock;
let nodes: FakeNodes;
let writer: NodeWriter;

beforeEach(() => {
  clock = new FakeClock();
  nodes = new FakeNodes();
  writer = new NodeWriter({ nodes, fence: new FakeFence(), clock, log: new MemoryLog() });
});

function patches(): Patch[] {
  return nodes.patches.map(({ body }) => body as Patch); // as this writer makes them
}

function lastRecord(): MaintenanceRecord {
  return JSON.parse(patches().at(-1)?.metadata.annotations?.[MAINTENANCE] ?? '') as MaintenanceRecord; // just written
}

function refuse(text: string): void {
  nodes.rule = ({ body }) => (JSON.stringify(body).includes(text) ? denied : undefined);
}

function withRecord(fields: Partial<MaintenanceRecord>, more: Partial<NodeView> = {}): NodeView {
  return nodeView('a', { record: { kind: 'present', value: recordOf('a', fields) }, ...more });
}

const cordon: Write = { kind: 'cordon', node, record: recordOf('a', { excluded: true }) };
const release: Write = { kind: 'release', node, uncordon: true, outcome: 'completed', reason: 'over' };

describe('the label that keeps load balancers away', () => {
  const excluded = withRecord({ excluded: true }, { labels: { [EXCLUDED]: 'true' } });

  it('is set in the patch of the cordon, with the record that mentions it', async () => {
    await writer.apply(nodeView('a'), cordon);
    expect(patches()).toHaveLength(1);
    expect(patches()[0]).toMatchObject({
      metadata: { labels: { [EXCLUDED]: 'true' } },
      spec: { unschedulable: true },
    });
    expect(lastRecord().excluded).toBe(true);
  });

  it('is left out of the cordon and the record where it is refused, and not tried again for a while', async () => {
    refuse(EXCLUDED);
    expect((await writer.apply(nodeView('a'), cordon)).kind).toBe('done');
    expect(patches()).toHaveLength(2);
    expect(lastRecord().excluded).toBeUndefined();
    await writer.apply(nodeView('a'), cordon);
    expect(patches()).toHaveLength(3);
    await clock.advance(600_000);
    await writer.apply(nodeView('a'), cordon);
    expect(patches()).toHaveLength(5);
  });

  it('is left out of the next try when a cordon with it got no answer', async () => {
    nodes.rule = (): ReturnType<FakeNodes['rule']> => failure(0, { message: 'no answer' });
    expect((await writer.apply(nodeView('a'), cordon)).kind).toBe('failed');
    nodes.rule = (): undefined => undefined;
    await writer.apply(nodeView('a'), cordon);
    expect(lastRecord().excluded).toBeUndefined();
  });

  it('is not set at all where marks are not written', async () => {
    const parts = { nodes, fence: new FakeFence(), clock, log: new MemoryLog() };
    await new NodeWriter({ ...parts, writesMarks: false }).apply(nodeView('a'), cordon);
    expect(patches()[0]?.metadata.labels).toBeUndefined();
    expect(lastRecord().excluded).toBeUndefined();
  });

  it('is removed with the release', async () => {
    await writer.apply(excluded, release);
    expect(patches()[0]).toMatchObject({
      metadata: { labels: { [EXCLUDED]: null }, annotations: { [MAINTENANCE]: null } },
      spec: { unschedulable: null },
    });
  });

  it('stays where it was set before us, and on a Node that the record was not written for', async () => {
    const labels = { [EXCLUDED]: '' };
    await writer.apply(withRecord({}, { labels }), release);
    await writer.apply(withRecord({ excluded: true, nodeUID: 'other' }, { labels }), release);
    expect(patches().map(({ metadata }) => metadata.labels)).toEqual([undefined, undefined]);
  });

  it('is removed even where other marks are refused, and does not hold up the release where its removal is refused', async () => {
    const marked = { ...excluded, labels: { [EXCLUDED]: 'true', [CORDONED]: 'true' } };
    refuse(CORDONED);
    expect((await writer.apply(marked, release)).kind).toBe('done');
    expect(patches().at(-1)?.metadata.labels).toEqual({ [EXCLUDED]: null });
    refuse(EXCLUDED);
    expect((await writer.apply(marked, release)).kind).toBe('done');
    expect(patches().at(-1)?.metadata.labels).toBeUndefined();
  });

  it('is not left behind when a release gets no answer, since nobody would know of it later', async () => {
    nodes.rule = (): ReturnType<FakeNodes['rule']> => failure(0, { message: 'no answer' });
    expect((await writer.apply(excluded, release)).kind).toBe('failed');
    nodes.rule = (): undefined => undefined;
    await writer.apply(excluded, release);
    expect(patches().at(-1)?.metadata.labels).toEqual({ [EXCLUDED]: null });
  });

  it('is removed when a person takes the node over, or noted in the record if that is refused', async () => {
    const record = recordOf('a', { phase: 'Paused', overridden: true });
    const overridden: Write = { kind: 'record', node, record, outcome: 'overridden' };
    await writer.apply(excluded, overridden);
    expect(patches().at(-1)?.metadata.labels).toEqual({ [EXCLUDED]: null });
    refuse(EXCLUDED);
    expect((await writer.apply(excluded, overridden)).kind).toBe('done');
    expect(lastRecord()).toMatchObject({ overridden: true, excluded: true });
  });
});

describe('the out-of-service taint', () => {
  const tainted = withRecord({ outOfService: true }, { taints: [gpu, outOfService] });

  it('is set and removed with the record that mentions it, beside the taints of others', async () => {
    const record = recordOf('a', { outOfService: true });
    await writer.apply(nodeView('a', { taints: [gpu] }), {
      kind: 'out-of-service',
      node,
      tainted: true,
      record,
    });
    expect(patches()[0]?.spec).toEqual({ taints: [gpu, outOfService] });
    expect(lastRecord().outOfService).toBe(true);
    await writer.apply(tainted, { kind: 'out-of-service', node, tainted: false, record: recordOf('a') });
    expect(patches()[1]?.spec).toEqual({ taints: [gpu] });
    expect(lastRecord().outOfService).toBeUndefined();
  });

  it('is removed by every release, whatever is refused', async () => {
    await writer.apply(tainted, release);
    expect(patches()[0]?.spec).toEqual({ unschedulable: null, taints: [gpu] });
    const marked = { ...tainted, labels: { [CORDONED]: 'true' } };
    refuse(CORDONED);
    await writer.apply(marked, release);
    expect(patches().at(-1)?.spec).toEqual({ unschedulable: null, taints: [gpu] });
    refuse('unschedulable');
    expect((await writer.apply(marked, release)).kind).toBe('refused');
  });

  it('costs no request for ten minutes after a refusal', async () => {
    const write: Write = { kind: 'out-of-service', node, tainted: true, record: recordOf('a') };
    nodes.rule = (): ReturnType<FakeNodes['rule']> => denied;
    expect((await writer.apply(nodeView('a'), write)).kind).toBe('refused');
    expect(writer.wants(write)).toBe('later');
    await clock.advance(600_000);
    expect(writer.wants(write)).toBe('now');
  });
});
