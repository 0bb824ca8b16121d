import { type Mutant, mutant } from './mutant.ts';

/** Mistakes in how nodes are emptied. */
export const draining: readonly Mutant[] = [
  mutant('no-pod-uid', 'Evictions hold for any Pod of the same name.', [
    'drain/kube-requests.ts',
    'preconditions: { uid }, ',
    '',
  ]),
  mutant('going-is-gone', 'A pod that was told to end counts as ended.', [
    'drain/node-drain.ts',
    'if (isEmptied(plan)) return',
    "if (plan.leaving.every(({ deletionDueAt }) => deletionDueAt !== null)) this.#state = 'emptied';\n    if (isEmptied(plan)) return",
  ]),
  mutant('daemons-evicted', 'Pods of DaemonSets are evicted.', [
    'decide/pods/pod-filter.ts',
    "exists: { kind: 'stays' },",
    "exists: { kind: 'goes', tier: 'ordinary', order: 0, finishes: false },",
  ]),
  mutant('static-pods-evicted', 'Static pods are evicted.', [
    'decide/pods/pod-filter.ts',
    "if (pod.mirror || action === 'leave')",
    "if (action === 'leave')",
  ]),
  mutant('budget-asked-at-once', 'An exhausted budget is asked again without a pause.', [
    'drain/budget-gate.ts',
    'backoffDelay(this.#backoff(), 2 * times + 1, quarter(this.#random));',
    'backoffDelay(this.#backoff(), 1, quarter(this.#random)) / 1_000;',
  ]),
  mutant('grace-not-capped', 'drain.maxPodGracePeriod is ignored.', [
    'drain/evictor.ts',
    'capMs: settings().maxPodGracePeriodMs, deadline: list.deadline',
    'capMs: null, deadline: list.deadline',
  ]),
  mutant('grace-beyond-deadline', 'Pods may take longer to end than the node is there.', [
    'drain/grace-period.ts',
    'limits.deadline > now ? limits.deadline - now : Infinity',
    'limits.deadline > now ? Infinity : Infinity',
  ]),
  mutant('killed-after-deadline', 'Pods get one second once the deadline has passed.', [
    'drain/grace-period.ts',
    'limits.deadline !== null && limits.deadline > now ?',
    'limits.deadline !== null ?',
  ]),
  mutant('ending-evicted-again', 'Pods that end already are asked again.', [
    'drain/drain-plan.ts',
    '!isEnding(one.pod) && isDue(one)',
    'isDue(one)',
  ]),
  mutant('critical-with-ordinary', 'Critical pods go together with the others.', [
    'drain/drain-plan.ts',
    "return place.tier === 'critical' ? 1 : 0;",
    'return place.tier === undefined ? 1 : 0;',
  ]),
  mutant('own-pod-at-once', 'The own pod goes with the critical ones.', [
    'drain/drain-plan.ts',
    'if (rules.isOwn(pod)) return ownTurn;',
    'if (rules.isOwn(pod)) return 1;',
  ]),
  mutant('own-pod-while-leading', 'The own pod is evicted while its process leads.', [
    'drain/node-drain.ts',
    'this.#isOwn(pod) ? mayEvictOwnPod() :',
    'this.#isOwn(pod) ? mayEvictOwnPod !== undefined :',
  ]),
  mutant('drained-at-once', 'A node is called Drained at once, though a pod may be on its way there.', [
    'drain/last-look.ts',
    'const settleMs = 2_000;',
    'const settleMs = 0;',
  ]),
  mutant('left-pods-evicted', 'Pods that are to be left are evicted.', [
    'decide/pods/pod-filter.ts',
    "if (pod.mirror || action === 'leave')",
    'if (pod.mirror)',
  ]),
  mutant('unmanaged-evicted', 'Pods that nobody would make again are evicted against the settings.', [
    'decide/pods/pod-filter.ts',
    "pod.owner === null && policy.unmanagedPods === 'block'",
    "pod.owner === undefined && policy.unmanagedPods === 'block'",
  ]),
  mutant(
    'deleted-unasked',
    'Near the deadline pods are deleted past their budgets whatever the settings say.',
    ['drain/node-drain.ts', "settings().onDeadline === 'delete' && this.#times()", 'this.#times()'],
  ),
  mutant(
    'ending-pods-are-no-round',
    'Pods that end when a drain is taken over do not count among those of their owner.',
    [
      'drain/returning-owners.ts',
      'most: pods.length,',
      'most: Math.max(1, pods.filter(({ deletionDueAt }) => deletionDueAt === null).length),',
    ],
    ['drain/returning-owners.ts', 'first: new Set(pods.map(({ uid }) => uid)),', 'first: new Set(),'],
    ['drain/returning-owners.ts', 'later: new Set(),', 'later: new Set(pods.map(({ uid }) => uid)),'],
  ),
  mutant('pause-not-honoured', 'A pause that the API server asks for is not kept.', [
    'drain/throttle.ts',
    'this.#pausedUntil = Math.max(this.#pausedUntil, now + Math.min(ms, longestPauseMs));',
    '',
  ]),
  mutant('nobody-finishes', 'Pods that may end by themselves are evicted like all others.', [
    'decide/pods/pod-filter.ts',
    "finishes: action === 'finish' && !isFinished(pod),",
    'finishes: false,',
  ]),
  mutant('wishes-ignored', 'What a pod asks for in its annotation counts for nothing.', [
    'decide/pods/pod-treatment.ts',
    'action: wish ?? action,',
    'action,',
  ]),
  mutant('volumes-forgotten', 'A node is called drained while volumes of its pods are attached.', [
    'drain/node-drain.ts',
    'if (awaited.length > 0) return this.#times().untilVolumesAreLeft;',
    '',
  ]),
  mutant('exclusion-kept', 'Load balancers leave a node out for good.', [
    'nodes/node-patch.ts',
    "...(excluded && marks.includes('exclusion') && { [EXCLUDED]: null }),",
    '',
  ]),
];
