import validate from './generated/history-entry-validator.js';
import type { HistoryEntry } from './status.ts';
import { asText, hasControlCharacter, parseUntrusted } from './untrusted.ts';

export type { HistoryEntry };

/** The ConfigMap in the namespace of mechanic that remembers the drains that ended, whoever led. */
export const HISTORY_MAP = 'mechanic-history';
/** Its key: one entry a line, the newest first. */
export const HISTORY_KEY = 'history';
/** Most drains that are remembered. */
export const mostHistory = 200;

/** How deep the schema nests: the entry, its blocked pods, one of them, its budgets. */
const depth = 4;
/** No line is believed that is longer; in bytes. */
const longestLine = 8 * 1024;
/** Nor anything behind so many characters: all that a ConfigMap holds. Half of it is written at most. */
const longestText = 1024 * 1024;
const mostEvents = 8;
const mostBlocked = 5;
const mostBudgets = 3;

/** What a text of the ConfigMap says. */
export interface RememberedDrains {
  readonly entries: readonly HistoryEntry[];
  /** Lines that cannot be read, or come after as many as are remembered. */
  readonly unreadable: number;
}

/**
 * Reads what whoever may edit ConfigMaps there may have written: line by line, so that one that cannot be read concerns
 * nobody but itself.
 */
export function parseHistory(text: string): RememberedDrains {
  const lines = text
    .slice(0, longestText)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const entries = lines.slice(0, mostHistory).flatMap((line) => parseEntry(line) ?? []);
  return { entries, unreadable: lines.length - entries.length };
}

/** The text of the ConfigMap. Whatever the entries hold, parseHistory reads them. */
export function formatHistory(entries: readonly HistoryEntry[]): string {
  let text = '';
  for (const entry of entries.slice(0, mostHistory)) {
    const line = lineOf(entry);
    if (text.length + line.length > longestText / 2) break;
    text += line;
  }
  return text;
}

/** Which drain it is: two leaders that tell of the same one agree on this. */
export function historyKey({ node, startedAt, endedAt, outcome }: HistoryEntry): string {
  return JSON.stringify([node, startedAt, endedAt, outcome]);
}

function parseEntry(line: string): HistoryEntry | undefined {
  const value = parseUntrusted(line, depth, longestLine);
  if (!validate(value) || hasControlCharacter(value)) return undefined;
  return [value.startedAt, value.endedAt].some((time) => Number.isNaN(Date.parse(time))) ? undefined : value;
}

/** What is only for people goes when the line would not be believed. */
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
