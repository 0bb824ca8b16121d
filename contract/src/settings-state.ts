import { type Settings, defaultSettings, parseSettings, shownDefaults } from './settings.ts';
import type { ShownSettings } from './settings-shown.ts';

/** The settings in force and how they came to be. */
export interface SettingsState {
  readonly settings: Settings;
  /** The same as their author wrote them, every default filled in. */
  readonly shown: ShownSettings;
  /** `default`: no ConfigMap or key. `invalid`: the newest edit was refused; `settings` are the last good ones. */
  /** No further drain starts: `settings` have the limit 0, whatever their author wrote. */
  readonly paused: boolean;
  readonly source: 'default' | 'configmap' | 'invalid';
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** Nothing is drained on guesses. */
const drainsNothing: Pick<SettingsState, 'settings' | 'shown'> = {
  settings: pausedSettings(defaultSettings),
  shown: { ...shownDefaults, maxConcurrentDrains: 0 },
};

/** Before anything was read. */
export const noSettings: SettingsState = {
  ...drainsNothing,
  paused: false,
  source: 'default',
  errors: [],
  warnings: [],
};

/**
 * What an edit of the settings comes to. A refused one changes nothing; a start with one drains nothing, because nobody
 * knows what its author wanted.
 * @param text null when there is no ConfigMap, or no key in it
 * @param before null at the start
 */
export function settingsState(text: string | null, before: SettingsState | null): SettingsState {
  const result = parseSettings(text ?? '');
  if (result.ok) {
    const { settings, shown, warnings } = result;
    const source = text === null ? 'default' : 'configmap';
    return { settings, shown, paused: false, source, errors: [], warnings };
  }
  const { settings, shown } = before ?? drainsNothing;
  return { settings, shown, paused: false, source: 'invalid', errors: result.errors, warnings: [] };
}

/** What is decided by while mechanic is paused. */
export function pausedSettings(settings: Settings): Settings {
  return { ...settings, maxConcurrentDrains: { kind: 'count', count: 0 } };
}

/** The same while mechanic is paused. */
export function pausedState(state: SettingsState): SettingsState {
  return {
    ...state,
    settings: pausedSettings(state.settings),
    shown: { ...state.shown, maxConcurrentDrains: 0 },
    paused: true,
  };
}
