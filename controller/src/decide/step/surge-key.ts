import type { Surge } from '@mechanic/contract';

/** Which surge it is: several Nodes may have it in their records. */
export function surgeKey({ uid, startedAt }: Pick<Surge, 'uid' | 'startedAt'>): string {
  return `${uid} ${startedAt}`;
}
