import { type SettingsState, noSettings, pausedState, settingsState } from '@mechanic/contract';
import type { SettingsText } from './decide/views/settings-map.ts';

/** Keeps the last good settings, and whether mechanic is paused. */
export class SettingsSource {
  /** The settings without a pause; null before the first read. */
  #written: SettingsState | null = null;
  #state: SettingsState | null = null;
  #text: string | null | undefined;
  #paused = false;

  /** The settings in force; nothing is drained before the first `take`. */
  current(): SettingsState {
    return this.#state ?? noSettings;
  }

  /** Takes over the ConfigMap. Returns the new state, or null when nothing has changed. */
  take(source: Pick<SettingsText, 'text' | 'paused'>): SettingsState | null {
    const { text, paused } = source;
    if (text === this.#text && paused === this.#paused) return null;
    if (text !== this.#text) this.#written = settingsState(text, this.#written);
    this.#text = text;
    this.#paused = paused;
    const written = this.#written ?? noSettings;
    this.#state = paused ? pausedState(written) : written;
    return this.#state;
  }
}
