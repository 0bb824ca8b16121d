import type { NodeEntry } from '@mechanic/contract/status';
import { clockTime, count, fromNow } from './span.ts';

/** So many pods and volumes are named. */
const MOST = 20;

/** What a drain waits for without being blocked: pods that may end by themselves, and volumes that are still attached. */
export function waits({ finishing, volumes }: NodeEntry, now: number): string[] {
  return [
    ...named(finishing, ({ namespace, name, rule, until }) => {
      const why = rule === null ? 'by its own annotation' : `by the rule "${rule}"`;
      const end = until === null ? '' : `, until ${clockTime(until)} (${fromNow(until, now)})`;
      return `${namespace}/${name} may end by itself ${why}${end}`;
    }),
    ...named(volumes, ({ name, claim, since }) => {
      const of = claim === null ? '' : ` of ${claim}`;
      return `the volume ${name}${of} is still attached${since === null ? '' : `, since ${clockTime(since)}`}`;
    }),
  ];
}

function named<T>(items: readonly T[], words: (item: T) => string): string[] {
  const more = items.length - MOST;
  return [...items.slice(0, MOST).map(words), ...(more > 0 ? [`${count(more, 'other')} likewise`] : [])];
}
