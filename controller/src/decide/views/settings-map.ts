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
}

/** The settings as the user wrote them. `absent`: no ConfigMap, or one without the key. */
export type SettingsText =
  | { readonly state: 'absent' }
  | {
      readonly state: 'present';
      readonly text: string;
      readonly resourceVersion: string;
      readonly uid: string;
    };

export function settingsMapView({ metadata = {}, data = {} }: ConfigMapObject): SettingsMapView {
  return { ...identity(metadata), text: data[SETTINGS_KEY] ?? null };
}

export function settingsText(view: SettingsMapView | undefined): SettingsText {
  if (view === undefined || view.text === null) return { state: 'absent' };
  return { state: 'present', text: view.text, resourceVersion: view.resourceVersion, uid: view.uid };
}
