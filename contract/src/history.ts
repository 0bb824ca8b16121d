import validate from './generated/history-entry-validator.js';
import type { HistoryEntry } from './status.ts';
import { asText, hasControlCharacter, parseUntrusted } from './untrusted.ts';

export type { HistoryEntry };

/** Name of the ConfigMap, in the namespace of mechanic, that records ended drains across leaders. */
export const HISTORY_MAP = 'mechanic-history';
/** Key in the ConfigMap: one entry per line, the newest first. */
export const HISTORY_KEY = 'history';
/** Most drains that are kept. */
export const mostHistory = 200;

/** Nesting depth of the schema: the entry, its blocked pods, one of them, its budgets. */
const depth = 4;
/** Longest accepted line, in bytes. */
const longestLine = 8 * 1024;
/** Longest text that is read, in characters: all that a ConfigMap holds. We write at most half of it. */
const longestText = 1024 * 1024;
const mostEvents = 8;
const mostBlocked = 5;
const mostBudgets = 3;

/** The content of the ConfigMap. */
export interface RememberedDrains {
  readonly entries: readonly HistoryEntry[];
  /** Number of lines that cannot be read, or exceed `mostHistory`. */
  readonly unreadable: number;
}

/**
 * Reads the ConfigMap, which anybody with permission to edit it may have written. Reads line by line, so that an unreadable
 * line does not affect the others.
 */
export function parseHistory(text: string): RememberedDrains {
  const lines = text
    .slice(0, longestText)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const entries = lines.slice(0, mostHistory).flatMap((line) => parseEntry(line) ?? []);
  return { entries, unreadable: lines.length - entries.length };
}

/** The text for the ConfigMap. parseHistory can read it, whatever the entries contain. */
export function formatHistory(entries: readonly HistoryEntry[]): string {
  let text = '';
  for (const entry of entries.slice(0, mostHistory)) {
    const line = lineOf(entry);
    if (text.length + line.length > longestText / 2) break;
    text += line;
  }
  return text;
}

/** Identifies a drain: two leaders that record the same drain use the same key. */
export function historyKey({ node, startedAt, endedAt, outcome }: HistoryEntry): string {
  return JSON.stringify([node, startedAt, endedAt, outcome]);
}

function parseEntry(line: string): HistoryEntry | undefined {
  const value = parseUntrusted(line, depth, longestLine);
  if (!validate(value) || hasControlCharacter(value)) return undefined;
  return [value.startedAt, value.endedAt].some((time) => Number.isNaN(Date.parse(time))) ? undefined : value;
}

/** Leaves out the texts for people when the line would otherwise be too long. */
function lineOf(entry: HistoryEntry): string {
  const line = JSON.stringify(readable(entry));
  if (Buffer.byteLength(line) <= longestLine) return `${line}\n`;
  const shorter = { ...entry, message: '' };
  delete shorter.blockedBy;
  delete shorter.events;
  return `${JSON.stringify(readable(shorter))}\n`;
}

function readable(entry: HistoryEntry): HistoryEntry {
  const { node, reason, events, blockedBy, message } = entry;
  return {
    ...entry,
    node: asText(node, 253),
    reason: asText(reason, 128),
    ...(events !== undefined && { events: events.slice(0, mostEvents).map((id) => asText(id, 128)) }),
    ...(blockedBy !== undefined && { blockedBy: blockedBy.slice(0, mostBlocked).map(shortened) }),
    message: asText(message, 512),
  };
}

function shortened({ pod, budgets }: NonNullable<HistoryEntry['blockedBy']>[number]): {
  pod: string;
  budgets?: string[];
} {
  return {
    pod: asText(pod, 320),
    ...(budgets !== undefined && {
      budgets: budgets.slice(0, mostBudgets).map((budget) => asText(budget, 320)),
    }),
  };
}
