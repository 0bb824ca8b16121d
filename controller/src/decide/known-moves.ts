import type { Settings } from '@mechanic/contract';
import type { Move } from './move.ts';
import type { NodeView, Snapshot } from './snapshot.ts';
import { nextStep } from './step/maintenance-step.ts';
import { situationOf } from './step/step.ts';

/** A move, what it was made from besides the node, and for how long it stays the same. */
interface Known {
  readonly move: Move;
  readonly probed: boolean;
  readonly settings: Settings;
  readonly madeAt: number;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/**
 * The moves of nodes that wait or rest, from one pass to the next. Such a move is made anew when the Node, its probe or the
 * settings have changed, and when a time comes at which its step said that it may be another one. A pass over thousands of
 * nodes so costs what has changed. It forgets a Node with its view.
 */
export class KnownMoves {
  readonly #known = new WeakMap<NodeView, Known>();

  /** What is known of the node, and what it needs next. */
  moveOf(node: NodeView, snapshot: Snapshot, settings: Settings, now: number): Move {
    const probed = snapshot.probedNodes.has(node.name);
    // What a drain has come to and what was refused change without the Node.
    const isPlain = !snapshot.drains.has(node.uid) && !snapshot.refusals.has(node.uid);
    const known = isPlain ? this.#known.get(node) : undefined;
    if (known !== undefined && holds(known, { probed, settings, now })) return known.move;
    const situation = situationOf(node, snapshot, settings, now);
    const move = { situation, step: nextStep(situation) };
    if (isPlain && waitsOrRests(move)) {
      this.#known.set(node, { move, probed, settings, madeAt: now, until: changesAt(move, now) });
    }
    return move;
  }
}

function holds(
  known: Known,
  { probed, settings, now }: Pick<Known, 'probed' | 'settings'> & { now: number },
): boolean {
  return known.probed === probed && known.settings === settings && known.madeAt <= now && now < known.until;
}

function waitsOrRests({ step }: Move): boolean {
  return step.act.kind === 'none' || step.act.kind === 'claim';
}

function changesAt({ step }: Move, now: number): number {
  let soonest = Number.POSITIVE_INFINITY;
  for (const time of step.wakeAt) if (time > now && time < soonest) soonest = time;
  return soonest;
}
