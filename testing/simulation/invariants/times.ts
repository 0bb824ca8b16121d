import type { Settings } from '@mechanic/contract';
import type { NodeObject } from '../api/index.ts';
import type { SimProcess } from '../engine/sim-process.ts';
import type { Plan } from '../plan/plan.ts';
import type { Kube } from '../world/kube.ts';
import type { DrainTimes } from './drain-times.ts';
import type { Facts } from './facts.ts';
import type { Invariant, OwnWrite } from './invariant.ts';
import { type NodeFacts, type RecordFacts, isDraining, isReady } from './node-facts.ts';
import { deadlineOf, needsOf } from './true-needs.ts';

type Violated = (name: string, what: string) => void;
type NodeWrite = OwnWrite<NodeObject> & { readonly before: NodeObject; readonly after: NodeObject };

/** What was said so lately may not be known to whoever decides. */
const NEWS_MS = 5_000;
/** Whoever wrote a time may have had another clock. */
const CLOCKS_MS = 8_000;
const SETTLE_MS = 1_900;
const SHORTEST_RETRY_MS = 5_000;

export interface TimesParts {
  readonly facts: Facts;
  readonly kube: Kube;
  readonly plan: Plan;
  readonly drainTimes: DrainTimes;
  readonly violated: Violated;
}

/** Nothing is begun sooner than `drain.leadTime` allows. */
export function leadTimeIsKept({ facts, violated }: TimesParts): Invariant {
  const name = 'lead-time';
  return {
    name,
    sentence: 'No drain begins earlier than drain.leadTime before the deadline.',
    nodeWritten: ({ request, after }) => {
      const node = facts.nodes.get(after.metadata.name);
      if (node?.drainingSince !== facts.now) return;
      const now = request.client.process.clock.now();
      // What the Node says was decided on as it is.
      const early = facts.settingsOf(request.client, request.sentAt).every((settings) =>
        [true, false].every((probed) => {
          const deadline = deadlineOf(needsOf(node, { settings, probed, now }));
          const lead = settings.drain.leadTimeMs;
          return lead !== null && deadline !== null && deadline - lead > now + NEWS_MS;
        }),
      );
      if (early) violated(name, `${node.name} begins before its time`);
    },
  };
}

/** A node is given back when `uncordon.delay` has passed since its last need, and when it is Ready. */
export function delayIsKept({ facts, plan, violated }: TimesParts): Invariant {
  const name = 'uncordon-delay';
  const neededUntil = new Map<string, number>();
  const note = (node: NodeFacts): void => {
    const settings = facts.latestSettings();
    const now = facts.engine.now;
    const needs = needsOf(node, { settings, probed: true, now: facts.epoch() });
    if (needs.length > 0) neededUntil.set(node.uid, now);
  };
  return {
    name,
    sentence: 'No cordon of ours is undone before uncordon.delay is over, or while the node is not Ready.',
    written: ({ resource, name: node }) => {
      if (resource !== 'nodes') return;
      // Until this write it was as it was before.
      if (facts.before !== undefined) note(facts.before);
      const after = facts.nodes.get(node);
      if (after !== undefined) note(after);
    },
    // eslint-disable-next-line complexity -- a list of what excuses it, a line each, and nothing between them
    nodeWritten: ({ request, before, after }) => {
      if (before.spec?.unschedulable !== true || after.spec?.unschedulable === true) return;
      if (facts.mayLag(request.client)) return;
      const since = facts.now - (neededUntil.get(after.metadata.uid) ?? -Infinity);
      const { process } = request.client;
      const delays = facts.settingsOf(request.client, request.sentAt).map(({ uncordon }) => uncordon.delayMs);
      const least = Math.min(...delays);
      if (facts.before?.record !== null && since < least - CLOCKS_MS && !clockWasSet(plan, facts.now))
        violated(name, `${process.name} uncordons ${after.metadata.name} ${since} ms after its last need`);
      if (!isReady(before) && wasUnreadyFor(before, facts) > NEWS_MS)
        violated(name, `${process.name} uncordons ${after.metadata.name}, which is not Ready`);
    },
  };
}

function wasUnreadyFor({ status }: NodeObject, facts: Facts): number {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return facts.epoch() - Date.parse(ready?.lastTransitionTime ?? '');
}

function clockWasSet({ happenings }: Plan, now: number): boolean {
  return happenings.some(({ at, what }) => what.kind === 'clock-step' && at <= now);
}

