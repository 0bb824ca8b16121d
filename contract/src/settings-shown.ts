import { settingsShape } from './generated/settings-shape.ts';

/** Settings the way `mechanic.yaml` spells them. */
export type ShownSettings = Readonly<Record<string, unknown>>;

/** Accepted, because the original mechanic has them, and ignored. */
export const meaninglessKeys: readonly string[] = [
  'runtimeEnv',
  'enableTracing',
  'bypassNodeProblemDetector',
  'pollingInterval',
];

/** The keys that have a meaning, in the order of the schema, and so of the documentation. */
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
