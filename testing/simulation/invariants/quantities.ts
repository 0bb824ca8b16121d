import type { Quantity } from '@mechanic/contract';

/**
 * How many that is of a whole, by the words of the contract and not by the product's own arithmetic: a percentage rounds up,
 * and one above 0 is at least 1. Infinite when there is no limit.
 */
export function mostOf(quantity: Quantity | undefined, total: number): number {
  if (quantity === undefined) return Infinity;
  if (quantity.kind === 'count') return quantity.count;
  if (quantity.percent === 0) return 0;
  const exact = (quantity.percent * total) / 100;
  const whole = Math.trunc(exact);
  return Math.max(1, exact > whole ? whole + 1 : whole);
}
