import { type Settings, defaultSettings, parseSettings, shownDefaults } from './settings.ts';
import type { ShownSettings } from './settings-shown.ts';

/** The settings in force and how they came to be. */
export interface SettingsState {
  readonly settings: Settings;
  /** The settings in the words of their author, with every default filled in. */
  readonly shown: ShownSettings;
  /** While true, no further drain starts: `settings` have the limit 0, whatever their author wrote. */
  readonly paused: boolean;
  /** `default`: no ConfigMap or key. `invalid`: the newest edit was refused; `settings` are the last good ones. */
  readonly source: 'default' | 'configmap' | 'invalid';
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** The state in which nothing is drained because the author's intention is unknown. */
const drainsNothing: Pick<SettingsState, 'settings' | 'shown'> = {
  settings: pausedSettings(defaultSettings),
  shown: { ...shownDefaults, maxConcurrentDrains: 0 },
};

/** The state before anything was read. */
export const noSettings: SettingsState = {
  ...drainsNothing,
  paused: false,
  source: 'default',
  errors: [],
  warnings: [],
};

/**
 * The state after an edit of the settings. A refused edit changes nothing. If the first text after the start is refused,
 * nothing is drained, because the author's intention is unknown.
 * @param text null when the ConfigMap, or the key in it, does not exist
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

/** The settings that apply while mechanic is paused. */
export function pausedSettings(settings: Settings): Settings {
  return { ...settings, maxConcurrentDrains: { kind: 'count', count: 0 } };
}

/** The state while mechanic is paused. */
export function pausedState(state: SettingsState): SettingsState {
  return {
    ...state,
    settings: pausedSettings(state.settings),
    shown: { ...state.shown, maxConcurrentDrains: 0 },
    paused: true,
  };
}
