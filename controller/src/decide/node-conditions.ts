import type { MaintenanceRecord } from '@mechanic/contract';
import type { Action, Need, OwnCondition } from './decision.ts';
import { type NodeStep, allowsMarks } from './node-step.ts';
import { sayNeed } from './reasons.ts';
import type { NodeView } from './snapshot.ts';
import { type Situation, refOf } from './step/step.ts';
import { foreignDrain, isOwnCondition } from './step/ownership.ts';

/**
 * The conditions of maintenance (KEP-5683) that Nodes lack, or that no longer hold. A node that needs nothing gets none; what
 * it has of ours becomes False. Those that somebody else has set to True are his.
 */
export function nodeConditions(steps: readonly NodeStep[]): Action[] {
  const actions: Action[] = [];
  for (const step of steps) {
    const { node, settings } = step.situation;
    // Thousands of nodes need none and have none.
    if (!(settings.nodeConditions || hasAny(node)) || !allowsMarks(step)) continue;
    const reasons = settings.nodeConditions ? reasonsOf(step.situation) : nothing;
    const conditions = changesOf(node, conditionsFor(reasons));
    if (conditions.length > 0) actions.push({ kind: 'conditions', node: refOf(node), conditions });
  }
  return actions;
}

function hasAny({ conditions }: NodeView): boolean {
  return types.some((type) => conditions[type] !== undefined);
}

function changesOf(node: NodeView, wanted: readonly OwnCondition[]): OwnCondition[] {
  const isBusy = wanted.some(({ status }) => status === 'True');
  return wanted.filter((condition) => {
    const has = node.conditions[condition.type];
    if (has === undefined) return isBusy;
    if (has.status === 'True' && !isOwnCondition(has)) return false;
    // What is over is said once, whatever the words.
    if (condition.status === 'False' && has.status === 'False') return false;
    return (
      has.status !== condition.status || has.reason !== condition.reason || has.message !== condition.message
    );
  });
}

/** Why each of the conditions is True; null: it is not. */
interface Reasons {
  readonly planned: string | null;
  readonly draining: string | null;
  readonly drained: string | null;
  readonly started: string | null;
}

const nothing: Reasons = { planned: null, draining: null, drained: null, started: null };

function conditionsFor({ planned, draining, drained, started }: Reasons): OwnCondition[] {
  return [
    condition('MaintenancePlanned', planned, {
      reason: ['MechanicMaintenanceAnnounced', 'MechanicNothingAnnounced'],
      otherwise: 'no maintenance is announced that the node is drained for',
    }),
    condition(foreignDrain, draining, {
      reason: ['MechanicDraining', 'MechanicNotDraining'],
      otherwise: 'the node is not being drained',
    }),
    condition('Drained', drained, {
      reason: ['MechanicDrained', 'MechanicNotDrained'],
      otherwise: 'the node is not drained for maintenance',
    }),
    condition('MaintenanceInProgress', started, {
      reason: ['MechanicMaintenanceStarted', 'MechanicMaintenanceNotStarted'],
      otherwise: 'no maintenance has started',
    }),
  ];
}

const types = conditionsFor(nothing).map(({ type }) => type);

function reasonsOf({ outlook, record }: Situation): Reasons {
  const need = 'need' in outlook ? outlook.need : null;
  return {
    planned: plannedBecause(need, outlook.kind === 'unknown' ? record : null),
    ...doneBecause(record),
    started: need?.started === true ? `${need.reason} has started` : null,
  };
}

function doneBecause(record: MaintenanceRecord | null): Pick<Reasons, 'draining' | 'drained'> {
  const is = (phase: MaintenanceRecord['phase'], words: string): string | null =>
    record?.phase === phase ? `${words} for ${record.reason}` : null;
  return { draining: is('Draining', 'is being drained'), drained: is('Drained', 'is drained') };
}

/** `silenced`: the record of a node of which nobody tells any more, so that its maintenance goes on. */
function plannedBecause(need: Need | null, silenced: MaintenanceRecord | null): string | null {
  if (need !== null) return sayNeed(need);
  return silenced === null ? null : `${silenced.reason}, of which nothing is heard any more`;
}

/** @param because why it is True; null: it is not */
function condition(
  type: string,
  because: string | null,
  words: { readonly reason: readonly [string, string]; readonly otherwise: string },
): OwnCondition {
  const [yes, no] = words.reason;
  if (because === null) return { type, status: 'False', reason: no, message: words.otherwise };
  return { type, status: 'True', reason: yes, message: because };
}
