import type { Random } from '../engine/random.ts';
import { clusterThemes } from './cluster-themes.ts';
import { directedThemes } from './directed-themes.ts';
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
const directed = Object.keys(directedThemes);

interface NamedTheme {
  readonly name: string;
  readonly make: Theme;
}

/** Three seeds in five have a theme, each theme in its turn; one of the three leads straight to one mistake. */
export function themeOf(seed: number): NamedTheme | null {
  const [round, place] = [Math.floor(seed / 5), seed % 5];
  if (place === 4) return named(directedThemes, directed[round % directed.length] ?? '');
  if (place !== 1 && place !== 3) return null;
  return named(themes, names[(round * 2 + Number(place === 3)) % names.length] ?? '');
}

function named(among: Readonly<Record<string, Theme>>, name: string): NamedTheme | null {
  const make = among[name];
  return make === undefined ? null : { name, make };
}
