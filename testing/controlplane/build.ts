/** Builds every binary of the test control plane that is not in the cache yet, and says where they are. */
import { allTools, Toolbox } from './tools.ts';

const tools = Toolbox.fromEnvironment();
for (const tool of allTools) process.stdout.write(`${await tools.path(tool)}\n`);
