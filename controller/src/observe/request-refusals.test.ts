import { describe, expect, it } from '@jest/globals';
import type { NodeView } from '../decide/snapshot.ts';
import { aNode, minutes, now } from '../decide/testing.ts';
import type { Statement } from './event-recorder.ts';
import { RequestRefusals } from './request-refusals.ts';

function refusals() {
  const said: string[] = [];
  const occasions: string[] = [];
  const watch = new RequestRefusals({
    warn: (message, { name }) => said.push(`${name}: ${message}`),
    say: (_node, { occasion, reason, message }: Statement) => {
      occasions.push(occasion);
      said.push(`${reason}: ${message}`);
    },
  });
  return { watch, said, occasions };
}

function unreadable(text: string): NodeView {
  return aNode('a', { request: { kind: 'unreadable', id: `Request:${text}`, why: 'it is no JSON' } });
}

describe('RequestRefusals', () => {
  it('reports each text once, in the log and as an Event', () => {
    const { watch, said } = refusals();
    watch.take([unreadable('1'), aNode('b')], now);
    watch.take([unreadable('1'), aNode('b')], now);
    expect(said).toEqual([
      'a: request cannot be read',
      'RequestRefused: The annotation mechanic.dev/request cannot be read, and the node is not drained for it: it is no JSON',
    ]);
  });

  it('reports another text, and the same text when it returns', () => {
    const { watch, occasions } = refusals();
    for (const text of ['1', '2']) watch.take([unreadable(text)], now);
    watch.take([aNode('a')], now);
    watch.take([unreadable('2')], now);
    expect(occasions).toEqual(['Request:1', 'Request:2', 'Request:2']);
  });

  it('limits the reports of one node, and continues later', () => {
    const { watch, occasions } = refusals();
    for (let text = 0; text < 100; text += 1) watch.take([unreadable(String(text))], now);
    expect(occasions.length).toBeLessThan(30);
    watch.take([unreadable('last')], now + 1 * minutes);
    expect(occasions.at(-1)).toBe('Request:last');
  });
});
