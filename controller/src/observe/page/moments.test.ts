import { describe, expect, it } from '@jest/globals';
import { span, told } from './moments.ts';

const time = '2026-11-24T12:03:56Z';
const element = `<time datetime="${time}" title="2026-11-24 12:03:56 UTC">2026-11-24 12:03:56 UTC</time>`;
const until = `<time datetime="${time}" title="2026-11-24 12:03:56 UTC" data-until>until 2026-11-24 12:03:56 UTC</time>`;

describe('a sentence of the status', () => {
  it.each([
    ['without a time stays as it is', 'waits for a drain slot', 'waits for a drain slot'],
    ['keeps what is around a time', `a (Redeploy due ${time}), b`, `a (Redeploy due ${element}), b`],
    ['loses an "at" before it', `tried again at ${time}`, `tried again ${element}`],
    ['loses "from" and "on" around it', `drained from ${time} on (x)`, `drained ${element} (x)`],
    ['keeps "since"', `GPUMissing since ${time}`, `GPUMissing since ${element}`],
    ['gives "until" to the time', `office until ${time}; b`, `office ${until}; b`],
    ['has each of several times', `${time} ${time}`, `${element} ${element}`],
    ['shows markup as text', `<b> at ${time}`, `&lt;b&gt; ${element}`],
  ])('%s', (_, sentence, text) => {
    const markup = told(sentence).text.replace(/ +/g, ' ').replaceAll(' >', '>');
    expect(markup).toBe(text);
  });
});

describe('span', () => {
  it('is as exact as a person needs it', () => {
    expect([0.85, 12.4, 60, 250, 7_500].map(span)).toEqual([
      '850 ms',
      '12 s',
      '1 min',
      '4 min 10 s',
      '2 h 5 min',
    ]);
  });
});
