/** Starts one control plane and keeps it until Ctrl-C. */
import { once } from 'node:events';
import { ControlPlane } from './controlplane.ts';

const controlPlane = await ControlPlane.start();
process.stdout.write(`export KUBECONFIG=${controlPlane.kubeconfigPath}\n`);
process.stderr.write(`${controlPlane.server}; logs in ${controlPlane.logsDir}; Ctrl-C ends it\n`);
// The child processes are unreferenced, so this timer keeps the process alive.
const alive = setInterval(() => undefined, 60_000);
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
clearInterval(alive);
await controlPlane.stop();
