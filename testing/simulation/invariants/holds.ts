import { type Settings, endsTheVM } from '@mechanic/contract';
import type { Simulation } from '../run/simulation.ts';
import type { Invariant } from './invariant.ts';
import { type NodeFacts, isDraining } from './node-facts.ts';
import { needsOf } from './true-needs.ts';

/** A decision is carried out this late at the latest, and clocks differ. */
const SLACK_MS = 15_000;
/** Nobody expects a drain to take longer. */
const LONGEST_DRAIN_MS = 45 * 60_000;
const DAY_MINUTES = 1_440;

/** What can wait begins in no time in which nothing is to begin. */
export function holdsAreKept({ facts, court, actors, plan }: Simulation): Invariant {
  const name = 'hold';
  return {
    name,
    sentence: 'No drain that can wait begins while a hold of the calendar applies.',
    nodeWritten: ({ request, after }) => {
      const node = facts.nodes.get(after.metadata.name);
      if (node?.drainingSince !== facts.now || !isDraining(node) || actors.liar.nodes.has(node.name)) return;
      if (plan.happenings.some(({ what }) => what.kind === 'clock-step')) return;
      const now = request.client.process.clock.now();
      const candidates = facts.settingsOf(request.client, request.sentAt);
      const isWrong = candidates.every(
        (settings) =>
          [now, now - SLACK_MS, now + SLACK_MS].every((at) => isHeld(settings, at)) &&
          ![...facts.nodes.values()].some((each) => isPressed(each, settings, now)),
      );
      if (isWrong) court.violated(name, `${node.name} begins in a hold, and could wait`);
    },
  };
}

/**
 * Whether what is announced for a node cannot wait. Who comes before such a node in the queue may begin too. A VM that goes
 * without a date may go at any moment.
 */
function isPressed(node: NodeFacts, settings: Settings, now: number): boolean {
  const reserve = settings.holdMarginMs + LONGEST_DRAIN_MS + settings.urgentWithinMs;
  return needsOf(node, { settings, probed: true, now }).some(
    ({ started, spent, deadline, type }) =>
      !spent && (started || (deadline === null ? endsTheVM(type) : deadline - now <= reserve)),
  );
}

/** By the words of the contract; the zones of all holds here are UTC. */
function isHeld({ holds }: Settings, at: number): boolean {
  const time = new Date(at);
  const minutes = time.getUTCHours() * 60 + time.getUTCMinutes();
  const today = time.getUTCDay() === 0 ? 7 : time.getUTCDay();
  const yesterday = today === 1 ? 7 : today - 1;
  return holds.some((hold) => {
    if (hold.kind !== 'calendar') return false;
    const { days, from, to } = hold;
    const end = to > from ? to : to + DAY_MINUTES;
    const isIn = (day: number, minute: number): boolean =>
      days.includes(day) && from <= minute && minute < end;
    return isIn(today, minutes) || isIn(yesterday, minutes + DAY_MINUTES);
  });
}
