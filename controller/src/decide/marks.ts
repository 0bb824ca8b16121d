import type { Action } from './decision.ts';
import { type NodeStep, allowsMarks } from './node-step.ts';
import { hasWaitingTaint, isLabelled } from './step/ownership.ts';
import type { Allotment } from './slots/slots.ts';
import { refOf } from './step/step.ts';

/**
 * Adds and removes marks: the label of nodes that mechanic cordoned, and the taint that keeps the pods of one node from
 * moving to the next node in the queue.
 */
export function marks(steps: readonly NodeStep[], { queue, started }: Allotment): Action[] {
  const waiting = new Set(queue.map(({ contender }) => contender.node.uid));
  const starting = new Set(started.map(({ node }) => node.uid));
  const actions: Action[] = [];
  for (const step of steps) {
    const { node } = step.situation;
    // A node that is about to be cordoned gets its marks afterwards, in one write.
    if (!allowsMarks(step) || starting.has(node.uid)) continue;
    const { label, taint } = wantedMarks(step, waiting.has(node.uid));
    const relabel = label !== undefined && label !== isLabelled(node);
    const retaint = taint !== hasWaitingTaint(node);
    if (!relabel && !retaint) continue;
    const changed = { ...(relabel && { label }), ...(retaint && { taint }) };
    actions.push({ kind: 'mark', node: refOf(node), marks: changed });
  }
  return actions;
}

/**
 * A label without a record remains from a release that could not remove it, and is removed now. Not on a cordoned node: the
 * original mechanic may have set it there, and this function does not decide who owns the cordon.
 */
function wantedMarks(
  { situation: { node, record } }: NodeStep,
  waits: boolean,
): { readonly label?: boolean; readonly taint: boolean } {
  if (record === null && node.unschedulable) return { taint: false };
  if (record === null) return { label: false, taint: waits };
  if (record.overridden === true) return { label: false, taint: waits && !node.unschedulable };
  return { label: true, taint: false };
}
