import type { Surge } from '@mechanic/contract';

/** Identifies a surge, which may stand in the records of several Nodes. */
export function surgeKey({ uid, startedAt }: Pick<Surge, 'uid' | 'startedAt'>): string {
  return `${uid} ${startedAt}`;
}
