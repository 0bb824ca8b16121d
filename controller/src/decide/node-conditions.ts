import type { MaintenanceRecord } from '@mechanic/contract';
import type { Action, Need, OwnCondition } from './decision.ts';
import { type NodeStep, allowsMarks } from './node-step.ts';
import { sayNeed } from './reasons.ts';
import type { NodeView } from './snapshot.ts';
import { type Situation, refOf } from './step/step.ts';
import { foreignDrain, isOwnCondition } from './step/ownership.ts';

/**
 * Adds and updates the conditions of maintenance (KEP-5683). A node without a need gets no new condition; existing
 * conditions of mechanic become False. Conditions that another tool set to True are not changed.
 */
export function nodeConditions(steps: readonly NodeStep[]): Action[] {
  const actions: Action[] = [];
  for (const step of steps) {
    const { node, settings } = step.situation;
    // Shortcut for the thousands of nodes that need no condition and have none.
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
    // A False condition is written once; a different message is no reason to write again.
    if (condition.status === 'False' && has.status === 'False') return false;
    return (
      has.status !== condition.status || has.reason !== condition.reason || has.message !== condition.message
    );
  });
}

/** Why each of the conditions is True; null when it is not. */
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

/** `silenced`: the record of a node without any source, whose maintenance continues. */
function plannedBecause(need: Need | null, silenced: MaintenanceRecord | null): string | null {
  if (need !== null) return sayNeed(need);
  return silenced === null ? null : `${silenced.reason}, of which nothing is heard any more`;
}

/** @param because why the condition is True; null when it is not */
function condition(
  type: string,
  because: string | null,
  words: { readonly reason: readonly [string, string]; readonly otherwise: string },
): OwnCondition {
  const [yes, no] = words.reason;
  if (because === null) return { type, status: 'False', reason: no, message: words.otherwise };
  return { type, status: 'True', reason: yes, message: because };
}
