import { type JsonSchema, dereference } from './json-schema.ts';

const preamble = `# Settings

The controller reads its settings from the key \`mechanic.yaml\` of the ConfigMap \`mechanic\` in its own namespace.
An edit takes effect within two seconds, without a restart. An edit with an unknown key, a wrong type or an impossible
value is refused as a whole: the last good settings stay in force, and the reason is said in a Warning event on the
ConfigMap, in the log, on the status page and in \`mechanic_config_reloads_total{result="invalid"}\`.
A controller that *starts* with an invalid ConfigMap drains nothing (\`maxConcurrentDrains: 0\`) until it is mended.

This page is generated from \`contract/schemas/settings.schema.json\`.

| key | type | default | meaning |
|---|---|---|---|
`;

/** Renders the settings schema as docs/settings.md. */
export function settingsReference(root: JsonSchema): string {
  const resolve = (schema: JsonSchema): JsonSchema => dereference(root, schema);
  const typeOf = (schema: JsonSchema): string => {
    const target = resolve(schema);
    if (schema.$ref === '#/definitions/Duration') return 'duration';
    if (schema.$ref === '#/definitions/IntOrPercent') return 'whole number or `"N%"`';
    if (schema.$ref === '#/definitions/LabelSelector') return 'label selector';
    if (target.enum !== undefined) return target.enum.map((value) => `\`${String(value)}\``).join(' or ');
    if (target.oneOf !== undefined) return target.oneOf.map(typeOf).join(' or ');
    return String(target.type ?? 'any');
  };
  const rows: string[] = [];
  const row = (name: string, property: JsonSchema, nested: boolean): string => {
    const fallback =
      nested || property.default === undefined ? '' : `\`${JSON.stringify(property.default)}\``;
    const type = typeOf(property).replaceAll('|', '\\|');
    return `| \`${name}\` | ${type} | ${fallback} | ${property.description ?? ''} |`;
  };
  const walk = (prefix: string, schema: JsonSchema): void => {
    for (const [key, property] of Object.entries(resolve(schema).properties ?? {})) {
      if (property.$ref === '#/definitions/Ignored') continue;
      const name = prefix + key;
      const nested = resolve(property).properties !== undefined && !property.description?.startsWith('Older');
      rows.push(row(name, property, nested));
      if (nested) walk(`${name}.`, property);
      if (property.items !== undefined) walk(`${name}[].`, property.items);
    }
  };
  walk('', root);
  return `${preamble}${rows.join('\n')}

Durations are written \`500ms\`, \`10s\`, \`5m\`, \`1h\`, or several together: \`1h30m\`. One of more than a year is
refused, and so is a text of more than 64 KiB, a string or key in it of more than 1 KiB, nesting deeper than 32 levels, and a YAML alias.

Keys of the original mechanic that have no meaning here (\`runtimeEnv\`, \`enableTracing\`, \`bypassNodeProblemDetector\`,
\`pollingInterval\`) are accepted, ignored, and named once in a warning. Its other names, \`vmEvents\` and \`optional\`, work.
`;
}
