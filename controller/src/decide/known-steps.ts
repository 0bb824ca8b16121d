import type { Settings } from '@mechanic/contract';
import type { NodeStep } from './node-step.ts';
import type { NodeView, Snapshot } from './snapshot.ts';
import { nextStep } from './step/maintenance-step.ts';
import { situationOf } from './step/step.ts';

/** A step, its inputs besides the node, and how long it stays valid. */
interface Known {
  readonly step: NodeStep;
  readonly probed: boolean;
  readonly settings: Settings;
  readonly madeAt: number;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/**
 * Keeps the steps of waiting or resting nodes from one pass to the next. A step is computed again when the Node, its probe
 * or the settings change, and at the times the step itself gives. So the cost of a pass over thousands of nodes depends
 * only on what has changed. A step is dropped together with the view of its Node.
 */
export class KnownSteps {
  readonly #known = new WeakMap<NodeView, Known>();

  /** Returns the kept step of a node, or a new one. */
  stepOf(node: NodeView, snapshot: Snapshot, settings: Settings, now: number): NodeStep {
    const probed = snapshot.probedNodes.has(node.name);
    // The progress of a drain and a refusal can change without the Node.
    const isPlain = !snapshot.drains.has(node.uid) && !snapshot.refusals.has(node.uid);
    const known = isPlain ? this.#known.get(node) : undefined;
    if (known !== undefined && holds(known, { probed, settings, now })) return known.step;
    const step = newStep(node, snapshot, settings, now);
    if (isPlain && (step.kind === 'rest' || step.kind === 'claim')) {
      this.#known.set(node, { step, probed, settings, madeAt: now, until: changesAt(step, now) });
    }
    return step;
  }
}

/** Computes the step of one node from the snapshot. */
export function newStep(node: NodeView, snapshot: Snapshot, settings: Settings, now: number): NodeStep {
  const situation = situationOf(node, snapshot, settings, now);
  return { ...nextStep(situation), situation };
}

function holds(
  known: Known,
  { probed, settings, now }: Pick<Known, 'probed' | 'settings'> & { now: number },
): boolean {
  return known.probed === probed && known.settings === settings && known.madeAt <= now && now < known.until;
}

function changesAt({ wakeAt }: NodeStep, now: number): number {
  let soonest = Number.POSITIVE_INFINITY;
  for (const time of wakeAt) if (time > now && time < soonest) soonest = time;
  return soonest;
}
