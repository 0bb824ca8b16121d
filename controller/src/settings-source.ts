import { type SettingsState, noSettings, settingsState } from '@mechanic/contract';

/** Keeps the last good settings. */
export class SettingsSource {
  #state: SettingsState | null = null;
  #text: string | null | undefined;

  /** The settings in force; nothing is drained before the first `take`. */
  current(): SettingsState {
    return this.#state ?? noSettings;
  }

  /** Takes what the ConfigMap says now. Returns the new state, or null when the text is the one already known. */
  take(
    source: { readonly state: 'absent' } | { readonly state: 'present'; readonly text: string },
  ): SettingsState | null {
    const text = source.state === 'present' ? source.text : null;
    if (text === this.#text) return null;
    this.#text = text;
    this.#state = settingsState(text, this.#state);
    return this.#state;
  }
}
