import { defaultSettings, parseDuration, parseLabelSelector, parseSettings } from '@mechanic/contract';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { showDuration, showSelector, showSettings } from './settings-shown.ts';

describe('showDuration', () => {
  it('writes what parses back to the same time', () => {
    fc.assert(fc.property(fc.nat({ max: 10 ** 9 }), (ms) => parseDuration(showDuration(ms)) === ms));
  });

  it('writes durations as people do', () => {
    expect([0, 500, 10_000, 300_000, 5_400_000].map(showDuration)).toEqual([
      '0s',
      '500ms',
      '10s',
      '5m',
      '1h30m',
    ]);
  });
});

describe('showSelector', () => {
  it('writes what parses back to the same selector', () => {
    const selector = parseLabelSelector('app=web,tier in (a,b),env!=dev,gpu,!canary');
    expect(parseLabelSelector(showSelector(selector))).toEqual(selector);
  });
});

describe('showSettings', () => {
  it('shows settings that mean the same when they are read again', () => {
    const given = `
      maxConcurrentDrains: "25%"
      budgets: [{name: zone, topologyKey: topology.kubernetes.io/zone, maxConcurrentDrains: 1}]
      conditions: [{type: GPUMissing, minDuration: 5m}]
      drain: {leadTime: 30m, maxPodGracePeriod: 90s, skipPods: "app in (a,b)"}
      uncordon: {delay: 1m}
    `;
    const read = parseSettings(given);
    const settings = read.ok ? read.settings : defaultSettings;
    const { logLevel, ...shown } = showSettings(settings);
    expect(logLevel).toBeNull();
    expect(parseSettings(stringify(shown))).toMatchObject({ ok: true, settings });
  });
});
