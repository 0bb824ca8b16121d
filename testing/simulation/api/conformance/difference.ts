import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../json.ts';
import type { Difference } from './comparison.ts';

/** A difference in one line: the question, and each place at which the answers part. */
export function describeDifference({ number, label, request, real, model }: Difference): string {
  const { path, query, body = '' } = request;
  const places = parts(real, model, '').join('; ');
  return `${number} ${label} | ${path} ${JSON.stringify(query)} ${body.slice(0, 1_500)} | ${places.slice(0, 2_000)}`;
}

function parts(real: unknown, model: unknown, path: string): readonly string[] {
  if (isDeepStrictEqual(real, model)) return [];
  const [left, right] = [entries(real), entries(model)];
  if (left === undefined || right === undefined) {
    return [`${path}: real ${JSON.stringify(real)} model ${JSON.stringify(model)}`];
  }
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].flatMap((key) => parts(left[key], right[key], `${path}.${key}`));
}

function entries(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (Array.isArray(value)) return Object.fromEntries(value.entries());
  return isObject(value) ? value : undefined;
}
