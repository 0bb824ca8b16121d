import { deciding } from './deciding.ts';
import { draining } from './draining.ts';
import type { Mutant } from './mutant.ts';
import { probing } from './probing.ts';
import { reading } from './reading.ts';
import { surging } from './surging.ts';
import { writing } from './writing.ts';

/** Each alone must be found. */
export const mutants: readonly Mutant[] = [
  ...writing,
  ...deciding,
  ...draining,
  ...surging,
  ...reading,
  ...probing,
];
