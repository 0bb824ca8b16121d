import type { PlainObject } from '../api/objects.ts';
import { claimsOf, diskOf } from '../world/disks.ts';
import type { Kube } from '../world/kube.ts';
import type { Facts } from './facts.ts';
import type { Invariant } from './invariant.ts';
import { type NodeFacts, isReady } from './node-facts.ts';
import { hasTime } from './time-left.ts';

/** A pod may have come with its disk when nobody could see it yet. */
const JUST_ATTACHED_MS = 15_000;
/** So long a kubelet has to be back before its node is like any other. */
const SETTLED_MS = 120_000;

/** Drained means that nothing hangs on the VM any more. */
export function volumesAreAwaited(
  facts: Facts,
  kube: Kube,
  violated: (name: string, what: string) => void,
): Invariant {
  const name = 'volumes-awaited';
  return {
    name,
    sentence:
      'A record says Drained only when no volume of pods that left is attached to the node, unless the time for it is over.',
    // eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
    nodeWritten: ({ before, after, request }) => {
      const node = facts.nodes.get(after.metadata.name);
      const wasDraining = (before.metadata.annotations?.['mechanic.dev/maintenance'] ?? '').includes(
        '"Draining"',
      );
      if (node?.record?.phase !== 'Drained' || !wasDraining || !answers(node, kube)) return;
      const candidates = facts.settingsOf(request.client, request.sentAt);
      if (!candidates.every(({ drain }) => drain.volumes === 'wait')) return;
      const timeoutMs = Math.min(...candidates.map(({ drain }) => drain.timeoutMs));
      if (!hasTime(node, { now: request.client.process.clock.now(), timeoutMs, noticeMs: 0 })) return;
      const left = leftOn(node.name, kube);
      if (left.length > 0) violated(name, `${node.name} is called Drained with ${left.join(', ')} attached`);
    },
  };
}

/** Nobody waits for what a kubelet that is gone should unmount. */
function answers({ node }: NodeFacts, kube: Kube): boolean {
  const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
  return isReady(node) && kube.now() - Date.parse(ready?.lastTransitionTime ?? '') > SETTLED_MS;
}

/** Volumes that are attached there and that no pod there uses. */
function leftOn(node: string, kube: Kube): string[] {
  const used = new Set(kube.podsOn(node).flatMap((pod) => claimsOf(pod).map(diskOf)));
  return kube
    .list('volumeattachments')
    .filter(({ metadata, spec }) => {
      const age = kube.now() - Date.parse(metadata.creationTimestamp);
      return spec?.nodeName === node && age > JUST_ATTACHED_MS && !used.has(volumeOf({ spec }));
    })
    .map(volumeOf);
}

function volumeOf({ spec = {} }: Pick<PlainObject, 'spec'>): string {
  return (spec.source as { persistentVolumeName: string }).persistentVolumeName; // as the world makes them
}
