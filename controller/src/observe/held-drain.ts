import type { NodeStatus } from '../decide/decision.ts';
import type { DrainProgress } from '../decide/snapshot.ts';
import type { HeldDrain } from './blocked-drains.ts';

/** What is to be told of a drain that pods hold up. */
export function heldDrain(
  { node, need, blockedBy }: NodeStatus,
  { pace, kubeletSilent }: DrainProgress,
): HeldDrain {
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
