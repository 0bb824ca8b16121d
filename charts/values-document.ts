import { type Document, isMap, isNode, isScalar, parseDocument, type YAMLMap } from 'yaml';

/** One value of the chart: where it stands, what it is by default, and what its comment says. */
export interface ChartValue {
  /** e.g. `['probe', 'image', 'tag']` */
  readonly path: readonly string[];
  readonly default: unknown;
  /** The comment above it that begins with `# --`; null when there is none. */
  readonly comment: string | null;
  /** Its own values, when it is a section whose values have comments; else null: it is one value, whatever its type. */
  readonly children: readonly ChartValue[] | null;
}

/**
 * Reads values.yaml with its comments.
 * @throws Error when a value has no comment, neither its own nor one of the values in it
 */
export function readValues(text: string): readonly ChartValue[] {
  const document = parseDocument(text);
  if (document.errors.length > 0) throw new Error(`values.yaml: ${document.errors.map(String).join('; ')}`);
  return valuesOf(document, document.contents, []);
}

function valuesOf(document: Document, contents: unknown, path: readonly string[]): ChartValue[] {
  if (!isMap(contents)) throw new Error(`${path.join('.') || 'values.yaml'}: is not a map`);
  return contents.items.map((pair, index) => {
    if (!isScalar(pair.key)) throw new Error(`${path.join('.')}: a key is not plain text`);
    const own = [...path, String(pair.key.value)];
    // The comment above the first key of a map belongs, to the parser, to the map or the document.
    const first = path.length === 0 ? document.commentBefore : contents.commentBefore;
    const comment = said(pair.key.commentBefore ?? (index === 0 ? first : null));
    const children = hasComments(pair.value) ? valuesOf(document, pair.value, own) : null;
    if (comment === null && children === null) throw new Error(`${own.join('.')}: has no comment "# -- ..."`);
    return {
      path: own,
      default: isNode(pair.value) ? (pair.value.toJS(document) as unknown) : pair.value,
      comment,
      children,
    };
  });
}

function hasComments(value: unknown): value is YAMLMap {
  if (!isMap(value) || value.flow) return false;
  if (said(value.commentBefore) !== null) return true;
  return value.items.some((pair) => isScalar(pair.key) && said(pair.key.commentBefore) !== null);
}

function said(comment: string | null | undefined): string | null {
  const lines = (comment ?? '').split('\n').map((line) => line.trim());
  const start = lines.findLastIndex((line) => line.startsWith('--'));
  if (start === -1) return null;
  return [lines[start]?.slice(2) ?? '', ...lines.slice(start + 1)].map((line) => line.trim()).join(' ');
}
