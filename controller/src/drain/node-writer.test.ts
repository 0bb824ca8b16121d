import { beforeEach, describe, expect, it } from '@jest/globals';
import { CORDONED, MAINTENANCE, WAITING_TAINT } from '@mechanic/contract';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { NotLeader } from '../leadership/fence.ts';
import { MemoryLog, nodeView, recordOf } from '../observe/testing.ts';
import { NodeWriter } from './node-writer.ts';
import { FakeFence, FakeNodes, type PatchSeen, failure } from './testing.ts';

const waiting = { key: WAITING_TAINT, effect: 'PreferNoSchedule' };
const foreign = { key: 'sku', value: 'gpu', effect: 'NoSchedule' };
const denied = failure(403, { message: "ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no" });

let clock: FakeClock;
let nodes: FakeNodes;
let fence: FakeFence;
let log: MemoryLog;
let writer: NodeWriter;

beforeEach(() => {
  clock = new FakeClock();
  nodes = new FakeNodes();
  fence = new FakeFence();
  log = new MemoryLog();
  writer = new NodeWriter({ nodes, fence, clock, log });
  nodes.node = { metadata: { name: 'a', uid: 'uid-a', labels: { zone: '1' } }, spec: {} };
});

function touches(text: string): (patch: PatchSeen) => boolean {
  return ({ body }) => JSON.stringify(body).includes(text);
}

describe('without marks', () => {
  it('writes neither label nor taint, and drains and releases all the same', async () => {
    writer = new NodeWriter({ nodes, fence, clock, log, writesMarks: false });
    const view = nodeView('a', { resourceVersion: '7', unschedulable: true });
    await writer.cordon(view, recordOf('a'));
    await writer.taint(view, true);
    await writer.release(view, { uncordon: true });
    expect(nodes.patches).toHaveLength(2);
    expect(nodes.patches.some(touches('labels'))).toBe(false);
    expect(nodes.patches.some(touches('taints'))).toBe(false);
  });
});

describe('a cordon', () => {
  it('is one patch with the record, valid for the Node as it was seen; then comes the label', async () => {
    const record = recordOf('a');
    expect(await writer.cordon(nodeView('a', { resourceVersion: '7' }), record)).toEqual({
      kind: 'done',
      node: nodes.node,
    });
    expect(nodes.patches).toEqual([
      {
        name: 'a',
        type: 'merge',
        body: {
          metadata: {
            uid: 'uid-a',
            resourceVersion: '7',
            annotations: { [MAINTENANCE]: JSON.stringify(record) },
          },
          spec: { unschedulable: true },
        },
      },
      { name: 'a', type: 'merge', body: { metadata: { uid: 'uid-a', labels: { [CORDONED]: 'true' } } } },
    ]);
  });

  it('takes the waiting taint off where it is now, whatever else was added meanwhile', async () => {
    nodes.node = {
      metadata: { name: 'a', uid: 'uid-a', labels: { [CORDONED]: 'true' } },
      spec: { taints: [foreign, waiting] },
    };
    await writer.cordon(nodeView('a'), recordOf('a'));
    expect(nodes.patches.slice(1)).toEqual([
      {
        name: 'a',
        type: 'json',
        body: [
          { op: 'test', path: '/metadata/uid', value: 'uid-a' },
          { op: 'test', path: '/spec/taints/1/key', value: WAITING_TAINT },
          { op: 'remove', path: '/spec/taints/1' },
        ],
      },
    ]);
  });

  it('succeeds when the label is refused, and does not try it again for a while', async () => {
    nodes.rule = (patch) => (touches(CORDONED)(patch) ? denied : undefined);
    expect((await writer.cordon(nodeView('a'), recordOf('a'))).kind).toBe('done');
    expect((await writer.cordon(nodeView('b'), recordOf('b'))).kind).toBe('done');
    expect(nodes.patches).toHaveLength(3);
    expect(log.messages()).toEqual(['not permitted to mark nodes; goes on without']);
    await clock.advance(600_000);
    await writer.cordon(nodeView('c'), recordOf('c'));
    expect(nodes.patches).toHaveLength(5);
  });

  it.each([
    ['conflict', failure(409), { kind: 'conflict' }],
    ['Node that is gone', failure(404), { kind: 'gone' }],
    [
      'Node that is another one',
      failure(422, { message: 'Node "a" is invalid: metadata.uid: Invalid value: field is immutable' }),
      { kind: 'gone' },
    ],
    ['role that may not', failure(403, { message: 'forbidden' }), { kind: 'refused', message: 'forbidden' }],
    [
      'webhook with a status of its own',
      failure(500, { message: 'admission webhook "x" denied the request: no' }),
      { kind: 'refused', message: 'admission webhook "x" denied the request: no' },
    ],
    [
      'webhook that does not answer',
      failure(500, { message: 'failed calling webhook "x": timeout' }),
      { kind: 'failed', message: 'failed calling webhook "x": timeout' },
    ],
    [
      'server that is busy',
      failure(429, { retryAfterMs: 1_000 }),
      { kind: 'failed', message: 'HTTP 429', retryAfterMs: 1_000 },
    ],
    ['silence', failure(0, { message: 'no answer' }), { kind: 'failed', message: 'no answer' }],
  ])('tells what a %s means, and sets no mark', async (_name, answer, outcome) => {
    nodes.rule = () => answer;
    expect(await writer.cordon(nodeView('a'), recordOf('a'))).toEqual(outcome);
    expect(nodes.patches).toHaveLength(1);
  });
});

