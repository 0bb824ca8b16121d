/**
 * Renders the chart into config/, for those who use kustomize or nothing at all: config/{rbac,controller,probe} and
 * config/static/mechanic.yaml. The result is committed; `--check` fails when it is not up to date.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { manifests } from './manifests.ts';
import { helm } from './programs.ts';

const root = join(import.meta.dirname, '..');

const rendered = helm(
  'template',
  'mechanic',
  join(root, 'charts/mechanic'),
  '--namespace',
  'mechanic',
  '--skip-tests',
);

function current(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not there yet: about to be written, or stale.
    return '';
  }
}

const stale = [...manifests(rendered)]
  .map(([path, text]) => [join(root, 'config', path), text] as const)
  .filter(([path, text]) => current(path) !== text);
if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    console.error(`Not up to date, run \`npm run generate\`:\n  ${stale.map(([path]) => path).join('\n  ')}`);
    process.exit(1);
  }
} else {
  for (const [path, text] of stale) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
