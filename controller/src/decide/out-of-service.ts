import { type MaintenanceRecord, OUT_OF_SERVICE_TAINT } from '@mechanic/contract';
import type { Action } from './decision.ts';
import { type NodeStep, allowsMarks } from './node-step.ts';
import { refOf } from './step/step.ts';

/**
 * Decides which nodes in maintenance get or lose the out-of-service taint. It makes Kubernetes delete pods that may still
 * run, so a node gets it only when its VM is known to be removed or restarted and the node does not answer.
 */
export function outOfService(steps: readonly NodeStep[]): Action[] {
  const actions: Action[] = [];
  for (const step of steps) {
    const { node, record } = step.situation;
    if (record === null || !allowsMarks(step)) continue;
    const tainted = wanted(step, record);
    if (tainted === (record.outOfService === true)) continue;
    const next = { ...record };
    if (tainted) next.outOfService = true;
    else delete next.outOfService;
    actions.push({ kind: 'out-of-service', node: refOf(node), tainted, record: next });
  }
  return actions;
}

function wanted(
  { situation: { node, outlook, settings } }: NodeStep,
  { outOfService: has }: MaintenanceRecord,
): boolean {
  if (has === true) return node.ready !== 'True';
  // A taint of another tool is not removed.
  const isTaken = node.taints.some(({ key }) => key === OUT_OF_SERVICE_TAINT);
  return settings.drain.outOfService && outlook.gone && !isTaken;
}
