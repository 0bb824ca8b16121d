import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitFor } from '../controlplane/index.ts';

const mount = '/sys/fs/cgroup';
const unified = existsSync(join(mount, 'cgroup.controllers'));
/** What the kubelet and runc ask for in the old layout, one hierarchy each. */
const controllers = ['cpu', 'cpuacct', 'cpuset', 'memory', 'pids', 'devices', 'freezer', 'blkio'];

/** The root of the group of this name in each hierarchy. */
function roots(name: string): string[] {
  if (unified) return [join(mount, name)];
  // runc makes one under `unified` too, where that is mounted beside the old ones.
  return [...controllers, 'systemd', 'unified']
    .map((controller) => join(mount, controller))
    .filter((hierarchy) => existsSync(hierarchy))
    .map((hierarchy) => join(hierarchy, name));
}

/** What is missing for a kubelet; undefined when nothing is. */
export function missingControllers(): string | undefined {
  const there = unified
    ? readFileSync(join(mount, 'cgroup.controllers'), 'utf8').trim().split(' ')
    : controllers.filter((controller) => existsSync(join(mount, controller, 'cgroup.procs')));
  const wanted = unified ? ['cpu', 'cpuset', 'memory', 'pids'] : controllers;
  const missing = wanted.filter((controller) => !there.includes(controller));
  return missing.length === 0 ? undefined : missing.join(', ');
}

/** Makes the group under which the kubelet of a node puts those of its pods. */
export async function makeGroups(name: string): Promise<void> {
  for (const root of roots(name)) await mkdir(root, { recursive: true });
  if (unified) {
    for (const parent of [mount, join(mount, name)]) {
      await writeFile(join(parent, 'cgroup.subtree_control'), '+cpu +cpuset +memory +pids');
    }
    return;
  }
  // A new group of this controller has no processors and no memory at all.
  for (const file of ['cpuset.cpus', 'cpuset.mems']) {
    await writeFile(join(mount, 'cpuset', name, file), await readFile(join(mount, 'cpuset', file)));
  }
}

/** Removes the groups of a node whose processes have ended, as far as they are there. */
export async function removeGroups(name: string): Promise<void> {
  const present = roots(name).filter((root) => existsSync(root));
  // A process that was killed leaves its group a moment later.
  await waitFor(`the cgroups of ${name} to be empty`, async () => {
    for (const root of present) await removeTree(root);
    return true;
  });
}

async function removeTree(group: string): Promise<void> {
  if (!existsSync(group)) return;
  for (const entry of readdirSync(group, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeTree(join(group, entry.name));
  }
  await rmdir(group);
}

/** Memory of a group, in bytes. */
export interface GroupMemory {
  /** As the kubelet counts it: without the pages of files that nobody used lately. */
  readonly workingSet: number;
  readonly limit: number;
  /** Most that was ever used, pages of files included. */
  readonly peak: number;
}

/** What the group of this process uses and may use. */
export function memoryOf(pid: number): GroupMemory {
  const lines = readFileSync(`/proc/${pid}/cgroup`, 'utf8').split('\n');
  const path = lines.find((line) => (unified ? line.startsWith('0::') : line.includes(':memory:')));
  const group = join(mount, unified ? '' : 'memory', path?.split(':').slice(2).join(':') ?? '');
  const read = (old: string, current: string): string =>
    readFileSync(join(group, unified ? current : old), 'utf8');
  const inactive = new RegExp(`^${unified ? 'inactive_file' : 'total_inactive_file'} (\\d+)$`, 'm');
  const unused = Number(inactive.exec(read('memory.stat', 'memory.stat'))?.[1]);
  return {
    workingSet: Number(read('memory.usage_in_bytes', 'memory.current')) - unused,
    limit: Number(read('memory.limit_in_bytes', 'memory.max')),
    peak: Number(read('memory.max_usage_in_bytes', 'memory.peak')),
  };
}
