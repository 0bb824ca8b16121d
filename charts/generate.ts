/**
 * Generates what Helm reads of the chart's values: values.schema.json and README.md, and puts the version of
 * package.json into Chart.yaml and the workspaces. The result is committed; `--check` fails when it is not up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { readValues } from './values-document.ts';
import { chartReadme } from './values-reference.ts';
import { valuesSchema } from './values-schema.ts';

const chart = join(import.meta.dirname, 'mechanic');
const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(path, 'utf8');

async function outputs(): Promise<Map<string, string>> {
  const values = readValues(read(join(chart, 'values.yaml')));
  // Both are our own files, of known shape.
  const settings = JSON.parse(read(join(root, 'contract/schemas/settings.schema.json'))) as Record<
    string,
    unknown
  >;
  const { version } = JSON.parse(read(join(root, 'package.json'))) as { version: string };
  const schemaPath = join(chart, 'values.schema.json');
  const schema = JSON.stringify(valuesSchema(values, settings));
  const chartPath = join(chart, 'Chart.yaml');
  return new Map([
    [schemaPath, await format(schema, { ...(await resolveConfig(schemaPath)), filepath: schemaPath })],
    [join(chart, 'README.md'), chartReadme(values)],
    [chartPath, read(chartPath).replaceAll(/^(version|appVersion): .*$/gm, `$1: ${version}`)],
    ...['contract', 'probe', 'controller', 'plugin', 'testing'].map((workspace): [string, string] => {
      const path = join(root, workspace, 'package.json');
      return [path, read(path).replace(/"version": ".*"/, `"version": "${version}"`)];
    }),
  ]);
}

function current(path: string): string {
  try {
    return read(path);
  } catch {
    // Not there yet: about to be written, or stale.
    return '';
  }
}

const stale = [...(await outputs())].filter(([path, text]) => current(path) !== text);
if (!process.argv.includes('--check')) for (const [path, text] of stale) writeFileSync(path, text);
else if (stale.length > 0) {
  console.error(`Not up to date, run \`npm run generate\`:\n  ${stale.map(([path]) => path).join('\n  ')}`);
  process.exit(1);
}
