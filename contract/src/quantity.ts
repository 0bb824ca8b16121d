/** A limit: a number, or a percentage of a whole. */
export type Quantity =
  { readonly kind: 'count'; readonly count: number } | { readonly kind: 'percent'; readonly percent: number };

/** Reads `3` or `"25%"`. The schema has checked both before. */
export function parseQuantity(value: number | string): Quantity {
  if (typeof value === 'number') return { kind: 'count', count: value };
  return { kind: 'percent', percent: Number(value.replace('%', '')) };
}

/** The number that the quantity means for `total`: percentages round up, and one above 0 is at least 1. */
export function resolveQuantity(quantity: Quantity, total: number): number {
  if (quantity.kind === 'count') return quantity.count;
  if (quantity.percent === 0) return 0;
  return Math.max(1, Math.ceil((quantity.percent * total) / 100));
}

/** The quantity as the user wrote it: `3` or `25%`. */
export function formatQuantity(quantity: Quantity): string {
  return quantity.kind === 'count' ? String(quantity.count) : `${String(quantity.percent)}%`;
}
