import { isObject } from './json.ts';
import { mergePatch } from './merge-patch.ts';

interface Status {
  readonly conditions?: readonly Condition[];
}

interface Condition {
  readonly type: string;
}

/** Applies a strategic merge patch to a Node as far as anybody here sends one: conditions merge by their type. */
export function strategicPatch(target: unknown, patch: object): unknown {
  const merged = mergePatch(target, patch);
  const { conditions } = statusOf(patch);
  if (conditions === undefined || !isObject(merged)) return merged;
  const patched = new Map(conditions.map((condition) => [condition.type, condition]));
  const before = statusOf(target).conditions ?? [];
  const kept = before.map((condition) => mergePatch(condition, patched.get(condition.type) ?? {}));
  const added = conditions.filter(({ type }) => before.every((condition) => condition.type !== type));
  return { ...merged, status: { ...statusOf(merged), conditions: [...kept, ...added] } };
}

function statusOf(object: unknown): Status {
  return isObject(object) && isObject(object.status) ? object.status : {};
}
