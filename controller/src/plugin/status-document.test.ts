import { describe, expect, it } from '@jest/globals';
import { readStatusDocument } from './status-document.ts';
import { aBlockedPod, aStatus, anEntry } from './testing.ts';

const event = { id: '1', type: 'Reboot', status: 'Started', notBefore: null, durationSeconds: null };
const status = aStatus([
  anEntry('a', {
    state: 'draining',
    events: [{ ...event, source: '', description: '' }],
    ...aBlockedPod('web', 'shop/web'),
  }),
  anEntry('b', { state: 'waiting', position: 1 }),
]);

describe('reading what a controller answers', () => {
  it('takes a status, with more in it than is known', () => {
    const newer = { ...status, notifications: [] };
    expect(readStatusDocument(JSON.stringify(newer))).toEqual(newer);
  });

  it.each([
    ['text', 'hello'],
    ['HTML', '<!doctype html><title>nginx</title>'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['another document', '{"kind":"Status","status":"Failure"}'],
  ])('does not take %s for one', (_, text) => {
    expect(readStatusDocument(text)).toBeNull();
  });

  it.each([
    ['no queue', { queue: undefined }],
    ['nodes of another kind', { nodes: [{ name: 'a' }] }],
    ['a state that is not known', { nodes: [{ ...anEntry('a'), state: 'levitating' }] }],
    ['a number where text should be', { nodes: [{ ...anEntry('a'), why: 7 }] }],
    ['a queue without places', { queue: [{ node: 'a' }] }],
  ])('refuses one with %s', (_, changes) => {
    expect(readStatusDocument(JSON.stringify({ ...status, ...changes }))).toBeNull();
  });
});
