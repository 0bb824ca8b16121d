import type { Counter } from 'prom-client';

/**
 * Sets every combination of the labels of a counter to 0. Without this a series would appear with its first step, and a
 * rate would miss that step.
 */
export function zeroFor(counter: Counter, labels: Readonly<Record<string, readonly string[]>>): void {
  for (const combination of combinations(Object.entries(labels))) counter.inc(combination, 0);
}

function combinations(labels: readonly (readonly [string, readonly string[]])[]): Record<string, string>[] {
  const [first, ...others] = labels;
  if (first === undefined) return [{}];
  const [name, values] = first;
  return combinations(others).flatMap((rest) => values.map((value) => ({ [name]: value, ...rest })));
}
