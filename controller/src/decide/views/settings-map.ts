import { PAUSED } from '@mechanic/contract';
import { type ApiObject, type ObjectView, identity } from './objects.ts';

/** The key of the ConfigMap that holds the settings. */
export const SETTINGS_KEY = 'mechanic.yaml';

/** What is read of a ConfigMap. */
export interface ConfigMapObject extends ApiObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** The ConfigMap with the settings. */
export interface SettingsMapView extends ObjectView {
  /** null when the key is missing. */
  readonly text: string | null;
  /** The ConfigMap has `mechanic.dev/paused: "true"`. */
  readonly paused: boolean;
}

/** The text of the settings, and whether mechanic is paused. */
export interface SettingsText {
  /** null without a ConfigMap or without the key. */
  readonly text: string | null;
  readonly paused: boolean;
  /** Identity and version of the ConfigMap; null without one. */
  readonly edit: Pick<ObjectView, 'uid' | 'resourceVersion'> | null;
}

export function settingsMapView({ metadata = {}, data = {} }: ConfigMapObject): SettingsMapView {
  return {
    ...identity(metadata),
    text: data[SETTINGS_KEY] ?? null,
    paused: metadata.annotations?.[PAUSED] === 'true',
  };
}

export function settingsText(view: SettingsMapView | undefined): SettingsText {
  if (view === undefined) return { text: null, paused: false, edit: null };
  const { text, paused, uid, resourceVersion } = view;
  return { text, paused, edit: text === null ? null : { uid, resourceVersion } };
}
