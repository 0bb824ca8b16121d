import { describe, expect, it } from '@jest/globals';
import { isRequestId, parseRequest } from './request.ts';

const text = JSON.stringify({
  reason: 'kernel update',
  by: '2026-11-25T06:00:00Z',
  requester: 'kured',
});

describe('A request', () => {
  it('is read with reason, deadline and requester', () => {
    expect(parseRequest(text)).toEqual({
      ok: true,
      request: {
        id: expect.stringMatching(/^Request:[0-9a-f]{16}$/),
        reason: 'kernel update',
        requester: 'kured',
        by: Date.parse('2026-11-25T06:00:00Z'),
      },
    });
  });

  it('needs a reason and nothing else', () => {
    const result = parseRequest('{"reason":"disk swap"}');
    expect(result.ok && result.request).toMatchObject({ reason: 'disk swap', requester: null, by: null });
  });

  it('has the same id while its text is the same, and another one with another text', () => {
    const id = (from: string): string => {
      const result = parseRequest(from);
      return result.ok ? result.request.id : result.id;
    };
    expect(id(text)).toBe(id(text));
    expect(id(text)).not.toBe(id(`${text} `));
    expect(isRequestId(id(text))).toBe(true);
    expect(isRequestId('Request:x')).toBe(false);
  });

  it('loses unknown fields and the end of texts that are too long', () => {
    const result = parseRequest(JSON.stringify({ reason: 'x'.repeat(1_000), more: 1 }));
    expect(result.ok && result.request.reason).toBe('x'.repeat(256));
  });

  it.each([
    ['no JSON', 'kernel update', 'no JSON'],
    ['a text', '"kernel update"', 'must be an object'],
    ['empty', '{}', 'must be an object with a text "reason"'],
    ['without a word of reason', '{"reason":" "}', 'must be an object with a text "reason"'],
    ['with a number for a reason', '{"reason":1}', 'must be an object'],
    ['due in words', '{"reason":"x","by":"tomorrow"}', '"by" must be a time'],
    ['due in no zone', '{"reason":"x","by":"2026-11-25T06:00:00"}', '"by" must be a time with its zone'],
    ['due in a thirteenth month', '{"reason":"x","by":"2026-13-25T06:00:00Z"}', '"by" must be a time'],
    ['due by number', '{"reason":"x","by":5}', 'must be an object'],
    ['nested', '{"reason":"x","more":{"deep":{}}}', 'deeper'],
    ['of control characters', '{"reason":"a\\u0007b"}', 'control characters'],
    ['of 70 kB', JSON.stringify({ reason: 'x'.repeat(70_000) }), 'larger'],
  ])('%s is refused with a reason', (_, text, why) => {
    const result = parseRequest(text);
    expect(result.ok ? '' : result.why).toContain(why);
  });
});
