import { settingsShape } from './generated/settings-shape.ts';

/** The settings, spelled like in `mechanic.yaml`. */
export type ShownSettings = Readonly<Record<string, unknown>>;

/** Keys of the original mechanic that are accepted and ignored. */
export const meaninglessKeys: readonly string[] = [
  'runtimeEnv',
  'enableTracing',
  'bypassNodeProblemDetector',
  'pollingInterval',
];

/** The keys that have an effect, in the order of the schema, which is also that of the documentation. */
export function inOrder(settings: ShownSettings, path = ''): ShownSettings {
  const keys = settingsShape[path]?.keys ?? Object.keys(settings);
  const shown = keys.filter((key) => key in settings && !meaninglessKeys.includes(key));
  return Object.fromEntries(
    shown.map((key) => {
      const value = settings[key];
      const inside = path === '' ? key : `${path}.${key}`;
      return [key, isSection(value) && inside in settingsShape ? inOrder(value, inside) : value];
    }),
  );
}

function isSection(value: unknown): value is ShownSettings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
