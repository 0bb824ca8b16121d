import { type JsonSchema, dereference } from './json-schema.ts';

/** Renders src/generated/settings-shape.ts: for each key of the settings, the form of its value. */
export function settingsShape(root: JsonSchema): string {
  const shape: Record<string, { expected: string; keys?: string[] }> = {};
  const walk = (path: string, schema: JsonSchema): void => {
    const target = dereference(root, schema);
    const keys = Object.keys(objectOf(root, target)?.properties ?? {});
    shape[path] = { expected: expectation(root, schema), ...(keys.length > 0 && { keys }) };
    descend(path, target);
  };
  const descend = (path: string, target: JsonSchema): void => {
    for (const [key, property] of Object.entries(target.properties ?? {})) walk(join(path, key), property);
    if (typeof target.additionalProperties === 'object') walk(join(path, '*'), target.additionalProperties);
    if (target.items !== undefined) walk(`${path}[]`, target.items);
    for (const branch of target.oneOf ?? []) descend(path, dereference(root, branch));
  };
  walk('', root);
  return `/** What each key takes, by its path: list items as \`[]\`, keys that the user chooses as \`*\`. */
export const settingsShape: Readonly<Record<string, { readonly expected: string; readonly keys?: readonly string[] }>> =
${JSON.stringify(shape)};
`;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** The schema, or the one of its alternatives that is an object with known keys. */
function objectOf(root: JsonSchema, schema: JsonSchema): JsonSchema | undefined {
  if (schema.properties !== undefined) return schema;
  for (const branch of schema.oneOf ?? []) {
    const found = objectOf(root, dereference(root, branch));
    if (found !== undefined) return found;
  }
  return undefined;
}

const named: Readonly<Record<string, string>> = {
  '#/definitions/Duration': 'a duration such as 500ms, 10s, 5m or 1h30m',
  '#/definitions/IntOrPercent': 'a whole number from 0 or a percentage such as "25%"',
  '#/definitions/LabelSelector': 'a label selector such as "app=web,tier in (a,b)"',
  '#/definitions/Ignored': 'anything',
};

const simple: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  array: 'a list',
  integer: 'a whole number',
  null: 'null',
};

function expectation(root: JsonSchema, schema: JsonSchema): string {
  const known = named[schema.$ref ?? ''];
  if (known !== undefined) return known;
  const target = dereference(root, schema);
  if (target.enum !== undefined) return `one of ${target.enum.join(', ')}`;
  if (target.oneOf !== undefined) {
    return target.oneOf.map((branch) => expectation(root, branch)).join(', or ');
  }
  if (target.type === 'object')
    return target.properties === undefined ? 'a map of labels' : 'a section of keys';
  if (target.type === 'string') return expectedText(target);
  return simple[String(target.type)] ?? String(target.type);
}

function expectedText({ pattern, not }: JsonSchema): string {
  if (pattern === undefined) return 'a text';
  return not === undefined ? 'a text that is not empty' : `a text that is neither empty nor ${not.const}`;
}
