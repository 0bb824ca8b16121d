import { describe, expect, it } from '@jest/globals';
import { answerTo, nameIn } from './name-server.ts';

/** A query as resolvers send it: id, flags, one question. */
function query(name: string, type = 1): Buffer {
  const labels = name.split('.').flatMap((label) => [label.length, ...Buffer.from(label)]);
  return Buffer.from([0xab, 0xcd, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...labels, 0, 0, type, 0, 1]);
}

describe('the name server of real nodes', () => {
  it('reads the name that is asked for', () => {
    expect(nameIn(query('Web.Default.svc.cluster.local'))).toBe('web.default.svc.cluster.local');
    expect(nameIn(Buffer.from([1, 2, 3]))).toBe('');
  });

  it('answers a question with the address of the Service', () => {
    const asked = query('web.default.svc.cluster.local');
    const answer = answerTo(asked, '10.96.3.4');
    expect([...answer.subarray(0, 8)]).toEqual([0xab, 0xcd, 0x85, 0x80, 0, 1, 0, 1]);
    expect(answer.subarray(12, asked.length)).toEqual(asked.subarray(12));
    expect([...answer.subarray(-4)]).toEqual([10, 96, 3, 4]);
  });

  it('tells a name that does not exist from one that has no IPv6 address', () => {
    const unknown = answerTo(query('web.default.svc.cluster.local'), undefined);
    expect([unknown[3], unknown[7]]).toEqual([0x83, 0]);
    const ipv6 = answerTo(query('web.default.svc.cluster.local', 28), '10.96.3.4');
    expect([ipv6[3], ipv6[7]]).toEqual([0x80, 0]);
  });
});
