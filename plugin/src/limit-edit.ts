import { isDeepStrictEqual } from 'node:util';
import { type Document, type Pair, type Scalar, isMap, isScalar, parseDocument } from 'yaml';
import { PluginFailure } from './failure.ts';

const KEY = 'maxConcurrentDrains';

/**
 * What the text says of `maxConcurrentDrains`, as it is spelled there; null when it says nothing.
 * @throws PluginFailure when the text cannot be read
 */
export function limitIn(text: string): string | null {
  const pair = limitPair(read(text));
  return pair === null ? null : spelled(text, pair);
}

/**
 * The text with another `maxConcurrentDrains`, or with none (null). Every other byte stays, comments included; only a
 * text too unusual for that (all on one line in braces, for example) is formatted anew.
 * @throws PluginFailure when the text cannot be read
 */
export function withLimit(text: string, limit: string | null): string {
  const document = read(text);
  const edited = spliced(text, document, limit);
  return means(edited, document, limit) ? edited : rewritten(document, limit);
}

function read(text: string): Document.Parsed {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined)
    throw new PluginFailure(`the settings are not valid YAML: ${firstLine(error.message)}`);
  if (document.contents !== null && !isMap(document.contents)) {
    throw new PluginFailure('the settings are not a list of keys and values');
  }
  return document;
}

function firstLine(message: string): string {
  return message.split('\n')[0]?.replace(/:$/, '') ?? '';
}

type LimitPair = Pair<Scalar, Scalar>;

function limitPair({ contents }: Document.Parsed): LimitPair | null {
  if (!isMap(contents)) return null;
  const pair = contents.items.find(({ key }) => isScalar(key) && key.value === KEY);
  // A map as the parser made it has nodes for keys; which kind the value is, is looked at here.
  return pair !== undefined && isScalar(pair.value) ? (pair as unknown as LimitPair) : null;
}

function spelled(text: string, { value }: LimitPair): string {
  const [start = 0, end = 0] = value?.range ?? [];
  return text.slice(start, end);
}

function spliced(text: string, document: Document.Parsed, limit: string | null): string {
  const pair = limitPair(document);
  if (pair === null) return limit === null ? text : `${ended(text)}${KEY}: ${limit}\n`;
  const [start, end] = pair.value?.range ?? [0, 0];
  if (limit !== null) return text.slice(0, start) + limit + text.slice(end);
  const from = text.lastIndexOf('\n', pair.key.range?.[0] ?? 0) + 1;
  const newline = text.indexOf('\n', end);
  return text.slice(0, from) + (newline === -1 ? '' : text.slice(newline + 1));
}

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** Whether the text says what the document says but for the limit. */
function means(text: string, document: Document.Parsed, limit: string | null): boolean {
  const edited = parseDocument(text);
  if (edited.errors.length > document.errors.length) return false;
  return isDeepStrictEqual(edited.toJS() ?? {}, changed(document, limit).toJS() ?? {});
}

function rewritten(document: Document.Parsed, limit: string | null): string {
  return changed(document, limit).toString({ lineWidth: 0 });
}

function changed(document: Document.Parsed, limit: string | null): Document {
  const copy = document.clone();
  if (limit === null) copy.delete(KEY);
  else copy.set(KEY, parseDocument(limit).toJS());
  return copy;
}
