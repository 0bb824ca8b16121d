import type { Patch } from '../run/bundle.ts';

/** A mistake that somebody might make, planted on purpose. */
export interface Mutant {
  readonly name: string;
  /** What is wrong with the product then. */
  readonly sentence: string;
  readonly patches: readonly Patch[];
}

function mutant(
  name: string,
  sentence: string,
  ...[file, from, to]: readonly [string, string, string]
): Mutant {
  return { name, sentence, patches: [{ file: `controller/src/${file}`, from, to }] };
}

/** Each alone must be found. */
export const mutants: readonly Mutant[] = [
  mutant(
    'unanswered-write-keeps-no-slot',
    'A write that got no answer is taken for one that was not done.',
    'operator.ts',
    'if (slot !== null) this.#claims.sent(node, slot);',
    '',
  ),
  mutant(
    'no-version',
    'Writes hold for whatever the Node has become since.',
    'nodes/node-patch.ts',
    'return { uid, resourceVersion };',
    'return { uid } as { uid: string; resourceVersion: string };',
  ),
  mutant(
    'no-node-uid',
    'Writes hold for any Node of the same name.',
    'nodes/node-patch.ts',
    'return { uid, resourceVersion };',
    'return { resourceVersion } as { uid: string; resourceVersion: string };',
  ),
  mutant(
    'no-pod-uid',
    'Evictions hold for any Pod of the same name.',
    'drain/kube-requests.ts',
    'preconditions: { uid }, ',
    '',
  ),
  mutant(
    'fence-not-asked',
    "Writes leave after the lease may be somebody else's.",
    'leadership/fence.ts',
    'if (remaining <= 0) {',
    'if (remaining <= -Infinity) {',
  ),
  mutant(
    'fence-too-late',
    'The fence closes long after the renew deadline.',
    'leadership/fence.ts',
    'return forMs - elapsed(',
    'return 3 * forMs - elapsed(',
  ),
  mutant(
    'cordon-before-record',
    'A cordon says nothing of why; the record comes later, if at all.',
    'nodes/node-patch.ts',
    'return { ...recordPatch(node, action.record), spec: { unschedulable: true } };',
    'return { metadata: identity(node), spec: { unschedulable: true } };',
  ),
  mutant(
    'others-taints-lost',
    'Setting our taint takes away those of others.',
    'nodes/node-patch.ts',
    'taints: [...others, ...ours]',
    'taints: ours',
  ),
  mutant(
    'going-is-gone',
    'A pod that was told to end counts as ended.',
    'drain/node-drain.ts',
    'if (isEmptied(plan)) return',
    "if (plan.leaving.every(({ deletionDueAt }) => deletionDueAt !== null)) this.#state = 'emptied';\n    if (isEmptied(plan)) return",
  ),
  mutant(
    'never-uncordoned',
    'Our cordon stays when the maintenance is over.',
    'decide/over-step.ts',
    'return waits === null ? release(situation, true)',
    'return waits === null ? release(situation, false)',
  ),
  mutant(
    'always-uncordoned',
    'Whoever cordoned the node, it is uncordoned afterwards.',
    'decide/over-step.ts',
    'return !record.wasUnschedulable && record.overridden !== true && !node.uncordonSeen;',
    'return true;',
  ),
  mutant(
    'uncordon-fought',
    'A node that a person uncordoned is cordoned again for the same events.',
    'decide/maintenance-step.ts',
    "const isNew = outlook.kind === 'need' && outlook.news.length > 0;",
    "const isNew = outlook.kind === 'need';",
  ),
  mutant(
    'foreign-taken',
    'Nodes that other tools take away are cordoned like any other.',
    'decide/ownership.ts',
    'return taint === undefined ? null :',
    'return Math.abs(0) === 0 ? null :',
  ),
  mutant(
    'dry-run-writes',
    'A dry run writes.',
    'operator.ts',
    'of settings.dryRun ? [] : decision.actions',
    'of decision.actions',
  ),
  mutant(
    'one-too-many',
    'The limit is one higher than it says.',
    'decide/limits.ts',
    '+ 1 <= this.maxDrains;',
    '<= this.maxDrains;',
  ),
  mutant(
    'unavailable-not-counted',
    'maxUnavailable holds nobody back.',
    'decide/limits.ts',
    'return this.#unavailable + 1 <= this.maxUnavailable;',
    'return this.#unavailable >= 0;',
  ),
  mutant(
    'preempt-evades',
    'A Preempt of a node that is not spot evades maxUnavailable.',
    'decide/ownership.ts',
    "return reason === 'Preempt' && spotLabels.some(",
    "return reason === 'Preempt' || spotLabels.some(",
  ),
  mutant(
    'daemons-evicted',
    'Pods of DaemonSets are evicted.',
    'drain/pod-filter.ts',
    "exists: { kind: 'stays' },",
    "exists: { kind: 'goes', tier: 'ordinary', order: 0, finishes: false },",
  ),
  mutant(
    'static-pods-evicted',
    'Static pods are evicted.',
    'drain/pod-filter.ts',
    "if (pod.mirror || action === 'leave')",
    "if (action === 'leave')",
  ),
  mutant(
    'nobody-finishes',
    'Pods that may end by themselves are evicted like all others.',
    'drain/pod-filter.ts',
    "finishes: action === 'finish' && !isFinished(pod),",
    'finishes: false,',
  ),
  mutant(
    'wishes-ignored',
    'What a pod asks for in its annotation counts for nothing.',
    'drain/pod-treatment.ts',
    'action: wish ?? action,',
    'action,',
  ),
  mutant(
    'refused-again-at-once',
    'What was refused is tried again without a pause that grows.',
    'nodes/write-troubles.ts',
    'const REFUSED: Pauses = { first: 2_000, longest: 60_000 };',
    'const REFUSED: Pauses = { first: 100, longest: 100 };',
  ),
  mutant(
    'budget-asked-at-once',
    'An exhausted budget is asked again without a pause.',
    'drain/budget-gate.ts',
    'backoffDelay(this.#backoff(), 2 * times + 1, quarter(this.#random));',
    'backoffDelay(this.#backoff(), 1, quarter(this.#random)) / 1_000;',
  ),
  mutant(
    'failed-for-ever',
    'A failed drain is not tried again.',
    'decide/phase-step.ts',
    'if (retryAt > now) return',
    'if (retryAt > 0) return',
  ),
  mutant(
    'slots-leak',
    'A drain that was paused or has failed keeps its slot.',
    'decide/ownership.ts',
    "return node.record.kind === 'present' && node.record.value.phase === 'Draining';",
    "return node.record.kind === 'present' && node.record.value.phase !== 'Drained';",
  ),
  mutant(
    'budgets-of-settings-ignored',
    'Only the limits of the whole cluster hold.',
    'decide/limits.ts',
    '      groups.push(group);\n',
    '',
  ),
  {
    name: 'marks-hold-up-slots',
    sentence: 'What only helps waits in the same row as what takes a slot.',
    patches: [
      {
        file: 'controller/src/nodes/write-lanes.ts',
        from: "case 'acknowledge':\n      return 'mark';",
        to: "case 'acknowledge':\n      return 'slot';",
      },
      { file: 'controller/src/nodes/write-lanes.ts', from: '{ slot: 16,', to: '{ slot: 1,' },
    ],
  },
  {
    name: 'probe-misses-news',
    sentence: 'The probe tells of its first document only.',
    patches: [
      {
        file: 'probe/src/observation.ts',
        from: 'if (this.#describe() || was !== true) this.#onChange();',
        to: 'if (was !== true && this.#describe()) this.#onChange();',
      },
    ],
  },
];
