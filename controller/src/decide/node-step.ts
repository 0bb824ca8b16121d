import { isUntouchable } from './step/ownership.ts';
import type { Situation, Step } from './step/step.ts';

/** The step of one node, with the situation from which it was chosen. */
export type NodeStep = Step & { readonly situation: Situation };

/** Returns the steps of one kind. */
export function stepsOf<K extends Step['kind']>(
  steps: readonly NodeStep[],
  kind: K,
): Extract<NodeStep, { kind: K }>[] {
  return steps.filter((step): step is Extract<NodeStep, { kind: K }> => step.kind === kind);
}

/** Whether mechanic may write to the node besides the write of its step. A release removes the marks itself. */
export function allowsMarks(step: NodeStep): boolean {
  const { node, refusal } = step.situation;
  if (isUntouchable(node) || step.state === 'foreign' || refusal !== undefined) return false;
  return step.kind !== 'write' || step.action.kind !== 'release';
}
