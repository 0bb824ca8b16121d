import { describe, expect, it } from '@jest/globals';
import { defaultSettings } from '@mechanic/contract';
import { SettingsSource } from './settings-source.ts';

const present = (text: string | null, paused = false): { text: string | null; paused: boolean } => ({
  text,
  paused,
});
const limit = (source: SettingsSource): unknown => source.current().settings.maxConcurrentDrains;

describe('SettingsSource', () => {
  it('drains nothing before the ConfigMap has been read', () => {
    expect(limit(new SettingsSource())).toEqual({ kind: 'count', count: 0 });
  });

  it('uses the defaults without a ConfigMap', () => {
    const source = new SettingsSource();
    source.take(present(null));
    expect(source.current()).toMatchObject({ source: 'default', settings: defaultSettings });
  });

  it('drains nothing when it starts with an invalid ConfigMap, and says why', () => {
    const source = new SettingsSource();
    const state = source.take(present('maxConcurrentDrains: abc'));
    expect(state).toMatchObject({ source: 'invalid' });
    expect(state?.errors[0]).toContain('maxConcurrentDrains');
    expect(limit(source)).toEqual({ kind: 'count', count: 0 });
  });

  it('keeps all of the last good settings when an edit is refused', () => {
    const source = new SettingsSource();
    source.take(present('maxConcurrentDrains: 3'));
    source.take(present('maxConcurrentDrains: 5\nunknownKey: 1'));
    expect(limit(source)).toEqual({ kind: 'count', count: 3 });
    expect(source.current().source).toBe('invalid');
  });

  it('takes over corrected settings', () => {
    const source = new SettingsSource();
    source.take(present('nonsense: ['));
    source.take(present('maxConcurrentDrains: 2'));
    expect(source.current()).toMatchObject({ source: 'configmap', errors: [] });
    expect(limit(source)).toEqual({ kind: 'count', count: 2 });
  });

  it('returns to the defaults when the ConfigMap is deleted', () => {
    const source = new SettingsSource();
    source.take(present('maxConcurrentDrains: 3'));
    source.take(present(null));
    expect(source.current().settings).toEqual(defaultSettings);
  });

  it('returns null for a text that it already knows', () => {
    const source = new SettingsSource();
    source.take(present('maxConcurrentDrains: 3'));
    expect(source.take(present('maxConcurrentDrains: 3'))).toBeNull();
  });

  it('drains nothing while it is paused, and then returns to the written settings', () => {
    const source = new SettingsSource();
    source.take(present('maxConcurrentDrains: 3', true));
    expect(source.current()).toMatchObject({ paused: true, shown: { maxConcurrentDrains: 0 } });
    expect(limit(source)).toEqual({ kind: 'count', count: 0 });
    source.take(present('maxConcurrentDrains: 5', true));
    source.take(present('maxConcurrentDrains: 5'));
    expect(limit(source)).toEqual({ kind: 'count', count: 5 });
  });

  it('can be paused while the newest edit is refused', () => {
    const source = new SettingsSource();
    source.take(present('maxConcurrentDrains: 3'));
    source.take(present('nonsense: [', true));
    expect(source.current()).toMatchObject({ source: 'invalid', paused: true });
    expect(limit(source)).toEqual({ kind: 'count', count: 0 });
    source.take(present('nonsense: ['));
    expect(limit(source)).toEqual({ kind: 'count', count: 3 });
  });

  it('names keys of the original mechanic that have no meaning here', () => {
    expect(new SettingsSource().take(present('runtimeEnv: prod'))?.warnings.join()).toContain('runtimeEnv');
  });
});
