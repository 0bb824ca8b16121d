import { type SettingsState, defaultSettings, noSettings } from '@mechanic/contract';
import { describe, expect, it } from '@jest/globals';
import type { EventSubject, Statement } from './event-recorder.ts';
import { SettingsReporter } from './settings-reporter.ts';
import { MemoryLog } from './testing.ts';

describe('SettingsReporter', () => {
  const edit = { uid: 'cm-uid', resourceVersion: '42' };
  const good: SettingsState = { ...noSettings, settings: defaultSettings, source: 'configmap' };
  const bad: SettingsState = {
    ...good,
    source: 'invalid',
    errors: ['drain.timeout: must be longer than 0s'],
  };

  function reporter(): {
    reporter: SettingsReporter;
    log: MemoryLog;
    counted: string[];
    said: [EventSubject, Statement][];
  } {
    const log = new MemoryLog();
    const counted: string[] = [];
    const said: [EventSubject, Statement][] = [];
    const parts = {
      metrics: { configReloaded: (result: string): void => void counted.push(result) },
      events: { say: (...statement: [EventSubject, Statement]): void => void said.push(statement) },
      log,
      configMap: { name: 'mechanic', namespace: 'mechanic' },
    };
    return { reporter: new SettingsReporter(parts), log, counted, said };
  }

  it('reports what is wrong with a refused edit: in the log, in the counter, and on the ConfigMap', () => {
    const { reporter: taken, log, counted, said } = reporter();
    taken.taken(bad, edit);
    expect(counted).toEqual(['invalid']);
    expect(log.lines).toMatchObject([
      { level: 'error', message: 'settings refused', fields: { errors: bad.errors } },
    ]);
    expect(said).toMatchObject([
      [
        { kind: 'ConfigMap', namespace: 'mechanic', name: 'mechanic', uid: 'cm-uid' },
        {
          type: 'Warning',
          message: 'The last good settings stay in force: drain.timeout: must be longer than 0s',
          occasion: '42',
        },
      ],
    ]);
  });

  it('names each ignored key of a valid edit, and writes no Event', () => {
    const { reporter: taken, log, counted, said } = reporter();
    taken.taken({ ...good, warnings: ['runtimeEnv has no meaning here and is ignored'] }, edit);
    expect(counted).toEqual(['ok']);
    expect(log.messages()).toEqual(['setting ignored', 'settings in force']);
    expect(said).toEqual([]);
  });

  it('reports missing permissions for a valid edit on the ConfigMap, and logs when they are granted', () => {
    const { reporter: taken, log, counted, said } = reporter();
    taken.permissions(['drain.onDeadline has no effect'], edit);
    expect(log.lines).toMatchObject([
      {
        level: 'warn',
        message: 'setting not permitted',
        fields: { warning: 'drain.onDeadline has no effect' },
      },
    ]);
    expect(said).toMatchObject([
      [
        { kind: 'ConfigMap', uid: 'cm-uid' },
        { type: 'Warning', reason: 'SettingsNotPermitted', message: 'drain.onDeadline has no effect' },
      ],
    ]);
    taken.permissions([], edit);
    expect(log.messages()).toEqual(['setting not permitted', 'every setting is permitted']);
    expect([said.length, counted]).toEqual([1, []]);
  });
});