describe('a record', () => {
  it('is replaced alone', async () => {
    const record = recordOf('a', { phase: 'Paused' });
    await writer.record(nodeView('a'), record);
    expect(nodes.patches.map(({ body }) => body)).toEqual([
      {
        metadata: {
          uid: 'uid-a',
          resourceVersion: '1',
          annotations: { [MAINTENANCE]: JSON.stringify(record) },
        },
      },
    ]);
  });

  it('that says a person overrode us takes the marks along', async () => {
    nodes.node = {
      metadata: { name: 'a', uid: 'uid-a', labels: { [CORDONED]: 'true' } },
      spec: { taints: [waiting] },
    };
    await writer.record(nodeView('a'), recordOf('a', { overridden: true }));
    expect(nodes.patches.map(({ type }) => type)).toEqual(['merge', 'merge', 'json']);
    expect(nodes.patches[1]?.body).toEqual({ metadata: { uid: 'uid-a', labels: { [CORDONED]: null } } });
  });
});

describe('a release', () => {
  const marked = nodeView('a', { labels: { [CORDONED]: 'true' }, taints: [foreign, waiting] });

  it('takes record, label and taint away and uncordons in one patch, and leaves what is not ours', async () => {
    await writer.release(marked, { uncordon: true });
    expect(nodes.patches).toEqual([
      {
        name: 'a',
        type: 'merge',
        body: {
          metadata: {
            uid: 'uid-a',
            resourceVersion: '1',
            annotations: { [MAINTENANCE]: null },
            labels: { [CORDONED]: null },
          },
          spec: { unschedulable: null, taints: [foreign] },
        },
      },
    ]);
  });

  it('touches neither cordon nor marks that are not there', async () => {
    await writer.release(nodeView('a'), { uncordon: false });
    expect(nodes.patches[0]?.body).toEqual({
      metadata: { uid: 'uid-a', resourceVersion: '1', annotations: { [MAINTENANCE]: null } },
    });
  });

  it.each([
    ['label', CORDONED],
    ['taint', '/spec/taints'],
  ])('succeeds when only the %s may not be touched', async (_mark, text) => {
    nodes.node = {
      metadata: { name: 'a', uid: 'uid-a', labels: { [CORDONED]: 'true' } },
      spec: { taints: [foreign, waiting] },
    };
    const all = touches('"taints"');
    nodes.rule = (patch) => (all(patch) || touches(text)(patch) ? denied : undefined);
    expect((await writer.release(marked, { uncordon: true })).kind).toBe('done');
    expect(nodes.patches[1]?.body).toEqual({
      metadata: { uid: 'uid-a', resourceVersion: '1', annotations: { [MAINTENANCE]: null } },
      spec: { unschedulable: null },
    });
    expect(nodes.patches).toHaveLength(4);
    expect(log.lines).toHaveLength(1);
  });

  it('is refused when the uncordon itself is', async () => {
    nodes.rule = () => denied;
    expect((await writer.release(marked, { uncordon: true })).kind).toBe('refused');
    expect(nodes.patches).toHaveLength(2);
  });
});

describe('the waiting taint', () => {
  it('is added to those that are there, and taken away from among them', async () => {
    await writer.taint(nodeView('a', { taints: [foreign] }), true);
    await writer.taint(nodeView('a', { taints: [waiting, foreign] }), false);
    expect(nodes.patches.map(({ body }) => body)).toEqual([
      { metadata: { uid: 'uid-a', resourceVersion: '1' }, spec: { taints: [foreign, waiting] } },
      { metadata: { uid: 'uid-a', resourceVersion: '1' }, spec: { taints: [foreign] } },
    ]);
  });

  it('costs no request for a while after a refusal', async () => {
    nodes.rule = () => denied;
    expect((await writer.taint(nodeView('a'), true)).kind).toBe('refused');
    expect((await writer.taint(nodeView('b'), true)).kind).toBe('refused');
    expect(nodes.patches).toHaveLength(1);
  });
});

describe('an acknowledgement', () => {
  it('lists the events, and goes when there are none', async () => {
    await writer.acknowledge(nodeView('a'), ['e1', 'e2']);
    await writer.acknowledge(nodeView('a'), []);
    expect(nodes.patches.map(({ body }) => body)).toEqual([
      {
        metadata: {
          uid: 'uid-a',
          resourceVersion: '1',
          annotations: { 'mechanic.dev/acknowledge': 'e1,e2' },
        },
      },
      {
        metadata: {
          uid: 'uid-a',
          resourceVersion: '1',
          annotations: { 'mechanic.dev/acknowledge': null },
        },
      },
    ]);
  });
});

describe('a writer that no longer leads', () => {
  it('sends nothing', async () => {
    fence.closed = true;
    await expect(writer.cordon(nodeView('a'), recordOf('a'))).rejects.toThrow(NotLeader);
    await expect(writer.release(nodeView('a'), { uncordon: true })).rejects.toThrow(NotLeader);
    expect(nodes.patches).toEqual([]);
  });
});
