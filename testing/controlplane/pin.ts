/** `node testing/controlplane/pin.ts 1.37.2 [folder]`: writes go.mod and go.sum of tools/kubernetes for this version. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { KubernetesModules } from './kubernetes-modules.ts';

const [version, folder = join(import.meta.dirname, 'tools/kubernetes')] = process.argv.slice(2);
if (version === undefined)
  throw new Error('which version? For example: node testing/controlplane/pin.ts 1.37.2');
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mechanic');
await new KubernetesModules(cache, process.env).write(version, resolve(folder));
