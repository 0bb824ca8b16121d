/** A JSON object that nobody may change. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that is an object; empty when it is anything else. */
export function member(object: unknown, key: string): JsonObject {
  const value = isObject(object) ? object[key] : undefined;
  return isObject(value) ? value : {};
}

/**
 * The same without members that are null or undefined, at any depth: the API server does not keep them. What has none is
 * the same object, so that comparing it with itself costs nothing.
 */
export function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) return cleanList(value) as T; // each item keeps its own type
  return isObject(value) ? (cleanObject(value) as T) : value; // the same members, less the absent ones
}

function cleanList(list: readonly unknown[]): readonly unknown[] {
  const cleaned = list.map(withoutNulls);
  return cleaned.every((item, index) => item === list[index]) ? list : cleaned;
}

function cleanObject(object: JsonObject): JsonObject {
  let changed = false;
  const kept: Record<string, unknown> = {};
  for (const key in object) {
    const inner = object[key];
    const cleaned = withoutNulls(inner);
    if (cleaned !== inner || inner === null || inner === undefined) changed = true;
    if (cleaned !== null && cleaned !== undefined) kept[key] = cleaned;
  }
  return changed ? kept : object;
}

/** The same with the empty text for null: so the server reads a map of texts. */
export function textsOf(map: unknown): unknown {
  if (!isObject(map) || !Object.values(map).includes(null)) return map;
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, value ?? '']));
}

/** A copy all the way down. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)]));
}
