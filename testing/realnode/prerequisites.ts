import { existsSync, readFileSync } from 'node:fs';
import { missingControllers } from './cgroups.ts';
import { host } from './network.ts';

/** Why this machine cannot be two nodes, in words for whoever asked; undefined when it can. */
export async function obstacle(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'real nodes need Linux';
  if (process.getuid?.() !== 0) return 'real nodes need root (run it with sudo, or in a virtual machine)';
  const controllers = missingControllers();
  if (controllers !== undefined) return `the kernel offers no cgroups for: ${controllers}`;
  return (await withoutOverlay()) ?? (await withoutNamespaces());
}

async function withoutOverlay(): Promise<string | undefined> {
  await host('modprobe', 'overlay').catch(() => undefined); // built in, or not there at all
  const known = existsSync('/proc/filesystems') ? readFileSync('/proc/filesystems', 'utf8') : '';
  return known.includes('\toverlay\n') ? undefined : 'the kernel has no overlay file system';
}

/** Makes what the nodes are made of, and takes it away again. */
async function withoutNamespaces(): Promise<string | undefined> {
  const trial =
    'ip link add mechanic-trial type veth peer name mechanic-peer && ip link delete mechanic-trial';
  const inNamespaces = ['--mount', '--uts', '--pid', '--net', '--fork', 'sh', '-c', trial];
  try {
    await host('unshare', ...inNamespaces);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(': ').at(-1) ?? '') : String(error);
    return `namespaces with a virtual cable (veth) cannot be made here: ${reason.trim()}`;
  }
}
