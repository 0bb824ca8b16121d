import { describe, expect, it } from '@jest/globals';
import { parseSettings } from './settings.ts';

function read(hold: string): unknown {
  const result = parseSettings(`holds: [${hold}]`);
  return result.ok ? result.settings.holds : result.errors.join('; ');
}

describe('holds', () => {
  it('are weekly windows or queries, with a default for everything', () => {
    expect(
      read('{name: office, days: [fri, mon], from: "08:00", to: "18:30", timeZone: Europe/Berlin}'),
    ).toEqual([
      { kind: 'calendar', name: 'office', days: [1, 5], from: 480, to: 1110, timeZone: 'Europe/Berlin' },
    ]);
    expect(read('{name: weekend, days: [sat, sun]}')).toEqual([
      { kind: 'calendar', name: 'weekend', days: [6, 7], from: 0, to: 1440, timeZone: 'UTC' },
    ]);
    expect(read('{name: incident, prometheus: {url: "http://p:9090/x", query: ALERTS}}')).toEqual([
      { kind: 'prometheus', name: 'incident', url: 'http://p:9090/x', query: 'ALERTS', onError: 'release' },
    ]);
  });

  it.each([
    ['{name: a}', 'needs days, from and to, or prometheus'],
    ['{name: a, timeZone: UTC}', 'needs days, from and to, or prometheus'],
    ['{name: a, from: "08:00", to: "08:00"}', 'from and to are the same'],
    ['{name: a, from: "8:00"}', 'holds[0].from: is "8:00"'],
    ['{name: a, from: "24:00"}', 'holds[0].from: is "24:00"'],
    ['{name: a, days: [monday]}', 'holds[0].days[0]: is "monday"'],
    ['{name: a, days: [mon], timeZone: Mars/Base}', 'holds[0].timeZone: "Mars/Base" is no time zone'],
    ['{name: "a b", days: [mon]}', 'holds[0].name'],
    ['{name: a, days: [mon]}, {name: a, days: [tue]}', '"a" is given twice'],
    ['{name: a, days: [mon], prometheus: {url: "http://p", query: x}}', 'has prometheus and days'],
    ['{name: a, prometheus: {url: p, query: x}}', 'must be the base URL'],
    ['{name: a, prometheus: {url: "ftp://p", query: x}}', 'must be the base URL'],
    ['{name: a, prometheus: {url: "http://me:s3cret@p", query: x}}', 'must hold no user and no password'],
    ['{name: a, prometheus: {url: "http://p?x=1", query: x}}', 'must end with its path'],
    ['{name: a, prometheus: {url: "http://p"}}', 'holds[0].prometheus.query: is missing'],
  ])('are refused as %s', (hold, why) => {
    expect(read(hold)).toContain(why);
    expect(read(hold)).not.toContain('s3cret');
  });
});
