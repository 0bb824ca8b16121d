import { runCommand } from '../controlplane/index.ts';
import { type Place, site } from './place.ts';

/** Runs a program of this machine as root; returns what it prints. */
export function host(command: string, ...args: readonly string[]): Promise<string> {
  return runCommand({ command, args, env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } });
}

/** Runs a program in the network of a node. */
function inside({ name }: Place, ...command: readonly string[]): Promise<string> {
  // Not `ip netns exec`: that mounts /sys anew, without the cgroups in it.
  return host('nsenter', `--net=/run/netns/${name}`, ...command);
}

/** A bridge, and a network namespace with a cable to it for each node. No route leads out of this machine. */
export async function layCables(places: readonly Place[]): Promise<void> {
  await host('ip', 'link', 'add', site.bridge, 'type', 'bridge');
  await host('ip', 'address', 'add', `${site.address}/24`, 'dev', site.bridge);
  await host('ip', 'link', 'set', site.bridge, 'up');
  for (const place of places) await connect(place, places);
}

async function connect(place: Place, places: readonly Place[]): Promise<void> {
  const { name, link, address, podRange } = place;
  const ip = (...args: readonly string[]): Promise<string> => host('ip', '-n', name, ...args);
  await host('ip', 'netns', 'add', name);
  await host('ip', 'link', 'add', link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
  await host('ip', 'link', 'set', link, 'master', site.bridge, 'up');
  await ip('link', 'set', 'lo', 'up');
  await ip('address', 'add', `${address}/24`, 'dev', 'eth0');
  await ip('link', 'set', 'eth0', 'up');
  await host('ip', 'route', 'add', podRange, 'via', address);
  for (const other of places) {
    if (other !== place) await ip('route', 'add', other.podRange, 'via', other.address);
  }
  await inside(place, 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
  await redirectMetadata(place);
}

/** The address of Azure's metadata service leads to the emulator, for pods and for the node itself. */
async function redirectMetadata(place: Place): Promise<void> {
  const { metadataAddress: from, metadataPort: port, address: to } = site;
  await host('ip', '-n', place.name, 'route', 'add', `${from}/32`, 'via', to);
  for (const chain of ['PREROUTING', 'OUTPUT']) {
    const match = ['-t', 'nat', '-A', chain, '-d', from, '-p', 'tcp', '--dport', '80'];
    await inside(place, 'iptables', '-w', ...match, '-j', 'DNAT', '--to-destination', `${to}:${port}`);
  }
}

/** Takes away what the pods of a node that was switched off had of its network. */
export async function forgetPods({ name }: Place): Promise<void> {
  await host('ip', '-n', name, 'link', 'delete', 'cni0').catch(() => undefined); // no pod was ever there
}

/** Ids of the processes that live in the network of a node, or none when there is no such network. */
export async function processesIn({ name }: Place): Promise<number[]> {
  const listed = await host('ip', 'netns', 'pids', name).catch(() => '');
  return listed.split('\n').filter(Boolean).map(Number);
}

/** Removes the cables, namespaces and the bridge, as far as they are there. */
export async function removeCables(places: readonly Place[]): Promise<void> {
  const absent = (): undefined => undefined;
  for (const { name, link } of places) {
    await host('ip', 'link', 'delete', link).catch(absent);
    await host('ip', 'netns', 'delete', name).catch(absent);
  }
  await host('ip', 'link', 'delete', site.bridge).catch(absent);
}
