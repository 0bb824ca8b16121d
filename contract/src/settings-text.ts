import {
  LineCounter,
  type Node,
  type Pair,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseDocument,
} from 'yaml';

/** The parsed data, or one line that says why there is none. */
export type TextResult =
  { readonly ok: true; readonly document: unknown } | { readonly ok: false; readonly error: string };

/** Most bytes of the whole text, and of one string in it, keys included. */
const LARGEST_TEXT = 64 * 1024;
const LARGEST_STRING = 1024;
/** Deepest nesting; the settings need six levels. */
const DEEPEST = 32;
/** Most entries of one list or map: the validator's time to collect mistakes grows with the square of this. */
const MOST_ENTRIES = 1_000;

/**
 * Reads YAML that anybody with permission to edit the ConfigMap may have written. Every step takes time at most proportional
 * to the text. What could take longer is refused before: too large a text, deep nesting, aliases.
 */
export function readSettingsText(text: string): TextResult {
  const tooMuch = sizeMistake(text) ?? nestingMistake(text);
  if (tooMuch !== undefined) return { ok: false, error: tooMuch };
  const lines = new LineCounter();
  // yaml's own search for duplicate keys compares each with each, and its pretty errors copy the text for each.
  const yaml = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false });
  const [mistake] = yaml.errors;
  if (mistake !== undefined)
    return { ok: false, error: badYaml(mistake.message, place(lines, mistake.pos[0])) };
  const error = new Inspection(lines).mistake(yaml.contents, []);
  return error === undefined ? { ok: true, document: yaml.toJS() as unknown } : { ok: false, error };
}

function sizeMistake(text: string): string | undefined {
  if (text.length <= LARGEST_TEXT && Buffer.byteLength(text) <= LARGEST_TEXT) return undefined;
  return `mechanic.yaml: is larger than ${LARGEST_TEXT / 1024} KiB`;
}

/** Checks the nesting in the plain text, because the parser recurses for each level. Quotes are not treated specially. */
function nestingMistake(text: string): string | undefined {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    else if ((character === ']' || character === '}') && depth > 0) depth -= 1;
    if (depth > DEEPEST) return tooDeep;
  }
  return manyLevelsInALine.test(text) ? tooDeep : undefined;
}

const tooDeep = `mechanic.yaml: is nested more than ${DEEPEST} levels deep`;
const manyLevelsInALine = new RegExp(`([-?:][ \\t]+){${DEEPEST + 1}}`);

/** Finds the first thing in a document that the YAML parser accepts and the settings do not. */
class Inspection {
  readonly #lines: LineCounter;

  constructor(lines: LineCounter) {
    this.#lines = lines;
  }

  mistake(node: unknown, path: readonly string[]): string | undefined {
    if (path.length > DEEPEST) return tooDeep;
    if (isAlias(node)) return badYaml('Aliases are not supported', this.#place(node));
    if (isScalar(node)) return longString(node.value, path);
    if (!isSeq(node) && !isMap(node)) return undefined;
    if (node.items.length > MOST_ENTRIES) return `${show(path)}: has more than ${MOST_ENTRIES} entries`;
    if (isMap(node)) return this.#inMap(node.items, path);
    return first(node.items, (item, index) => this.mistake(item, [...path, `[${index}]`]));
  }

  #inMap(pairs: readonly Pair[], path: readonly string[]): string | undefined {
    const keys = new Set<unknown>();
    return first(pairs, ({ key, value }) => {
      const name = isScalar(key) ? String(key.value) : '';
      if (keys.has(name)) return badYaml('Map keys must be unique', this.#place(key));
      keys.add(name);
      return this.mistake(key, path) ?? this.mistake(value, [...path, name]);
    });
  }

  #place(node: unknown): string {
    return place(this.#lines, (isNode(node) ? (node as Node).range?.[0] : undefined) ?? 0);
  }
}

function first<T>(
  items: readonly T[],
  find: (item: T, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

function longString(value: unknown, path: readonly string[]): string | undefined {
  if (typeof value !== 'string' || Buffer.byteLength(value) <= LARGEST_STRING) return undefined;
  const beginning = JSON.stringify(value.slice(0, 40));
  return `${show(path)}: holds a text of more than ${LARGEST_STRING / 1024} KiB, which begins ${beginning}`;
}

function show(path: readonly string[]): string {
  return path.join('.').replaceAll('.[', '[') || 'mechanic.yaml';
}

function badYaml(message: string, where: string): string {
  return `not valid YAML: ${message} at ${where}`;
}

function place(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `line ${line}, column ${col}`;
}
