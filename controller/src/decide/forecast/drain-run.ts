import type { MaintenanceRecord } from '@mechanic/contract';
import type { NodeStep } from '../node-step.ts';
import type { DrainProgress, NodeView } from '../snapshot.ts';
import { drainedFor } from '../step/record.ts';
import type { Durations } from './durations.ts';

/** A drain in a play. Times are milliseconds since the epoch. */
export interface DrainRun {
  /** The progress that decisions read. */
  readonly drain: DrainProgress;
  /** When the drain ends; Infinity: never by itself. */
  readonly endsAt: number;
  /** When the drain would end if no deadline shortened the grace periods; null: never by itself. */
  readonly wouldEndAt: number | null;
}

/** A resumed drain has this part of its length left: its pods are mostly where they were. */
const LEAST_REST = 0.3;
/** Pods whose grace period ends at the deadline are gone this long after it. */
const CUT_MS = 2_000;

export function runOf(
  of: {
    readonly node: NodeView;
    readonly record: MaintenanceRecord;
    /** undefined: the drain begins now. */
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

/** An eviction gives a pod no more time than is left until the deadline. */
function cutShort(endsAt: number, deadline: number | null, now: number): number {
  if (!Number.isFinite(endsAt) || deadline === null || deadline <= now) return endsAt;
  return Math.min(endsAt, deadline + CUT_MS);
}
