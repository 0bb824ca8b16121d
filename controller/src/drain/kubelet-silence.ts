import type { NodeView } from '../decide/snapshot.ts';

/** A kubelet that was restarted, or a short break of the network, is back by then. */
const patienceMs = 60_000;

/** What keeps a pod that was asked to go on a node whose kubelet is gone: nobody else ends its containers. */
export const heldBySilence = 'cannot end, because the kubelet of its node does not answer';

/** From when on the kubelet of a node counts as gone (milliseconds since the epoch); Infinity while it answers. */
export function silentFrom({ conditions }: Pick<NodeView, 'conditions'>): number {
  const { Ready: ready } = conditions;
  return ready?.status === 'Unknown' ? ready.lastTransitionTime + patienceMs : Infinity;
}
