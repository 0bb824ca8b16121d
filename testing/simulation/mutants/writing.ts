import { type Mutant, mutant } from './mutant.ts';

/** Mistakes in what is written, by whom and when. */
export const writing: readonly Mutant[] = [
  mutant('unanswered-write-keeps-no-slot', 'A write that got no answer is taken for one that was not done.', [
    'operator.ts',
    'if (slot !== null) this.#unseenSlots.sent(node, slot);',
    '',
  ]),
  mutant('no-version', 'Writes hold for whatever the Node has become since.', [
    'nodes/node-patch.ts',
    'return { uid, resourceVersion };',
    'return { uid } as { uid: string; resourceVersion: string };',
  ]),
  mutant('no-node-uid', 'Writes hold for any Node of the same name.', [
    'nodes/node-patch.ts',
    'return { uid, resourceVersion };',
    'return { resourceVersion } as { uid: string; resourceVersion: string };',
  ]),
  mutant('cordon-before-record', 'A cordon says nothing of why; the record comes later, if at all.', [
    'nodes/node-patch.ts',
    'return { ...recordPatch(node, action.record), spec: { unschedulable: true } };',
    'return { metadata: identity(node), spec: { unschedulable: true } };',
  ]),
  mutant('others-taints-lost', 'Setting our taint takes away those of others.', [
    'nodes/node-patch.ts',
    'taints: [...others, ...ours]',
    'taints: ours',
  ]),
  mutant('dry-run-writes', 'A dry run writes.', [
    'operator.ts',
    'of settings.dryRun ? [] : decision.actions',
    'of decision.actions',
  ]),
  mutant('refused-again-at-once', 'What was refused is tried again without a pause that grows.', [
    'nodes/write-troubles.ts',
    'const REFUSED: Backoff = { initialMs: 2_000, maxMs: 60_000 };',
    'const REFUSED: Backoff = { initialMs: 100, maxMs: 100 };',
  ]),
  mutant(
    'fence-not-asked',
    "Writes leave after the lease may be somebody else's.",
    ['leadership/fence.ts', 'if (remaining <= 0) {', 'if (remaining <= -Infinity) {'],
    ['leadership/fence.ts', 'Math.min(timeoutMs, remaining)', 'timeoutMs'],
    ['controller.ts', 'client.beforeSending(() => fence.sweep());', ''],
  ),
  mutant('fence-too-late', 'The fence closes long after the renew deadline.', [
    'leadership/fence.ts',
    'return forMs - elapsed(',
    'return 3 * forMs - elapsed(',
  ]),
  mutant(
    'claims-dropped-on-conflict',
    'A slot that an unanswered write may have taken is given up when the next write collides.',
    [
      'operator.ts',
      "if (outcome.kind === 'gone') this.#unseenSlots.denied(node.uid);",
      'this.#unseenSlots.denied(node.uid);',
    ],
  ),
  mutant(
    'settings-not-read-again',
    'What was planned is written although a dry run has been asked for since.',
    ['operator.ts', 'if (settings !== this.#parts.settings()) {', 'if (settings === undefined) {'],
  ),
  mutant('lease-renewed-late', 'A leader that was silent for longer than its renew deadline goes on.', [
    'leadership/elector.ts',
    "if (this.#untilDeadline() <= 0) {\n      await this.#lose('could not renew in time');",
    "if (this.#untilDeadline() <= -Infinity) {\n      await this.#lose('could not renew in time');",
  ]),
  mutant('lease-taken-early', 'A standby takes the lease when half of its time is over.', [
    'leadership/lease-sight.ts',
    'known.durationSeconds * 1_000;\n  }\n\n  #isNews',
    'known.durationSeconds * 500;\n  }\n\n  #isNews',
  ]),
  mutant(
    'marks-hold-up-slots',
    'What only helps waits in the same row as what takes a slot.',
    [
      'nodes/write-lanes.ts',
      "case 'acknowledge':\n      return 'mark';",
      "case 'acknowledge':\n      return 'slot';",
    ],
    ['nodes/write-lanes.ts', '{ slot: 16,', '{ slot: 1,'],
  ),
  mutant('given-back-too-early', 'The lease is given back while writes are under way.', [
    'operator.ts',
    'await Promise.all([this.#parts.drains.stop(), this.#lanes.idle()]);',
    'await this.#parts.drains.stop();',
  ]),
];
