import { beforeEach, describe, expect, it } from '@jest/globals';
import { CORDONED, MAINTENANCE, WAITING_TAINT } from '@mechanic/contract';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { NotLeader } from '../leadership/fence.ts';
import { MemoryLog, nodeView, recordOf } from '../observe/testing.ts';
import { NodeWriter } from './node-writer.ts';
import { FakeFence, FakeNodes, type PatchSeen, failure } from '../drain/testing.ts';
import type { Write } from './node-patch.ts';

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

const node = { name: 'a', uid: 'uid-a' };
const cordonOf = (name: string): Write => ({ kind: 'cordon', node, record: recordOf(name) });
const release: Write = { kind: 'release', node, uncordon: true, outcome: 'completed', reason: 'over' };
const taint: Write = { kind: 'mark', node, marks: { taint: true } };
const labelAndUntaint: Write = { kind: 'mark', node, marks: { label: true, taint: false } };
const acknowledge = (...events: string[]): Write => ({ kind: 'acknowledge', node, events });

describe('without marks', () => {
  it('releases without touching label and taint, and wants no mark', async () => {
    writer = new NodeWriter({ nodes, fence, clock, log, writesMarks: false });
    const view = nodeView('a', { labels: { [CORDONED]: 'true' }, taints: [waiting] });
    expect(writer.wants(taint)).toBe('never');
    await writer.apply(view, release);
    expect(nodes.patches).toHaveLength(1);
    expect(nodes.patches.some(touches('labels'))).toBe(false);
    expect(nodes.patches.some(touches('taints'))).toBe(false);
  });
});

describe('a record for which the annotations leave no room', () => {
  const full = failure(422, {
    message: 'Node "a" is invalid: metadata.annotations: Too long: may not be more than 262144 bytes',
  });
  const record = (phase: 'Draining' | 'Failed'): Write => ({
    kind: 'record',
    node,
    record: recordOf('a', { phase, message: 'not empty in time' }),
    outcome: phase === 'Failed' ? 'failed' : 'resumed',
  });
  const refuse = (text: string): void => {
    nodes.rule = (patch) => (touches(text)(patch) ? full : undefined);
  };
  const annotations = (): unknown[] =>
    // The API server refuses it, as it does every patch of this record.
    (nodes.patches as { body: { metadata: { annotations: Record<string, unknown> } } }[]).map(
      ({ body }) => body.metadata.annotations[MAINTENANCE],
    );

  it('is written in its smallest form', async () => {
    refuse('not empty in time');
    expect(await writer.apply(nodeView('a'), record('Failed'))).toMatchObject({ kind: 'done' });
    expect(annotations()).toHaveLength(2);
  });

  it('is removed when a drain ends with it and even the smallest form is too long', async () => {
    refuse('phase');
    expect(await writer.apply(nodeView('a'), record('Failed'))).toMatchObject({ kind: 'done' });
    expect(annotations().at(-1)).toBeNull();
    expect(nodes.patches.some(touches('spec'))).toBe(false);
  });

  it('is refused when the drain would continue', async () => {
    refuse('phase');
    expect(await writer.apply(nodeView('a'), record('Draining'))).toMatchObject({ kind: 'refused' });
    expect(annotations()).not.toContain(null);
  });
});

describe('a cordon', () => {
  it('is one patch with the record, valid only for the Node as it was seen', async () => {
    const view = nodeView('a', { resourceVersion: '7' });
    expect(await writer.apply(view, cordonOf('a'))).toEqual({ kind: 'done', node: nodes.node });
    expect(nodes.patches).toEqual([
      {
        name: 'a',
        type: 'merge',
        body: {
          metadata: {
            uid: 'uid-a',
            resourceVersion: '7',
            annotations: { [MAINTENANCE]: JSON.stringify(recordOf('a')) },
          },
          spec: { unschedulable: true },
        },
      },
    ]);
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
  ])('returns the outcome of a %s', async (_name, answer, outcome) => {
    nodes.rule = () => answer;
    expect(await writer.apply(nodeView('a'), cordonOf('a'))).toEqual(outcome);
    expect(nodes.patches).toHaveLength(1);
  });
});

