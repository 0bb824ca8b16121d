/**
 * `node testing/controlplane/build.ts [TOOL...]`: builds the missing binaries of the test control plane, or only the named
 * ones, and prints their paths.
 */
import { allTools, type Tool, Toolbox } from './tools.ts';

const names = process.argv.slice(2);
const isTool = (name: string): name is Tool => allTools.some((tool) => tool === name);
const wanted = names.length === 0 ? allTools : names.filter(isTool);
if (wanted.length < names.length) throw new Error(`there are only ${allTools.join(', ')}`);
const tools = Toolbox.fromEnvironment();
const missing = await tools.missing(wanted);
if (missing.length > 0) {
  process.stderr.write(
    `Building the control plane of the tests from source, once: ${missing.join(', ')}.\n` +
      'All of them take about 8 minutes on two processors. What is compiled is kept: after Ctrl-C the next start goes\n' +
      'on where this one was.\n',
  );
}
for (const tool of wanted) process.stdout.write(`${await tools.path(tool)}\n`);
