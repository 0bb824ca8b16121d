import { describe, expect, it } from '@jest/globals';
import { type Report, parseReport } from './report.ts';

const report: Report = {
  version: 1,
  vm: 'aks-user-25795745-vmss_3',
  imds: 'ok',
  incarnation: '5',
  changedAt: '2026-11-23T05:00:00.000Z',
  events: [
    {
      id: '602d9444-d2cd-49c7-8624-8643e7171297',
      type: 'Redeploy',
      status: 'Scheduled',
      notBefore: '2026-11-23T05:15:00.000Z',
      durationSeconds: -1,
      source: 'Platform',
      description: '',
      liveMigration: false,
      resources: ['aks-user-25795745-vmss_3'],
    },
  ],
};

const [event] = report.events;

/** The report as JSON, with one field added or replaced. */
function withField(name: string, json: string): string {
  return JSON.stringify({ ...report, [name]: 0 }).replace(`"${name}":0`, `"${name}":${json}`);
}

describe('parseReport', () => {
  it('reads a report', () => {
    expect(parseReport(JSON.stringify(report))).toEqual(report);
  });

  it('reads a report of a later version of the probe, and drops unknown fields', () => {
    const event = { ...report.events[0], type: 'Unheard' };
    const more = { ...report, kernel: '6.8', events: [{ ...event, more: ['it'] }] };
    expect(parseReport(JSON.stringify(more))).toEqual({ ...report, events: [event] });
    const odd = JSON.stringify(report).replace('{', '{"__proto__":{"imds":"starting"},');
    expect(parseReport(odd)).toEqual(report);
  });

  it('keeps the 64 most urgent events of a longer report', () => {
    const many = Array.from({ length: 100 }, (_, index) => ({
      ...event,
      id: `e${index}`,
      notBefore: new Date(Date.parse('2026-11-23T07:00:00Z') - index * 60_000).toISOString(),
    }));
    const text = JSON.stringify({
      ...report,
      events: [...many, { ...event, id: 'begun', status: 'started' }],
    });
    const read = parseReport(text)?.events.map(({ id }) => id);
    expect(read).toEqual([
      'begun',
      ...many
        .slice(-63)
        .reverse()
        .map(({ id }) => id),
    ]);
    expect(parseReport(JSON.stringify({ ...report, events: many.slice(0, 64) }))?.events[0]?.id).toBe('e0');
  });

  it.each([
    ['no JSON', '{"version":1,'],
    ['an empty text', ''],
    ['null', 'null'],
    ['another version', JSON.stringify({ ...report, version: 2 })],
    ['an unknown state', JSON.stringify({ ...report, imds: 'fine' })],
    [
      'an event without an id',
      JSON.stringify({ ...report, events: [{ ...report.events[0], id: undefined }] }),
    ],
    [
      '3,000 nested brackets under an unknown key',
      withField('later', `${'['.repeat(3000)}${']'.repeat(3000)}`),
    ],
    ['nesting where a text should be', withField('vm', '{"of":["it"]}')],
    ['more than 64 KiB', withField('vm', JSON.stringify('x'.repeat(65_536)))],
    ['65,536 characters of more bytes', withField('vm', JSON.stringify('\u{1f600}'.repeat(30_000)))],
    ['a control character', JSON.stringify({ ...report, vm: 'a\u0007' })],
    ['a line break in an event', JSON.stringify({ ...report, events: [{ ...event, description: 'a\nb' }] })],
    ['an id of 129 characters', JSON.stringify({ ...report, events: [{ ...event, id: 'x'.repeat(129) }] })],
    ['half a character in an id', JSON.stringify({ ...report, events: [{ ...event, id: '\ud800' }] })],
    [
      'an endless number',
      JSON.stringify({ ...report, events: [{ ...event, durationSeconds: 9 }] }).replace(':9,', ':1e999,'),
    ],
    ['events that are no list', JSON.stringify({ ...report, events: {} })],
  ])('does not accept %s as a report', (_what, text) => {
    expect(parseReport(text)).toBeUndefined();
  });
});
