import type { BlockedPod, MaintenanceRecord, Surge } from './generated/maintenance.ts';
import validate from './generated/maintenance-validator.js';
import {
  asText,
  hasControlCharacter,
  isId,
  largestAnnotation,
  longestId,
  parseUntrusted,
} from './untrusted.ts';

export type { BlockedPod, MaintenanceRecord, Surge };
export type Phase = MaintenanceRecord['phase'];

/** How deep the schema nests: the record, its blocked pods, one of them, its budgets. */
const depth = 4;
/** Texts for people are cut, in characters; nobody reads more of them. */
const longestText = 1_024;
/** So many ids fit into a record in any case. */
const mostEvents = 64;

/**
 * Reads the annotation `mechanic.dev/maintenance`, which whoever may write to the Node may have written. Fields that are
 * not known are dropped.
 * @returns undefined when it is no record or beyond the limits on what is believed (the caller says so and goes on)
 */
export function parseMaintenance(text: string): MaintenanceRecord | undefined {
  const value = parseUntrusted(text, depth);
  if (!validate(value) || hasControlCharacter(value)) return undefined;
  return [value.nodeUID, ...value.events].every(isId) ? value : undefined;
}

/**
 * The value of the annotation. Whatever the record holds, parseMaintenance reads it: texts lose what is not believed, and
 * what is only for people goes when it would be too large.
 */
export function formatMaintenance(record: MaintenanceRecord): string {
  const text = JSON.stringify(readable(record));
  if (Buffer.byteLength(text) <= largestAnnotation) return text;
  const shorter = { ...record, events: record.events.slice(0, mostEvents) };
  delete shorter.message;
  delete shorter.blockedBy;
  return JSON.stringify(readable(shorter));
}

function readable(record: MaintenanceRecord): MaintenanceRecord {
  const { nodeUID, events } = record;
  const ids = { nodeUID: asText(nodeUID, longestId), events: events.map((id) => asText(id, longestId)) };
  // The shape stays, and the order; only the content of texts changes.
  return { ...(cleaned(record) as MaintenanceRecord), ...ids };
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return asText(value, longestText);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cleaned(item)]));
}
