import type { Patch } from '../run/bundle.ts';

/** A mistake that somebody might make, planted on purpose. */
export interface Mutant {
  readonly name: string;
  /** What is wrong with the product then. */
  readonly sentence: string;
  readonly patches: readonly Patch[];
}

/** Where, what is there, and what is put in its place. */
type Place = readonly [file: string, from: string, to: string];

/** One in the controller. */
export function mutant(name: string, sentence: string, ...places: readonly Place[]): Mutant {
  return { name, sentence, patches: patchesIn('controller/src', places) };
}

/** One in the probe. */
export function probeMutant(name: string, sentence: string, ...places: readonly Place[]): Mutant {
  return { name, sentence, patches: patchesIn('probe/src', places) };
}

function patchesIn(folder: string, places: readonly Place[]): Patch[] {
  return places.map(([file, from, to]) => ({ file: `${folder}/${file}`, from, to }));
}
