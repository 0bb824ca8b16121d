import type { DrainProgress, PodLeft } from '../decide/snapshot.ts';
import { heldBySilence } from '../decide/pods/held.ts';
import { surgeKey } from '../decide/step/surge-key.ts';
import { awaitsSuccessor } from './surge/node-surges.ts';

/**
 * One sentence on a drain: what blocks it, or what it waits for. Contains no elapsed time, so equal states read the same.
 */
export function drainMessage(
  state: DrainProgress['state'],
  podsLeft: readonly PodLeft[],
  kubeletSilent = false,
): string {
  if (state === 'emptied') return 'no pod is left that has to go';
  const isSaid = podsLeft.some(({ reason }) => reason === heldBySilence);
  const silence = kubeletSilent && !isSaid ? 'the kubelet does not answer, so that pods cannot end; ' : '';
  return silence + podsMessage(podsLeft);
}

function podsMessage(podsLeft: readonly PodLeft[]): string {
  const blocked = podsLeft.filter((pod) => pod.state === 'blocked');
  if (blocked.length > 0) return blockers(blocked);
  const overdue = podsLeft.filter((pod) => pod.state === 'terminating' && pod.reason !== '');
  if (overdue.length > 0) return blockers(overdue);
  if (podsLeft.length === 0) return 'looks at the pods of the node';
  const awaiting = podsLeft.filter(({ reason }) => reason === awaitsSuccessor);
  if (awaiting.length > 0) return blockers(awaiting);
  const finishing = podsLeft.filter((pod) => pod.state === 'finishing');
  if (podsLeft.some(({ state }) => state !== 'terminating' && state !== 'finishing')) return 'evicts pods';
  return finishing.length > 0 ? blockers(finishing) : 'waits for pods to end';
}

/** Whether both say the same, so that no listener needs to hear of the second. */
export function saysTheSame(a: DrainProgress, b: DrainProgress): boolean {
  if (a.state !== b.state || a.message !== b.message || a.podsLeft.length !== b.podsLeft.length) return false;
  if (keysOf(a) !== keysOf(b)) return false;
  // Whether a drain is blocked depends on when the last pod went.
  return a.pace?.lastWentAt === b.pace?.lastWentAt || a.podsLeft.every(({ state }) => state !== 'blocked');
}

function keysOf({ surges = [] }: DrainProgress): string {
  return surges.map((surge) => `${surgeKey(surge)} ${surge.raised === true}`).join();
}

/** `default/web-1 and 4 more: protected by PodDisruptionBudget default/web; default/db-0: ...` */
function blockers(pods: readonly PodLeft[]): string {
  const byReason = Map.groupBy(pods, (pod) => pod.reason);
  return [...byReason].map(([reason, group]) => `${names(group)}: ${reason}`).join('; ');
}

function names(pods: readonly PodLeft[]): string {
  const [first, ...more] = pods.map(({ namespace, name }) => `${namespace}/${name}`).sort();
  return more.length === 0 ? (first ?? '') : `${first ?? ''} and ${more.length} more`;
}
