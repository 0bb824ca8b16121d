import type { Random } from '../engine/random.ts';
import { clusterThemes } from './cluster-themes.ts';
import { networkThemes } from './network-themes.ts';
import { nodeThemes } from './node-themes.ts';
import type { Plan } from './plan.ts';

/** What a directed plan changes of a quiet one. */
export type Theme = (random: Random, plan: Plan) => Partial<Plan>;

/**
 * Situations in which mistakes show and into which chance alone seldom leads: each makes one of them come up again and
 * again, in a small cluster that nothing else disturbs.
 */
const themes: Readonly<Record<string, Theme>> = { ...clusterThemes, ...nodeThemes, ...networkThemes };
const names = Object.keys(themes);

/** Two seeds in five have a theme, each theme in its turn. */
export function themeOf(seed: number): { readonly name: string; readonly make: Theme } | null {
  const place = seed % 5;
  if (place !== 1 && place !== 3) return null;
  const name = names[(Math.floor(seed / 5) * 2 + Number(place === 3)) % names.length] ?? '';
  const make = themes[name];
  return make === undefined ? null : { name, make };
}
