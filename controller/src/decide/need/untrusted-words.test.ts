import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sayId, sayType } from './untrusted-words.ts';

describe('an id of an event', () => {
  it.each(['602d9444-d2cd-49c7-8624-8643e7171297', 'VMEventScheduled:Reboot', 'Request:0f3a'])(
    'is shown as it is: %s',
    (id) => {
      expect(sayId(id)).toBe(id);
    },
  );

  it.each([
    ['<https://evil.example|click>', '-https:-evil.example-click-'],
    ['a\nb', 'a-b'],
    ['*bold*', '-bold-'],
    ['\u202eabc', '-abc'],
    ['', '-'],
  ])('of another alphabet is shown in its own: %j as %s', (id, shown) => {
    expect(sayId(id)).toBe(shown);
  });

  it('is never longer than an id may be, and has only characters of its alphabet', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(sayId(text)).toMatch(/^[A-Za-z0-9:._-]{1,128}$/);
        expect(sayType(text)).toMatch(/^[A-Za-z0-9/._-]{1,128}$/);
      }),
    );
  });
});

describe('a type', () => {
  it.each(['Redeploy', 'GPUMissing', 'kubernetes.azure.com/NodeHealthy'])('is shown as it is: %s', (type) => {
    expect(sayType(type)).toBe(type);
  });

  it('cannot contain a link', () => {
    expect(sayType('see https://evil.example/x')).toBe('see-https-//evil.example/x');
  });
});
