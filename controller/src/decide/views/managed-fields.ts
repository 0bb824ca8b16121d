/** Whether the fields of one writer (`fieldsV1`) have this one: `f:spec`, `f:unschedulable`. */
export function hasPath(fields: unknown, path: readonly string[]): boolean {
  let value = fields;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    // Just seen to be an object that has the key.
    value = (value as Record<string, unknown>)[key];
  }
  return true;
}
