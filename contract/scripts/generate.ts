/**
 * Generates types and validators from the JSON Schemas: src/generated/<name>.ts and <name>-validator.js (+ .d.ts).
 * The result is committed; `--check` fails when it is not up to date.
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { compile } from 'json-schema-to-typescript';
import { format, resolveConfig } from 'prettier';
import type { JsonSchema } from './json-schema.ts';
import { settingsReference } from './settings-reference.ts';
import { settingsShape } from './settings-shape.ts';

const root = join(import.meta.dirname, '..');
const schemas = join(root, 'schemas');
const generated = join(root, 'src/generated');
const header = (source: string): string =>
  `// Generated from schemas/${source} by \`npm run generate\`. Do not edit.\n`;

interface NamedSchema {
  readonly $id: string;
  readonly title: string;
}

/**
 * Schemas whose documents anybody may write (the owner of a node, an editor of a ConfigMap): the validator drops unknown
 * fields and stops at the first mistake.
 */
function isWrittenByAnybody(base: string): boolean {
  return ['report', 'maintenance', 'request', 'history-entry'].includes(base);
}

/** The schema as it is after validation: fields with a default are always present, since the validator fills them in. */
function filled(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('properties' in value)) return value;
    // A schema of an object, not a property that happens to be called `properties`.
    const { properties = {}, required = [] } = value as JsonSchema;
    const withDefault = Object.keys(properties).filter((key) => properties[key]?.default !== undefined);
    return { ...value, required: [...required, ...withDefault] };
  }) as JsonSchema;
}

/** The schema without titles and descriptions: the validator would contain them. */
function withoutWords(schema: JsonSchema): JsonSchema {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      (key === 'description' || key === 'title') && typeof value === 'string' ? undefined : value,
    ),
  ) as JsonSchema;
}

async function pretty(path: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}

/** A schema and its location. */
interface Source {
  readonly base: string;
  readonly file: string;
  readonly schema: JsonSchema & NamedSchema;
}

/** All schemas, and the one part of another schema that is also validated on its own. */
function sources(): Source[] {
  const files = readdirSync(schemas).sort();
  const whole = files.map((file): Source => ({
    base: file.replace('.schema.json', ''),
    file,
    // The schemas are our own files; each has an $id and a title.
    schema: JSON.parse(readFileSync(join(schemas, file), 'utf8')) as Source['schema'],
  }));
  const entry = whole.find(({ base }) => base === 'status')?.schema.definitions?.HistoryEntry;
  if (entry === undefined) throw new Error('the schema of the status defines no HistoryEntry');
  const schema = { ...entry, $id: 'history-entry', title: 'HistoryEntry' };
  return [...whole, { base: 'history-entry', file: 'status.schema.json', schema }];
}

async function outputs(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const { base, file, schema } of sources()) {
    const typed = base === 'status' ? filled(schema) : structuredClone(schema);
    // JsonSchema is the same type, but readonly.
    const types = await compile(typed as unknown as Parameters<typeof compile>[0], schema.title, {
      bannerComment: '',
      additionalProperties: false,
      ignoreMinAndMaxItems: true,
    });
    const ajv = new Ajv({
      ...(isWrittenByAnybody(base)
        ? { removeAdditional: 'all' as const }
        : { allErrors: base !== 'status', useDefaults: true }),
      allowUnionTypes: true,
      inlineRefs: false,
      code: { source: true, esm: true, lines: true },
    });
    const validate = ajv.compile(withoutWords(schema));
    files.set(`${base}.ts`, header(file) + types);
    files.set(`${base}-validator.js`, header(file) + standaloneCode.default(ajv, validate));
    files.set(
      `${base}-validator.d.ts`,
      `${header(file)}import type { ValidateFunction } from 'ajv';
import type { ${schema.title} } from './${base}.ts';

declare const validate: ValidateFunction<${schema.title}>;
export default validate;
`,
    );
  }
  return files;
}

const check = process.argv.includes('--check');
const stale: string[] = [];
async function emit(path: string, text: string): Promise<void> {
  const wanted = path.endsWith('.md') ? text : await pretty(path, text);
  let current = '';
  try {
    current = readFileSync(path, 'utf8');
  } catch {
    // The file does not exist yet: it is stale, or about to be written.
  }
  if (current === wanted) return;
  if (check) stale.push(path);
  else writeFileSync(path, wanted);
}

mkdirSync(generated, { recursive: true });
for (const [name, text] of await outputs()) await emit(join(generated, name), text);
// Our own file; the validator above was made from it.
const settings = JSON.parse(readFileSync(join(schemas, 'settings.schema.json'), 'utf8')) as JsonSchema;
await emit(join(generated, 'settings-shape.ts'), header('settings.schema.json') + settingsShape(settings));
await emit(join(root, '../docs/settings.md'), settingsReference(settings));
if (stale.length > 0) {
  console.error(`Not up to date, run \`npm run generate\`:\n  ${stale.join('\n  ')}`);
  process.exit(1);
}
