import type { ErrorObject } from 'ajv';
import { closest } from './closest.ts';
import { parseDuration } from './duration.ts';
import { settingsShape } from './generated/settings-shape.ts';

/** Longest value shown in a message: enough to find it in the document. */
const longestValue = 80;

/** Most mistakes that are collected: a person corrects one after the other, and a text full of mistakes must stay cheap. */
const mostErrors = 200;
const mostLines = 20;

/** Describes the mistakes of a settings document, one line each: which key, its value, and what it should be. */
export function explain(all: readonly ErrorObject[], document: unknown): string[] {
  const errors = all.slice(0, mostErrors);
  const useful = errors.filter((error) => isUseful(error, errors));
  return firstOf([...new Set(useful.map((error) => line(error, document)))], all.length > errors.length);
}

/** The first lines, as many as a person reads, and a note if there are more. */
export function firstOf(lines: readonly string[], more = lines.length > mostLines): string[] {
  const shown = lines.slice(0, mostLines);
  return more || lines.length > mostLines ? [...shown, 'and more mistakes than are listed here'] : shown;
}

/** Durations anywhere in the settings that have the right form but are too long. */
export function durationMistakes(value: unknown, path: readonly string[] = []): string[] {
  if (typeof value === 'string') {
    const { expected = '' } = shapeOf(path) ?? {};
    if (!expected.startsWith('a duration') || parseDuration(value) !== undefined) return [];
    return [`${show(path)}: is ${JSON.stringify(value)}, longer than a year (8760h)`];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => durationMistakes(inside, [...path, key]));
}

/** The text without addresses: a webhook's address is a secret, and mistakes appear in logs, Events and on the page. */
export function withoutAddresses(text: string): string {
  return text.replaceAll(/[a-z][a-z0-9+.-]*:\/\/[^\s"']*/gi, '(an address)');
}

/** Whether an error helps. A key with several forms fails for each of them; an error inside the intended form says more. */
function isUseful(error: ErrorObject, errors: readonly ErrorObject[]): boolean {
  if (isAboutKey(error)) return true;
  return !errors.some(
    (other) =>
      other.instancePath.startsWith(`${error.instancePath}/`) ||
      (other.instancePath === error.instancePath && isAboutKey(other)),
  );
}

/** Whether the error is about a missing or unknown key rather than about a value. */
function isAboutKey(error: ErrorObject): boolean {
  return error.keyword === 'additionalProperties' || error.keyword === 'required';
}

function line(error: ErrorObject, document: unknown): string {
  const path = error.instancePath.split('/').slice(1).map(unescape);
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = param(error, 'additionalProperty');
      return `${show([...path, key])}: is not a known key${suggestion(key, shapeOf(path)?.keys ?? [])}`;
    }
    case 'required':
      return `${show([...path, param(error, 'missingProperty')])}: is missing`;
    default:
      return `${show(path)}: is ${given(path, document)}, must be ${shapeOf(path)?.expected ?? 'something else'}`;
  }
}

function suggestion(key: string, known: readonly string[]): string {
  const match = closest(key, known);
  return match === undefined ? '; see the settings reference for those that are' : `; did you mean ${match}?`;
}

function given(path: readonly string[], document: unknown): string {
  const value = valueAt(document, path);
  if (value === null) return 'empty (null)';
  // The value may be secret: somebody may have written the address here, or a password into an address.
  const isSecret = path[0] === 'notifications' && path.at(-1) === 'name';
  if (isSecret || path[0] === 'tracing') return 'not shown, since it may be a secret';
  const text = JSON.stringify(value);
  return text.length <= longestValue ? text : `${text.slice(0, longestValue)}...`;
}

/** `drain.retry.max`, `budgets[0].name`. */
function show(path: readonly string[]): string {
  const text = path.reduce((all, part) => (/^\d+$/.test(part) ? `${all}[${part}]` : `${all}.${part}`), '');
  return text === '' ? 'mechanic.yaml' : text.replace(/^\./, '');
}

function shapeOf(path: readonly string[]): (typeof settingsShape)[string] | undefined {
  const text = show(path).replaceAll(/\[\d+\]/g, '[]');
  return settingsShape[path.length === 0 ? '' : text] ?? settingsShape[text.replace(/[^.]+$/, '*')];
}

function param(error: ErrorObject, name: string): string {
  // The cast is safe: the params of every ajv keyword are an object.
  return String((error.params as Record<string, unknown>)[name]);
}

function unescape(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

function valueAt(document: unknown, path: readonly string[]): unknown {
  let value = document;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    // The cast is safe: the value is an object or an array, which has indices as keys.
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
