import { type MaintenanceRecord, OUT_OF_SERVICE_TAINT } from '@mechanic/contract';
import type { Action } from './decision.ts';
import { type NodeStep, allowsMarks } from './node-step.ts';
import { refOf } from './step/step.ts';

/**
 * Which nodes in maintenance get the taint that makes Kubernetes give them up, and which lose it. Kubernetes deletes pods by
 * it that may still run somewhere, so only for nodes whose VM is known to be taken away or restarted, and that do not answer.
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
  // Somebody else's taint is somebody else's to take away.
  const isTaken = node.taints.some(({ key }) => key === OUT_OF_SERVICE_TAINT);
  return settings.drain.outOfService && outlook.gone && !isTaken;
}
