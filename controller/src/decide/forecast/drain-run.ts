import type { MaintenanceRecord } from '@mechanic/contract';
import type { NodeStep } from '../node-step.ts';
import type { DrainProgress, NodeView } from '../snapshot.ts';
import { drainedFor } from '../step/record.ts';
import type { Durations } from './durations.ts';

/** A drain that runs in a play. Times are milliseconds since the epoch. */
export interface DrainRun {
  /** As the rules of deciding see it. */
  readonly drain: DrainProgress;
  /** When it is done; infinite: not by itself. */
  readonly endsAt: number;
  /** When it would be done if no deadline cut the grace periods short; null: not by itself. */
  readonly wouldEndAt: number | null;
}

/** A paused drain has not all of its way before it, but some: its pods are where they were. */
const LEAST_REST = 0.3;
/** Pods whose time is cut short at the deadline are gone so long after it. */
const CUT_MS = 2_000;

export function runOf(
  of: {
    readonly node: NodeView;
    readonly record: MaintenanceRecord;
    /** undefined: it begins now. */
    readonly drain: DrainProgress | undefined;
    readonly step: NodeStep;
  },
  durations: Durations,
  now: number,
): DrainRun {
  const { node, record, drain, step } = of;
  const elapsedMs = drainedFor(record, now);
  const expected = durations.expected(node.name);
  const restMs =
    drain === undefined
      ? Math.max(expected - elapsedMs, expected * LEAST_REST)
      : durations.remaining(node.name, drain, { elapsedMs, now });
  const wouldEndAt = now + restMs;
  return {
    drain: drain ?? begun(node, wouldEndAt),
    endsAt: drain?.state === 'emptied' ? now : cutShort(wouldEndAt, deadlineOf(step), now),
    wouldEndAt: Number.isFinite(wouldEndAt) ? wouldEndAt : null,
  };
}

function begun({ uid }: NodeView, endsAt: number): DrainProgress {
  const lastWentAt = Number.isFinite(endsAt) ? endsAt : 0;
  const pace = { lastWentAt, graceMs: 0 };
  return { nodeUID: uid, state: 'running', message: '', podsTotal: 0, podsLeft: [], pace };
}

function deadlineOf({ situation: { outlook } }: NodeStep): number | null {
  return 'need' in outlook ? outlook.need.deadline : null;
}

/** An eviction gives a pod no more time than there is until the deadline. */
function cutShort(endsAt: number, deadline: number | null, now: number): number {
  if (!Number.isFinite(endsAt) || deadline === null || deadline <= now) return endsAt;
  return Math.min(endsAt, deadline + CUT_MS);
}