describe('a record', () => {
  it('is replaced without other changes', async () => {
    const record = recordOf('a', { phase: 'Paused' });
    await writer.apply(nodeView('a'), { kind: 'record', node, record, outcome: 'paused' });
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
});

describe('a release', () => {
  const marked = nodeView('a', { labels: { [CORDONED]: 'true' }, taints: [foreign, waiting] });

  it('removes record, label and taint and uncordons in one patch, and keeps what is not ours', async () => {
    await writer.apply(marked, release);
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

  it('does not change a cordon or marks that are not there', async () => {
    await writer.apply(nodeView('a'), { ...release, uncordon: false });
    expect(nodes.patches[0]?.body).toEqual({
      metadata: { uid: 'uid-a', resourceVersion: '1', annotations: { [MAINTENANCE]: null } },
    });
  });

  it('is repeated without marks when they are refused, and leaves them out for a while', async () => {
    nodes.rule = (patch) => (touches(CORDONED)(patch) ? denied : undefined);
    expect((await writer.apply(marked, release)).kind).toBe('done');
    expect(nodes.patches[1]?.body).toEqual({
      metadata: { uid: 'uid-a', resourceVersion: '1', annotations: { [MAINTENANCE]: null } },
      spec: { unschedulable: null },
    });
    expect((await writer.apply(marked, release)).kind).toBe('done');
    expect(nodes.patches).toHaveLength(3);
  });

  it('is tried again without marks when it got no answer', async () => {
    nodes.rule = (patch) => (touches(CORDONED)(patch) ? failure(0, { message: 'no answer' }) : undefined);
    expect((await writer.apply(marked, release)).kind).toBe('failed');
    expect((await writer.apply(marked, release)).kind).toBe('done');
    expect(nodes.patches.filter(touches(CORDONED))).toHaveLength(1);
  });

  it('is refused when the uncordon itself is', async () => {
    nodes.rule = () => denied;
    expect((await writer.apply(marked, release)).kind).toBe('refused');
    expect(nodes.patches).toHaveLength(2);
  });
});

describe('marks', () => {
  it('add the waiting taint to the present taints, and remove only that one', async () => {
    await writer.apply(nodeView('a', { taints: [foreign] }), taint);
    await writer.apply(nodeView('a', { taints: [waiting, foreign] }), labelAndUntaint);
    expect(nodes.patches.map(({ body }) => body)).toEqual([
      { metadata: { uid: 'uid-a', resourceVersion: '1' }, spec: { taints: [foreign, waiting] } },
      {
        metadata: { uid: 'uid-a', resourceVersion: '1', labels: { [CORDONED]: 'true' } },
        spec: { taints: [foreign] },
      },
    ]);
  });

  it('cost no request for ten minutes after a refusal', async () => {
    nodes.rule = () => denied;
    expect((await writer.apply(nodeView('a'), taint)).kind).toBe('refused');
    expect(writer.wants(taint)).toBe('later');
    expect(log.messages()).toEqual(['not permitted to mark nodes; goes on without']);
    await clock.advance(600_000);
    expect(writer.wants(taint)).toBe('now');
  });

  it('cost no request when a write to another Node was refused meanwhile', async () => {
    nodes.rule = () => denied;
    await writer.apply(nodeView('a'), taint);
    expect(await writer.apply(nodeView('b'), taint)).toMatchObject({ kind: 'refused' });
    expect(nodes.patches).toHaveLength(1);
  });

  it('are written one by one when a patch with both is refused', async () => {
    nodes.rule = (patch) => (touches(CORDONED)(patch) ? denied : undefined);
    expect((await writer.apply(nodeView('a', { taints: [waiting] }), labelAndUntaint)).kind).toBe('done');
    expect(nodes.patches.at(-1)?.body).toEqual({
      metadata: { uid: 'uid-a', resourceVersion: '1' },
      spec: { taints: [] },
    });
    expect(writer.wants(labelAndUntaint)).toBe('now');
    expect(writer.wants({ kind: 'mark', node, marks: { label: true } })).toBe('later');
  });

  it('are not written for a minute when they get no answer', async () => {
    nodes.rule = () => failure(0, { message: 'no answer' });
    expect((await writer.apply(nodeView('a'), taint)).kind).toBe('failed');
    expect(writer.wants(taint)).toBe('later');
    await clock.advance(60_000);
    expect(writer.wants(taint)).toBe('now');
  });
});

describe('an acknowledgement', () => {
  it('lists the events, and is removed when there are none', async () => {
    await writer.apply(nodeView('a'), acknowledge('e1', 'e2'));
    await writer.apply(nodeView('a'), acknowledge());
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
    await expect(async () => writer.apply(nodeView('a'), cordonOf('a'))).rejects.toThrow(NotLeader);
    await expect(async () => writer.apply(nodeView('a'), release)).rejects.toThrow(NotLeader);
    expect(nodes.patches).toEqual([]);
  });
});
