import type * as Made from './generated/status.ts';
import validate from './generated/status-validator.js';

/** Makes a generated type readonly at every level. */
type Read<T> = T extends (infer Item)[]
  ? readonly Read<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Read<T[Key]> }
    : T;

/** The answer of `/api/v1/status`, see schemas/status.schema.json. */
export type Status = Read<Made.Status>;
export type LeaderStatus = Read<Made.LeaderStatus>;
export type SettingsStatus = Read<Made.SettingsStatus>;
export type SlotUsage = Read<Made.SlotUsage>;
export type Summary = Read<Made.Summary>;
export type AttentionItem = Read<Made.AttentionItem>;
export type QueueEntry = Read<Made.QueueEntry>;
export type NodeEntry = Read<Made.NodeEntry>;
export type EventEntry = Read<Made.EventEntry>;
export type EventSource = Read<Made.EventSource>;
export type FleetGroup = Read<Made.FleetGroup>;
export type PodLeft = Read<Made.PodLeft>;
export type HeldPodEntry = Read<Made.HeldPodEntry>;
export type Forecast = Read<Made.Forecast>;
export type HoldStatus = Read<Made.HoldStatus>;
export type Advice = Read<Made.Advice>;
export type ReadinessFinding = Read<Made.ReadinessFinding>;
export type HistoryEntry = Read<Made.HistoryEntry>;
export type NodeState = Made.NodeState;

/** All states of a node; the compiler checks this list against the schema. */
export const nodeStates = Object.keys({
  idle: true,
  ignored: true,
  foreign: true,
  scheduled: true,
  waiting: true,
  refused: true,
  draining: true,
  paused: true,
  failed: true,
  drained: true,
  overridden: true,
  unknown: true,
} satisfies Record<NodeState, true>) as readonly NodeState[];

/**
 * Reads the answer of `/api/v1/status` and fills in what an older controller leaves out. null when the text is no such
 * answer: another program may answer at that address, or a controller of another version.
 */
export function readStatus(text: string): Status | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return validate(value) ? value : null;
}
