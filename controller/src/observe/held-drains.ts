import type { NodeStatus } from '../decide/decision.ts';
import type { DrainProgress } from '../decide/snapshot.ts';
import type { HeldDrain } from './blocked-drains.ts';
import type { Pass } from './pass.ts';

/** Every running drain, with the pods that cannot leave now. */
export function heldDrains({ snapshot, decision }: Pick<Pass, 'snapshot' | 'decision'>): HeldDrain[] {
  const statuses = new Map(decision.statuses.map((status) => [status.node.uid, status]));
  return [...snapshot.drains.values()].flatMap((drain) => {
    const status = statuses.get(drain.nodeUID);
    return status === undefined || drain.state !== 'running' ? [] : [heldDrain(status, drain)];
  });
}

function heldDrain({ node, need, blockedBy }: NodeStatus, { pace, kubeletSilent }: DrainProgress): HeldDrain {
  return {
    node,
    pods: blockedBy,
    about: need?.reason ?? null,
    deadline: need?.deadline ?? null,
    lastWentAt: pace?.lastWentAt ?? null,
    graceMs: pace?.graceMs ?? 0,
    hopeless: kubeletSilent === true,
  };
}
