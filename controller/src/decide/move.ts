import { isUntouchable } from './step/ownership.ts';
import type { Act, Situation, Step } from './step/step.ts';

/** A node, what is known about it, and what it needs next. */
export interface Move {
  readonly situation: Situation;
  readonly step: Step;
}

/** The moves of one kind of act, with the act. */
export function movesThat<K extends Act['kind']>(
  moves: readonly Move[],
  kind: K,
): { readonly move: Move; readonly act: Extract<Act, { kind: K }> }[] {
  return moves.flatMap((move) => {
    const { act } = move.step;
    return isKind(act, kind) ? [{ move, act }] : [];
  });
}

function isKind<K extends Act['kind']>(act: Act, kind: K): act is Extract<Act, { kind: K }> {
  return act.kind === kind;
}

/** Whether anything may be written to the node beside what its step wants; a release takes along what was left there. */
export function isOurs({ situation: { node, refusal }, step }: Move): boolean {
  if (isUntouchable(node) || step.state === 'foreign' || refusal !== undefined) return false;
  return step.act.kind !== 'write' || step.act.action.kind !== 'release';
}
