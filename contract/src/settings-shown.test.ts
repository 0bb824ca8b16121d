import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { defaultSettings, parseSettings, shownDefaults } from './settings.ts';

const given = `
  runtimeEnv: prod
  drain: {leadTime: 30m, maxPodGracePeriod: 90s, skipPods: "app in (a,b)"}
  maxConcurrentDrains: "25%"
  budgets: [{name: zone, topologyKey: topology.kubernetes.io/zone, maxConcurrentDrains: 1}]
  optional: {kernelDeadlock: true}
  conditions: [{type: GPUMissing, minDuration: 5m}]
  uncordon: {delay: 1m}
`;

describe('settings that are shown', () => {
  const read = parseSettings(given);
  const shown = read.ok ? read.shown : {};

  it('have the same meaning when they are read again', () => {
    const { logLevel, ...written } = shown;
    expect(logLevel).toBeNull();
    expect(parseSettings(stringify(written))).toMatchObject({ ok: true, settings: read.ok && read.settings });
  });

  it('are in the words of their author, with every default filled in', () => {
    expect(shown).toMatchObject({
      maxConcurrentDrains: '25%',
      drain: { leadTime: '30m', timeout: '1h', skipPods: 'app in (a,b)' },
      conditions: [{ type: 'KernelDeadlock' }, { type: 'GPUMissing', minDuration: '5m' }],
    });
  });

  it('are in the order of the documentation, without ignored keys', () => {
    expect(Object.keys(shown)).toEqual(Object.keys(shownDefaults));
    expect(Object.keys(shown).slice(0, 2)).toEqual(['maxConcurrentDrains', 'maxUnavailable']);
    expect(shown).not.toHaveProperty('runtimeEnv');
  });

  it('are the defaults without a ConfigMap', () => {
    expect(parseSettings('')).toMatchObject({ settings: defaultSettings, shown: shownDefaults });
  });
});
