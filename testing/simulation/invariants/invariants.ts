import type { Simulation } from '../run/simulation.ts';
import { approvalsAreTrue } from './approvals.ts';
import type { Calm } from './calm.ts';
import {
  eventsAreTold,
  noHotLoop,
  nothingFails,
  pausesAreRare,
  roomIsForTheCordoned,
  writesChangeSomething,
} from './conduct.ts';
import type { DrainTimes } from './drain-times.ts';
import { drainedIsEmpty, dryRunIsDry, recordComesFirst } from './emptying.ts';
import { fenceHolds, leaseIsGivenBackLast, termsDoNotOverlap } from './fence.ts';
import { holdsAreKept } from './holds.ts';
import type { Invariant } from './invariant.ts';
import { leasesLast } from './leases.ts';
import { drainLimits, unavailableLimits } from './limits.ts';
import type { MissedNews } from './missed-news.ts';
import { evictionsAreSlow, graceIsFair, podsGoInOrder } from './pods.ts';
import { preemptInTime } from './preempt-in-time.ts';
import { podRulesHold } from './pod-rules.ts';
import { volumesAreAwaited } from './volumes.ts';
import { probesAreQuiet } from './probes.ts';
import { surgesAreNotForgotten, surgesAreRecorded } from './surges.ts';
import { cordonsBelong, onlyOwnFields, uidsAreNamed } from './ownership.ts';
import { needsAreReal } from './reasons.ts';
import { attemptsAreCounted, delayIsKept, drainedIsLate, leadTimeIsKept, missedIsPast } from './times.ts';
import { urgentFirst } from './urgency-order.ts';

/** Everything that must always be so in a run. */
export function invariantsOf(
  simulation: Simulation,
  {
    calm,
    drainTimes,
    missedNews,
  }: { readonly calm: Calm; readonly drainTimes: DrainTimes; readonly missedNews: MissedNews },
): readonly Invariant[] {
  const { facts, surges, court, kube, plan, azure, fleet } = simulation;
  const { violated } = court;
  const times = { facts, kube, plan, drainTimes, violated };
  const pods = { facts, kube, violated };
  return [
    drainLimits(facts, violated),
    unavailableLimits(facts, violated),
    fenceHolds(violated),
    termsDoNotOverlap(facts, violated),
    leasesLast(facts, violated),
    leaseIsGivenBackLast(facts, violated),
    onlyOwnFields(violated),
    cordonsBelong(facts, violated),
    uidsAreNamed(violated),
    dryRunIsDry(facts, violated),
    recordComesFirst(facts, kube, violated),
    drainedIsEmpty(facts, kube, violated),
    podRulesHold(facts, kube, violated),
    volumesAreAwaited(facts, kube, violated),
    drainedIsLate(times),
    graceIsFair(pods),
    podsGoInOrder(pods),
    evictionsAreSlow(pods),
    needsAreReal({ facts, actors: () => simulation.actors, calm, violated }),
    urgentFirst(simulation, calm),
    leadTimeIsKept(times),
    holdsAreKept(simulation),
    delayIsKept(times),
    attemptsAreCounted(times),
    missedIsPast(times),
    noHotLoop(facts, violated),
    writesChangeSomething(facts, violated),
    eventsAreTold(facts, missedNews, violated),
    nothingFails(violated),
    preemptInTime(facts, plan, violated),
    pausesAreRare(facts, violated),
    roomIsForTheCordoned(facts, violated),
    surgesAreRecorded(surges, kube, violated),
    surgesAreNotForgotten(surges, kube, violated),
    approvalsAreTrue({ facts, azure, fleet }, violated),
    probesAreQuiet(simulation, calm),
  ];
}
