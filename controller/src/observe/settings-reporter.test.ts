import { describe, expect, it } from '@jest/globals';
import { SettingsSource } from '../settings-source.ts';
import { SettingsReporter } from './settings-reporter.ts';

/** Everything that was told, in order. */
function reporter(): { told: string[]; taken: (text: string | null) => void } {
  const told: string[] = [];
  const line =
    (level: string) =>
    (message: string, fields: object = {}): void => {
      told.push(`${level}: ${message} ${JSON.stringify(fields)}`);
    };
  const source = new SettingsSource();
  const reporter = new SettingsReporter({
    metrics: { configReloaded: (result) => told.push(`count: ${result}`) },
    events: {
      say: ({ kind }, { type, reason, message }) => told.push(`${kind}: ${type} ${reason} ${message}`),
    },
    log: { error: line('error'), warn: line('warn'), info: line('info'), debug: line('debug') },
    configMap: { name: 'mechanic', namespace: 'mechanic' },
  });
  return {
    told,
    taken: (text) => {
      const state = source.take(text === null ? { state: 'absent' } : { state: 'present', text });
      if (state !== null) reporter.taken(state, text === null ? null : { uid: 'u', resourceVersion: '7' });
    },
  };
}

describe('SettingsReporter', () => {
  it('says a refused edit in the counter, the log and a Warning on the ConfigMap, with the key and the mistake', () => {
    const { told, taken } = reporter();
    taken('maxConcurrentDrains: abc');
    expect(told).toEqual([
      'count: invalid',
      expect.stringMatching(/^error: settings refused .*maxConcurrentDrains/),
      expect.stringMatching(/^ConfigMap: Warning SettingsRefused .*maxConcurrentDrains/),
    ]);
  });

  it('says a good edit in the counter and the log only', () => {
    const { told, taken } = reporter();
    taken('maxConcurrentDrains: 2');
    expect(told).toEqual(['count: ok', expect.stringMatching(/^info: settings in force/)]);
  });

  it('names a key that has no meaning here, once', () => {
    const { told, taken } = reporter();
    taken('enableTracing: true');
    taken('enableTracing: true');
    expect(told.filter((line) => line.startsWith('warn: setting ignored'))).toHaveLength(1);
  });
});
