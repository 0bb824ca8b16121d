/** A limit: so many, or so many percent of a whole. */
export type Quantity =
  { readonly kind: 'count'; readonly count: number } | { readonly kind: 'percent'; readonly percent: number };

/** Reads `3` or `"25%"`, both checked by the schema before. */
export function parseQuantity(value: number | string): Quantity {
  if (typeof value === 'number') return { kind: 'count', count: value };
  return { kind: 'percent', percent: Number(value.replace('%', '')) };
}

/** How many that is of `total`: percentages round up, and one above 0 is at least 1. */
export function resolveQuantity(quantity: Quantity, total: number): number {
  if (quantity.kind === 'count') return quantity.count;
  if (quantity.percent === 0) return 0;
  return Math.max(1, Math.ceil((quantity.percent * total) / 100));
}

/** As the user wrote it: `3` or `25%`. */
export function formatQuantity(quantity: Quantity): string {
  return quantity.kind === 'count' ? String(quantity.count) : `${String(quantity.percent)}%`;
}
