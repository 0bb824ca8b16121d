import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { nodeStates, readStatus } from './status.ts';

const node = {
  node: 'a',
  state: 'draining',
  why: 'is being drained',
  reason: 'Reboot',
  events: [
    {
      id: '1',
      type: 'Reboot',
      status: 'Started',
      notBefore: null,
      durationSeconds: null,
      source: '',
      description: '',
    },
  ],
  deadline: null,
  startedAt: null,
  attempts: 1,
  position: null,
  cordoned: true,
  podsTotal: 2,
  podsLeft: [{ namespace: 'shop', name: 'web', state: 'blocked', budgets: ['shop/web'], reason: '' }],
  blockedBy: [{ pod: 'shop/web', budgets: ['shop/web'] }],
};
/** The answer of the first version of the controller. */
const first = {
  version: '0.1.0',
  now: '2026-11-23T05:00:00.000Z',
  synced: true,
  leader: { self: 'c-1', identity: 'c-1', isLeader: true, since: null },
  settings: { state: 'ok', error: null, warnings: [], inForce: { maxConcurrentDrains: 1 } },
  dryRun: false,
  slots: { total: 1, used: 1, unavailable: 1, maxUnavailable: 3 },
  nodesTotal: 6,
  nodesProbed: 6,
  queue: [],
  nodes: [node],
};

describe('readStatus', () => {
  it('accepts a status with unknown fields', () => {
    expect(readStatus(JSON.stringify({ ...first, weather: 'fine' }))).toMatchObject({ weather: 'fine' });
  });

  it('fills in what an older controller leaves out', () => {
    expect(readStatus(JSON.stringify(first))).toMatchObject({
      ...first,
      history: [],
      holds: [],
      advice: null,
      nodes: [{ ...node, surges: [], forecast: null, blockedBy: [{ pod: 'shop/web', reason: '' }] }],
    });
  });

  it.each([
    ['text', 'hello'],
    ['HTML', '<!doctype html><title>nginx</title>'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['another document', '{"kind":"Status","status":"Failure"}'],
  ])('does not accept %s as a status', (_, text) => {
    expect(readStatus(text)).toBeNull();
  });

  it.each([
    ['no queue', { queue: undefined }],
    ['nodes of another kind', { nodes: [{ name: 'a' }] }],
    ['a state that is not known', { nodes: [{ ...node, state: 'levitating' }] }],
    ['a number where text should be', { nodes: [{ ...node, why: 7 }] }],
    ['a queue without places', { queue: [{ node: 'a' }] }],
  ])('refuses a status with %s', (_, changes) => {
    expect(readStatus(JSON.stringify({ ...first, ...changes }))).toBeNull();
  });
});

it('nodeStates lists the states of the schema in its order', () => {
  const text = readFileSync(new URL('../schemas/status.schema.json', import.meta.url), 'utf8');
  // The cast is safe: our own file.
  const { definitions } = JSON.parse(text) as { definitions: { NodeState: { enum: string[] } } };
  expect(nodeStates).toEqual(definitions.NodeState.enum);
});
