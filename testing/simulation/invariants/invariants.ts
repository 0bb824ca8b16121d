import type { Simulation } from '../run/simulation.ts';
import { approvalsAreTrue } from './approvals.ts';
import { noHotLoop, nothingFails, pausesAreRare } from './conduct.ts';
import { drainedIsEmpty, dryRunIsDry, recordComesFirst } from './emptying.ts';
import { fenceHolds, termsDoNotOverlap } from './fence.ts';
import type { Invariant } from './invariant.ts';
import { drainLimits, unavailableLimits } from './limits.ts';
import { preemptInTime } from './preempt-in-time.ts';
import { podRulesHold } from './pod-rules.ts';
import { volumesAreAwaited } from './volumes.ts';
import { cordonsBelong, onlyOwnFields, uidsAreNamed } from './ownership.ts';

/** Everything that must always be so in a run. */
export function invariantsOf({ facts, court, kube, plan, azure, fleet }: Simulation): readonly Invariant[] {
  const { violated } = court;
  return [
    drainLimits(facts, violated),
    unavailableLimits(facts, violated),
    fenceHolds(violated),
    termsDoNotOverlap(facts, violated),
    onlyOwnFields(violated),
    cordonsBelong(facts, violated),
    uidsAreNamed(violated),
    dryRunIsDry(facts, violated),
    recordComesFirst(facts, kube, violated),
    drainedIsEmpty(facts, kube, violated),
    podRulesHold(facts, kube, violated),
    volumesAreAwaited(facts, kube, violated),
    noHotLoop(facts, violated),
    nothingFails(violated),
    preemptInTime(facts, plan, violated),
    pausesAreRare(facts, violated),
    approvalsAreTrue({ facts, azure, fleet }, violated),
  ];
}
