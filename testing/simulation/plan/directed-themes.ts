import { limitThemes } from './directed-limit-themes.ts';
import { wordThemes } from './directed-word-themes.ts';
import type { Theme } from './themes.ts';

/** Each leads straight to one mistake: what has to come together for it comes together in every round. */
export const directedThemes: Readonly<Record<string, Theme>> = { ...wordThemes, ...limitThemes };
