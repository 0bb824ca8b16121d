/** Values of the chart or settings of mechanic, complete or in part. */
export type Values = Readonly<Record<string, unknown>>;

/** Merges `over` into `base` as helm does: maps are merged, null removes a key, anything else is replaced. */
export function merge(base: Values, over: Values): Values {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isMap(below) && isMap(value) ? merge(below, value) : value;
  }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}

function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
