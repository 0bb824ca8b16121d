import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { removeGroups } from './cgroups.ts';
import { processesIn, removeCables } from './network.ts';
import { allPlaces, type Place, site } from './place.ts';

/** Takes away everything that nodes leave on this machine, whoever started them and however that ended. */
export async function clear(): Promise<void> {
  for (const place of allPlaces) {
    await endProcesses(place);
    await removeGroups(place.name);
  }
  await removeCables(allPlaces);
  await rm(site.directory, { recursive: true, force: true, maxRetries: 5 });
}

/** Their mounts end with them. */
async function endProcesses(place: Place): Promise<void> {
  // Those of a test that has just ended are on their way out.
  for (let look = 0; look < 20; look++) {
    const left = await processesIn(place);
    if (left.length === 0) return;
    if (look >= 10) for (const pid of left) kill(pid);
    await delay(200);
  }
  throw new Error(`processes of ${place.name} do not end: ${(await processesIn(place)).join(', ')}`);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