/** A drain fails when its time is over, and is tried again after its pause: no sooner, and never beyond the deadline. */
export function attemptsAreCounted({ facts, kube, plan, drainTimes, violated }: TimesParts): Invariant {
  const name = 'attempts';
  return {
    name,
    sentence:
      'drain.timeout counts all the time drained since the last failure; a failed drain rests for drain.retry, and for half of the time left at most.',
    // Judged is what follows.
    written: (write) => drainTimes.written(write),
    // eslint-disable-next-line complexity -- a list of what excuses it, a line each, and nothing between them
    nodeWritten: (write) => {
      const node = facts.nodes.get(write.after.metadata.name);
      const past = facts.before;
      if (!node?.record || !past?.record || past.uid !== node.uid || !past.recordIsOurs) return;
      if (isDraining(past) && node.record.phase === 'Failed') judgeFailure(write, node, node.record);
      if (isDraining(past) && node.record.phase === 'Paused') judgePause(node, node.record);
      if (!isDraining(past) && isDraining(node)) judgeResume(write, node, [past.record, node.record]);
    },
  };

  /** A record that says less would give the drain its whole time again. */
  function judgePause(node: NodeFacts, { drainedSeconds }: RecordFacts): void {
    const drained = drainTimes.ofEnded(node);
    if (drainedSeconds * 1_000 < drained - CLOCKS_MS && !clockWasSet(plan, facts.now))
      violated(name, `${node.name} is paused after ${drained} ms and counts ${drainedSeconds} s`);
  }

  function judgeFailure({ request }: NodeWrite, node: NodeFacts, record: RecordFacts): void {
    const candidates = facts.settingsOf(request.client, request.sentAt);
    const { process } = request.client;
    if (record.message.startsWith('not empty within drain.timeout') && !clockWasSet(plan, facts.now)) {
      const least = Math.min(...candidates.map(({ drain }) => drain.timeoutMs));
      const drained = drainTimes.ofEnded(node);
      if (drained < least - CLOCKS_MS) violated(name, `${node.name} fails after ${drained} ms`);
    }
    const isSteadfast = kube.podsOn(node.name).every(({ spec, metadata }) => {
      const owner = metadata.ownerReferences?.[0]?.kind;
      return (spec?.tolerations ?? []).length === 0 || owner === 'DaemonSet';
    });
    if (record.message.includes('comes back') && isSteadfast)
      violated(name, `${node.name} fails for pods that come back, and none does`);
    const { retryAt } = record;
    if (retryAt === null) return;
    const sentAt = process.clock.now() - (facts.now - request.sentAt);
    const fits = candidates.some(({ drain }) =>
      isNear(retryAt - sentAt, pauseOf(record, drain, sentAt), facts.now - request.sentAt),
    );
    if (!fits) violated(name, `${node.name} is to be tried again in ${retryAt - sentAt} ms`);
  }

  function judgeResume(
    { request }: NodeWrite,
    node: NodeFacts,
    [past, now]: readonly [RecordFacts, RecordFacts],
  ): void {
    const failed = past.phase === 'Failed';
    // Begun anew for an event that came after a person's uncordon.
    if (past.overridden) return;
    if (now.attempts !== past.attempts + Number(failed))
      violated(name, `${node.name} counts ${now.attempts} attempts after ${past.attempts}`);
    const isNew = now.events.some((id) => !past.events.includes(id));
    if (!failed || isNew || past.retryAt === null) return;
    const early = past.retryAt - request.client.process.clock.now();
    if (early > NEWS_MS) violated(name, `${node.name} is tried again ${early} ms too early`);
  }
}

function pauseOf({ attempts, deadline }: RecordFacts, { retry }: Settings['drain'], now: number): number {
  const pause = Math.min(retry.maxMs, retry.initialMs * 2 ** Math.max(0, attempts - 1));
  if (deadline === null || deadline <= now) return pause;
  return Math.min(pause, Math.max(SHORTEST_RETRY_MS, (deadline - now) / 2));
}

function isNear(a: number, b: number, slack: number): boolean {
  return Math.abs(a - b) <= NEWS_MS + slack;
}

/** Nobody says that a deadline has passed which is still to come. */
export function missedIsPast({ facts, plan, violated }: TimesParts): Invariant {
  const name = 'missed-is-past';
  return {
    name,
    sentence: 'A record says that its deadline was missed only when there is one, and it has passed.',
    // eslint-disable-next-line complexity -- a list of what excuses it, a line each, and nothing between them
    nodeWritten: ({ request, after }) => {
      const node = facts.nodes.get(after.metadata.name);
      if (!node?.record?.deadlineMissed || facts.before?.record?.deadlineMissed === true) return;
      if (clockWasSet(plan, facts.now)) return;
      const { deadline } = node.record;
      if (deadline !== null && deadline <= request.client.process.clock.now() + NEWS_MS) return;
      violated(name, `${node.name} has missed ${deadline === null ? 'no deadline' : 'one that is to come'}`);
    },
  };
}

/** Drained is said no sooner than what may be on its way to the node has come. */
export function drainedIsLate({ facts, plan, violated }: TimesParts): Invariant {
  const name = 'drained-not-at-once';
  const cordonedBy = new Map<string, SimProcess>();
  return {
    name,
    sentence: 'No node is called Drained within 2 s of its cordon.',
    // eslint-disable-next-line complexity -- a list of what excuses it, a line each, and nothing between them
    nodeWritten: ({ request, before, after }) => {
      const { process } = request.client;
      if (before.spec?.unschedulable !== true && after.spec?.unschedulable === true)
        cordonedBy.set(after.metadata.uid, process);
      const node = facts.nodes.get(after.metadata.name);
      if (node?.record?.phase !== 'Drained' || facts.before?.record?.phase !== 'Draining') return;
      if (cordonedBy.get(node.uid) !== process || node.cordonedBy !== 'mechanic') return;
      const elapsed = facts.now - node.cordonedAt;
      if (elapsed < SETTLE_MS && !clockWasSet(plan, facts.now))
        violated(name, `${node.name} is called Drained ${elapsed} ms after its cordon`);
    },
  };
}
