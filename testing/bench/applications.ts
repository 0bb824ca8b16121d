import { scaleSetNode } from '../scenarios/fleet.ts';
import {
  applications,
  placeApplications,
  removeApplications,
  serviceDuring,
} from '../scenarios/applications.ts';
import { DiskAttacher } from '../scenarios/disks.ts';
import { MechanicCluster } from '../scenarios/mechanic-cluster.ts';
import { type Figure, judged } from './figures.ts';

const fleet = [0, 1, 2].map((index) => scaleSetNode('user', index));
const [first, second] = fleet.map(({ name }) => name) as [string, string]; // three, as listed above

/** Pods take so long to be Ready. */
const startSeconds = 5;
/** For so long `kubectl drain` may try what a budget does not allow. */
const patience = '60s';

/** Seconds without a Ready pod, for one workload of each kind on a node that is emptied, beside `kubectl drain`. */
export async function measureApplications(say: (line: string) => void): Promise<Figure[]> {
  const mechanic = await MechanicCluster.start({ fleet, onProgress: say });
  const attacher = new DiskAttacher(mechanic.controlPlane);
  try {
    say('empties a node with one workload of each kind');
    await placeApplications(mechanic, first, startSeconds);
    const ours = await serviceDuring(mechanic, async () => {
      mechanic.schedule(first, 'Redeploy', { noticeMs: 15 * 60_000 });
      await mechanic.untilDrained(first, { timeout: 240_000 });
    });
    await removeApplications(mechanic);
    say('the same with kubectl drain');
    await mechanic.installation.configure({ dryRun: true });
    await placeApplications(mechanic, second, startSeconds);
    const args = [
      'drain',
      second,
      '--ignore-daemonsets',
      '--delete-emptydir-data',
      '--force',
      `--timeout=${patience}`,
    ];
    const ends = { empty: 'yes' };
    const theirs = await serviceDuring(mechanic, () =>
      mechanic.controlPlane.kubectl(args).catch(() => (ends.empty = `not after ${patience}`)),
    );
    const seconds = (down: number | undefined): string => (down === undefined ? '-' : `${down.toFixed(1)} s`);
    return [
      ...applications.map(({ name, what, canBeSurged }) => {
        const down = ours.get(name)?.downSeconds;
        return {
          what: `without a Ready pod: ${what}`,
          mechanic: seconds(down),
          kubectl: seconds(theirs.get(name)?.downSeconds),
          ...(canBeSurged && { goal: judged('0 s', down === 0) }),
        };
      }),
      { what: 'the node is empty then', mechanic: 'yes', kubectl: ends.empty },
    ];
  } finally {
    await attacher.stop();
    await mechanic.stop();
  }
}
