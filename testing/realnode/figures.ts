import { appendFileSync } from 'node:fs';

/** Says a measured figure, for the table of docs/benchmarks.md; `run.ts` prints them all at the end. */
export function figure(what: string, value: string): void {
  const file = process.env.MECHANIC_NODE_FIGURES;
  if (file !== undefined) appendFileSync(file, `| ${what} | ${value} |\n`);
}

/** Seconds from one moment to another, with one decimal. */
export function seconds(from: number, to: number): string {
  return `${((to - from) / 1_000).toFixed(1)} s`;
}
