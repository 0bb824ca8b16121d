/**
 * Runs a program that reads the path of a pinned tool from a variable; builds the tool if it is missing: `node
 * testing/controlplane/with-tool.ts helm charts/release.ts` runs that script with HELM.
 */
import { spawnSync } from 'node:child_process';
import { Toolbox } from './tools.ts';

const [tool = '', script = '', ...args] = process.argv.slice(2);
if (tool !== 'helm' || script === '') throw new Error('usage: with-tool.ts helm SCRIPT [ARGUMENT...]');
const HELM = await Toolbox.fromEnvironment().path(tool);
const { status } = spawnSync(process.execPath, [script, ...args], {
  env: { ...process.env, HELM },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
