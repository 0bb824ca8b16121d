import { type Mutant, mutant } from './mutant.ts';

/** Mistakes in what is decided. */
export const deciding: readonly Mutant[] = [
  mutant('never-uncordoned', 'Our cordon stays when the maintenance is over.', [
    'decide/step/over-step.ts',
    'return waits === null ? release(situation, true)',
    'return waits === null ? release(situation, false)',
  ]),
  mutant('always-uncordoned', 'Whoever cordoned the node, it is uncordoned afterwards.', [
    'decide/step/over-step.ts',
    'return !record.wasUnschedulable && record.overridden !== true && !node.uncordonSeen;',
    'return true;',
  ]),
  mutant('uncordon-fought', 'A node that a person uncordoned is cordoned again for the same events.', [
    'decide/step/maintenance-step.ts',
    "const isNew = outlook.kind === 'need' && outlook.news.length > 0;",
    "const isNew = outlook.kind === 'need';",
  ]),
  mutant('foreign-taken', 'Nodes that other tools take away are cordoned like any other.', [
    'decide/step/ownership.ts',
    'if (taint !== undefined) return',
    "if (taint?.key === '') return",
  ]),
  mutant('one-too-many', 'The limit is one higher than it says.', [
    'decide/slots/limits.ts',
    '+ 1 <= this.maxDrains;',
    '<= this.maxDrains;',
  ]),
  mutant('unavailable-not-counted', 'maxUnavailable holds nobody back.', [
    'decide/slots/limits.ts',
    'return this.#unavailable + 1 <= this.maxUnavailable;',
    'return this.#unavailable >= 0;',
  ]),
  mutant('preempt-evades', 'A Preempt of a node that is not spot evades maxUnavailable.', [
    'decide/step/ownership.ts',
    "(reason === 'Preempt' && isSpot(node))",
    "reason === 'Preempt'",
  ]),
  mutant('failed-for-ever', 'A failed drain is not tried again.', [
    'decide/step/phase-step.ts',
    'if (retryAt > now) return',
    'if (retryAt > 0) return',
  ]),
  mutant('slots-leak', 'A drain that was paused or has failed keeps its slot.', [
    'decide/step/ownership.ts',
    "node.record.value.phase !== 'Draining') return false;",
    "node.record.value.phase === 'Drained') return false;",
  ]),
  mutant('budgets-of-settings-ignored', 'Only the limits of the whole cluster hold.', [
    'decide/slots/limits.ts',
    'if (group !== null) groups.push(group);',
    '',
  ]),
  mutant('later-deadline-first', 'What is due later goes first.', [
    'decide/need/urgency.ts',
    'return a - b;',
    'return b - a;',
  ]),
  mutant('less-grave-first', 'Of what is due at the same time the less grave goes first.', [
    'decide/need/urgency.ts',
    'severity(a.reason) - severity(b.reason)',
    'severity(b.reason) - severity(a.reason)',
  ]),
  mutant('names-backwards', 'Of equals the last by name goes first.', [
    'decide/slots/slots.ts',
    'compareNames(a.contender.node, b.contender.node),',
    'compareNames(b.contender.node, a.contender.node),',
  ]),
  mutant('never-urgent', 'No event is ever near enough to take the slot of another.', [
    'decide/need/urgency.ts',
    'return urgency.started || (deadline !== null && deadline - now <= urgentWithinMs);',
    'return urgency.started && deadline === undefined;',
  ]),
  mutant('paused-for-the-untouchable', 'Drains are paused for a node that may not be cordoned.', [
    'decide/slots/slots.ts',
    'return untried === true && freed.length > 0;',
    'return untried === null && freed.length > 0;',
  ]),
  mutant('silence-is-over', 'Where nobody tells of an event the maintenance counts as over.', [
    'decide/need/need.ts',
    'if (announcements.conclusive) return true;',
    'if (announcements.conclusive || announcements.events.length === 0) return true;',
  ]),
  mutant('condition-unknown-is-true', 'A condition that is Unknown counts as True.', [
    'decide/need/events.ts',
    "if (condition.status === 'Unknown') return { says: 'unclear', events: [], notes: [`${name} is Unknown`] };",
    '',
  ]),
  mutant('unready-probe-believed', 'The report of a probe that is not Ready is believed alone.', [
    'decide/need/events.ts',
    "if (report !== null && probed && report.imds === 'ok') {",
    "if (report !== null && report.imds === 'ok') {",
  ]),
  mutant(
    'silent-imds-believed',
    'A report that says that the metadata service is silent is believed alone.',
    [
      'decide/need/events.ts',
      "if (report !== null && probed && report.imds === 'ok') {",
      'if (report !== null && probed) {',
    ],
  ),
  mutant('hearsay-kept', 'What a silent probe said last is believed for ever.', [
    'decide/need/events.ts',
    '.filter(({ expiresAt }) => expiresAt > now);',
    '.filter(({ expiresAt }) => expiresAt > 0);',
  ]),
  mutant(
    'conditions-never-over',
    'A maintenance for conditions is not over when they are False again, unless a probe says so.',
    ['decide/need/need.ts', 'isAboutConditions(record, node, settings)\n  );', 'false\n  );'],
  ),
  mutant('last-word-not-heard', 'Only an empty last report of a silent probe ends a maintenance.', [
    'decide/need/need.ts',
    'if (lastWord === null || startedAt === null',
    'if (lastWord === null || lastWord.events.length > 0 || startedAt === null',
  ]),
  mutant('was-unschedulable-forgotten', 'What somebody else had cordoned before is uncordoned.', [
    'decide/step/over-step.ts',
    'return !record.wasUnschedulable && record',
    'return record',
  ]),
  mutant('label-is-title', 'The label alone makes a cordon that of an earlier mechanic.', [
    'decide/step/ownership.ts',
    "node.record.kind === 'absent' && node.unschedulable && node.cordonedWithLabel",
    "node.record.kind === 'absent' && node.unschedulable && isLabelled(node)",
  ]),
  mutant('uncordoned-unready', 'A node that is not Ready is uncordoned.', [
    'decide/step/over-step.ts',
    "if (node.ready === 'True') return null;",
    "if (node.ready !== 'Never') return null;",
  ]),
  mutant('delay-ignored', 'uncordon.delay is ignored.', [
    'decide/step/over-step.ts',
    'delayMs > 0 && (since',
    'delayMs > 86_400_000 && (since',
  ]),
  mutant('deadline-ignored-by-retry', 'A failed drain rests beyond its deadline.', [
    'decide/step/record.ts',
    'if (deadline === null || deadline <= now) return now + pause;',
    'if (now > 0) return now + pause;',
  ]),
  mutant('timeout-begins-anew', 'Each pause gives the drain its whole time again.', [
    'decide/step/record.ts',
    '...(drainedSeconds > 0 && { drainedSeconds }),',
    '',
  ]),
  mutant('lead-time-ignored', 'Drains begin at once, whatever drain.leadTime says.', [
    'decide/step/claim-step.ts',
    'need.deadline === null ? now : need.deadline - leadTimeMs;',
    'need.deadline === null ? now : Math.min(now, leadTimeMs);',
  ]),
  mutant('lead-time-not-waited-for', 'Nobody looks again when drain.leadTime lets a drain begin.', [
    'decide/step/claim-step.ts',
    '[...outlook.changesAt, startAt]',
    'outlook.changesAt',
  ]),
  mutant('ignored-holds-slot', 'A drain goes on holding its slot on a node that is to be ignored.', [
    'decide/step/maintenance-step.ts',
    "if (record?.phase !== 'Draining') return rest('ignored', reason);",
    "if (record?.phase !== 'Never') return rest('ignored', reason);",
  ]),
  mutant('gone-holds-slot', 'A drain waits for a kubelet that is gone until its time is over.', [
    'decide/step/phase-step.ts',
    'if (isUnreachable(situation, record) &&',
    'if (now < 0 && isUnreachable(situation, record) &&',
  ]),
  mutant('stuck-holds-slot', 'A drain past its deadline that gets nowhere keeps its slot from urgent ones.', [
    'decide/step/stuck.ts',
    'const stuckMs = 180_000;',
    'const stuckMs = 180_000_000;',
  ]),
  mutant('missed-not-written', 'That a deadline was missed is not written down.', [
    'decide/step/phase-step.ts',
    'if (!isPast || record.deadlineMissed === true',
    'if (isPast || record.deadlineMissed === true',
  ]),
  mutant('waiting-mark-stays', 'Nodes that are drained keep the mark of those that wait.', [
    'decide/marks.ts',
    'return { label: true, taint: false };',
    'return { label: true, taint: true };',
  ]),
  mutant('foreign-vm-approved', 'An event is approved when one of the VMs that it names is drained.', [
    'decide/acknowledgement.ts',
    '[...named].every((vm) => vms.isDrained(vm, id)));',
    '[...named].some((vm) => vms.isDrained(vm, id)));',
  ]),
  mutant('first-report-approves', 'Of the reports of an event only the first counts for its approval.', [
    'decide/acknowledgement.ts',
    'if (!isEmptied(statements, vms)) continue;',
    'if (!isEmptied(statements.slice(0, 1), vms)) continue;',
  ]),
  mutant('missed-told-again', 'A missed deadline is told in each pass.', [
    'observe/deadline-misses.ts',
    'if (this.#told.has(uid) && this.#told.get(uid) === deadline) return false;',
    '',
  ]),
  mutant('percent-rounded-up-too-far', 'A percentage of nodes is always rounded to the next higher number.', [
    'decide/slots/limits.ts',
    'Number.POSITIVE_INFINITY : resolveQuantity(quantity, size);',
    "Number.POSITIVE_INFINITY : quantity.kind === 'percent' ? Math.floor((quantity.percent * size) / 100) + 1 : resolveQuantity(quantity, size);",
  ]),
  mutant('percent-rounded-down', 'A percentage of nodes is rounded down.', [
    'decide/slots/limits.ts',
    'Number.POSITIVE_INFINITY : resolveQuantity(quantity, size);',
    "Number.POSITIVE_INFINITY : quantity.kind === 'percent' ? Math.floor((quantity.percent * size) / 100) : resolveQuantity(quantity, size);",
  ]),
  mutant('calendar-ignored', 'A hold of the calendar holds nothing.', [
    'decide/slots/holds.ts',
    'if (until === null) return',
    'if (until !== 0) return',
  ]),
  mutant(
    'cordoned-again-uncordoned',
    'What a person uncordoned and cordoned again in a maintenance is uncordoned after it.',
    [
      'decide/step/over-step.ts',
      'record.overridden !== true && !node.uncordonSeen;',
      'record.overridden !== false;',
    ],
  ),
  mutant('never-drained', 'A node that is empty is never called Drained.', [
    'decide/step/phase-step.ts',
    "if (progress?.state === 'emptied') {",
    "if (progress?.state === 'emptied' && now < 0) {",
  ]),
  mutant('waiting-mark-for-the-idle', 'A node that waited once keeps the mark of those that wait.', [
    'decide/marks.ts',
    'const retaint = taint !== hasWaitingTaint(node);',
    'const retaint = taint && !hasWaitingTaint(node);',
  ]),
  mutant(
    'missed-in-queue-not-told',
    'Of a deadline that passes while a node waits for its turn nobody is told.',
    ['observe/deadline-misses.ts', 'if (!missedInQueue || need', 'if (missedInQueue || need'],
  ),
];
