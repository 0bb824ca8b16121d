import type { NodeEntry } from '@mechanic/contract/status';
import { count } from '../reasons.ts';

/** Maximum number of pods and volumes that are named. */
const MOST = 20;

/**
 * What a drain waits for without being blocked: pods that may end by themselves, successors that are not Ready yet, and
 * attached volumes.
 */
export function waits({ podsLeft, surges, volumes }: NodeEntry): string[] {
  const finishing = podsLeft.filter(({ state }) => state === 'finishing');
  return [
    ...named(finishing, ({ namespace, name, reason }) => `${namespace}/${name} ${reason}`),
    ...named(
      surges,
      ({ namespace, deployment, from, to }) =>
        `a successor of ${namespace}/${deployment} (${from} to ${to} replicas)`,
    ),
    ...named(volumes, (name) => `the volume ${name} is still attached`),
  ];
}

function named<T>(items: readonly T[], words: (item: T) => string): string[] {
  const more = items.length - MOST;
  return [...items.slice(0, MOST).map(words), ...(more > 0 ? [`${count(more, 'other')} likewise`] : [])];
}
