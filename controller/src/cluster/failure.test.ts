import { ApiException } from '@kubernetes/client-node';
import { describe, expect, it } from '@jest/globals';
import { RequestAborted, RequestTimeout, failureOf, failureOfStatus } from './failure.ts';

describe('failureOf', () => {
  it('reads the Status in the body, as text or parsed', () => {
    const status = {
      kind: 'Status',
      code: 429,
      reason: 'TooManyRequests',
      message: 'Cannot evict pod',
      details: { retryAfterSeconds: 10, causes: [{ reason: 'DisruptionBudget', message: 'budget web' }] },
    };
    const read = {
      code: 429,
      reason: 'TooManyRequests',
      message: 'Cannot evict pod',
      retryAfterMs: 10_000,
      causes: [{ reason: 'DisruptionBudget', message: 'budget web' }],
    };
    expect(failureOf(new ApiException(429, 'x', JSON.stringify(status), {}))).toEqual(read);
    expect(failureOf(new ApiException(429, 'x', status, {}))).toEqual(read);
    expect(failureOfStatus(status)).toEqual(read);
  });

  it('prefers the wait in the header when it is a number', () => {
    expect(failureOf(new ApiException(429, 'x', '{}', { 'retry-after': '3' })).retryAfterMs).toBe(3_000);
    expect(failureOf(new ApiException(429, 'x', '{}', { 'retry-after': 'Mon' }))).not.toHaveProperty(
      'retryAfterMs',
    );
  });

  it.each(['<html>Bad Gateway</html>', '', 'null', undefined])(
    'uses only the code when the body is %p',
    (body) => {
      expect(failureOf(new ApiException(502, 'x', body, {}))).toEqual({
        code: 502,
        reason: '',
        message: 'HTTP 502',
        causes: [],
      });
    },
  );

  it('describes the failure in one short line, without the headers', () => {
    const message = `many\n\u001b\u0000lines ${'x'.repeat(1_000)}`;
    const failure = failureOf(
      new ApiException(500, 'x', JSON.stringify({ message }), { authorization: 'secret' }),
    );
    expect(failure.message).toMatch(/^many lines x+…$/);
    expect(failure.message).toHaveLength(300);
    expect(JSON.stringify(failure)).not.toContain('secret');
  });

  it.each([
    [new RequestTimeout(5), 'Timeout', 'no answer within 5 ms'],
    [new RequestAborted(new Error('not leading')), 'Aborted', 'not leading'],
    [Object.assign(new Error(''), { code: 'ECONNREFUSED' }), 'Unreachable', 'ECONNREFUSED'],
    ['odd', 'Unreachable', 'odd'],
  ])('finds the reason for a missing answer: %p', (error, reason, message) => {
    expect(failureOf(error)).toEqual({ code: 0, reason, message, causes: [] });
  });
});
