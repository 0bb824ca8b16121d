import { compareNames } from '../need/urgency.ts';
import type { Decision, NodeState, NodeStatus } from '../decision.ts';
import type { NodeView } from '../snapshot.ts';
import { type Course, Play, type PlayInput } from './play.ts';

/** The expected drain of one node in need. Times are milliseconds since the epoch. */
export interface NodeForecast {
  readonly node: { readonly name: string; readonly uid: string };
  /** When its drain begins or began; null when unknown. */
  readonly startsAt: number | null;
  /** When it is drained; null when unknown. */
  readonly endsAt: number | null;
  readonly deadline: number | null;
  /** Its pods would not all be gone within their grace periods by the deadline, or the deadline has passed. */
  readonly missesDeadline: boolean;
}

export interface Forecast {
  /** Every node in need that is not drained yet, by end of its drain; nodes without a known end come last. */
  readonly nodes: readonly NodeForecast[];
  /** Nodes that would miss a deadline that is still ahead. */
  readonly atRisk: readonly NodeForecast[];
  /** For a person: what the forecast is made from. */
  readonly basis: string;
}

export interface ForecastInput extends Omit<PlayInput, 'players'> {
  /** The decision of the latest pass. */
  readonly decision: Pick<Decision, 'statuses'>;
}

/** States of nodes that may still be drained. */
const ahead: ReadonlySet<NodeState> = new Set([
  'scheduled',
  'waiting',
  'refused',
  'draining',
  'paused',
  'failed',
]);

/** Computes when each node in need will be drained if nothing changes. Pure. */
export function forecastOf(input: ForecastInput): Forecast {
  const inNeed = input.decision.statuses.filter(isAhead);
  if (inNeed.length === 0) return { nodes: [], atRisk: [], basis: input.durations.basis };
  const views = new Map(input.snapshot.nodes.map((node) => [node.uid, node]));
  const players = inNeed.flatMap(({ node }): NodeView[] => {
    const view = views.get(node.uid);
    return view === undefined ? [] : [view];
  });
  const courses = new Play({ ...input, players }).run();
  const states = new Map(inNeed.map(({ node, state }) => [node.uid, state]));
  const nodes = inNeed
    .map((status) => foreseen(status, courses.get(status.node.uid) ?? unknown, input.now))
    .filter(({ node, ...course }) => !isSpent(states.get(node.uid), course, input.now))
    .sort((a, b) => (a.endsAt ?? Infinity) - (b.endsAt ?? Infinity) || compareNames(a.node, b.node));
  return {
    nodes,
    atRisk: nodes.filter(
      ({ missesDeadline, deadline }) => missesDeadline && deadline !== null && deadline > input.now,
    ),
    basis: input.durations.basis,
  };
}

function isAhead({ state, need }: NodeStatus): boolean {
  return need !== null && ahead.has(state);
}

/** A freeze that has begun: its nodes are not drained any more. */
function isSpent(
  state: NodeState | undefined,
  { startsAt, deadline }: Pick<NodeForecast, 'startsAt' | 'deadline'>,
  now: number,
): boolean {
  return state === 'scheduled' && startsAt === null && deadline !== null && deadline <= now;
}

function foreseen({ node: { name, uid }, need }: NodeStatus, course: Course, now: number): NodeForecast {
  const { startsAt, endsAt, wouldEndAt } = course;
  const deadline = need?.deadline ?? null;
  // A drain that the deadline cuts short counts as missed.
  const done = endsAt === null || wouldEndAt === null ? Infinity : Math.max(endsAt, wouldEndAt);
  const missesDeadline = deadline !== null && (deadline <= now || done > deadline);
  return { node: { name, uid }, startsAt, endsAt, deadline, missesDeadline };
}

const unknown: Course = { startsAt: null, endsAt: null, wouldEndAt: null };
