import { type Settings, defaultSettings, parseSettings } from '@mechanic/contract';

/** What the cache says of the ConfigMap's key `mechanic.yaml`. */
export type SettingsText =
  { readonly state: 'absent' } | { readonly state: 'present'; readonly text: string };

/** The settings in force and how they came to be. */
export interface SettingsState {
  readonly settings: Settings;
  /** `default`: no ConfigMap or key. `invalid`: the newest edit was refused; `settings` are the last good ones. */
  readonly source: 'default' | 'configmap' | 'invalid';
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Keeps the last good settings. A refused edit changes nothing; a start with a refused ConfigMap drains nothing,
 * because nobody knows what its author wanted.
 */
export class SettingsSource {
  #state: SettingsState | null = null;
  #text: string | null | undefined;

  /** The settings in force; nothing is drained before the first `take`. */
  current(): SettingsState {
    return this.#state ?? { settings: drainsNothing, source: 'default', errors: [], warnings: [] };
  }

  /** Takes what the ConfigMap says now. Returns the new state, or null when the text is the one already known. */
  take(source: SettingsText): SettingsState | null {
    const text = source.state === 'present' ? source.text : null;
    if (text === this.#text) return null;
    this.#text = text;
    this.#state = text === null ? fromDefaults : this.#read(text);
    return this.#state;
  }

  #read(text: string): SettingsState {
    const result = parseSettings(text);
    if (result.ok) {
      return { settings: result.settings, source: 'configmap', errors: [], warnings: result.warnings };
    }
    const settings = this.#state?.settings ?? drainsNothing;
    return { settings, source: 'invalid', errors: result.errors, warnings: [] };
  }
}

const drainsNothing: Settings = { ...defaultSettings, maxConcurrentDrains: { kind: 'count', count: 0 } };
const fromDefaults: SettingsState = {
  settings: defaultSettings,
  source: 'default',
  errors: [],
  warnings: [],
};
