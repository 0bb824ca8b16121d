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

/** Nesting depth of the schema: the record, its blocked pods, one of them, its budgets. */
const depth = 4;
/** Longest text for people, in characters; longer ones are cut. */
const longestText = 1_024;
/** Most event ids in a record; this many always fit. */
const mostEvents = 64;

/**
 * Reads the annotation `mechanic.dev/maintenance`, which anybody with permission to write the Node may have written. Drops
 * unknown fields.
 * @returns undefined when the text is no record or exceeds the limits (the caller reports it and continues)
 */
export function parseMaintenance(text: string): MaintenanceRecord | undefined {
  const value = parseUntrusted(text, depth);
  if (!validate(value) || hasControlCharacter(value)) return undefined;
  return [value.nodeUID, ...value.events].every(isId) ? value : undefined;
}

/**
 * The value of the annotation. parseMaintenance can read it, whatever the record contains: characters that would be rejected
 * are removed, and texts for people are left out when it would be too large.
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
  // `cleaned` keeps shape and order; it changes only the content of texts.
  return { ...(cleaned(record) as MaintenanceRecord), ...ids };
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return asText(value, longestText);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cleaned(item)]));
}
