/** Whether the managed fields of one writer (`fieldsV1`) contain this path: `f:spec`, `f:unschedulable`. */
export function hasPath(fields: unknown, path: readonly string[]): boolean {
  let value = fields;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    // The check above shows that it is an object with this key.
    value = (value as Record<string, unknown>)[key];
  }
  return true;
}
