/** Builds every binary of the test control plane that is not in the cache yet, and says where they are. */
import { allTools, Toolbox } from './tools.ts';

const tools = Toolbox.fromEnvironment();
const missing = await tools.missing(allTools);
if (missing.length > 0) {
  process.stderr.write(
    `Building the control plane of the tests from source, once: ${missing.join(', ')}.\n` +
      'All of them take about 8 minutes on two processors. What is compiled is kept: after Ctrl-C the next start goes\n' +
      'on where this one was.\n',
  );
}
for (const tool of allTools) process.stdout.write(`${await tools.path(tool)}\n`);
