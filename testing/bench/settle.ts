import { emptyAll, fill, addFullNodes, podsPerNode } from '../scenarios/full-cluster.ts';
import { MechanicCluster } from '../scenarios/mechanic-cluster.ts';
import { type Figure, judged } from './figures.ts';

const count = 10;
/** An autoscaler has a node ready so long after pods began to wait. */
const nodeAfterMs = 20_000;

/** How many pods wait for a place at once while full nodes are emptied one after the other, with `settle` and without. */
export async function measureSettle(say: (line: string) => void): Promise<Figure[]> {
  const mechanic = await MechanicCluster.start({ fleet: [], onProgress: say });
  try {
    await addFullNodes(mechanic, count);
    const figures: Figure[] = [];
    for (const settle of ['2m', '0s']) {
      say(`empties ${count} full nodes, one at a time, with settle: ${settle}`);
      await mechanic.installation.configure({ settle });
      await fill(mechanic);
      const { mostWaiting, seconds } = await emptyAll(mechanic, nodeAfterMs);
      await mechanic.reset();
      const what = `${count} full nodes, settle: ${settle}`;
      const isDefault = settle === '2m';
      figures.push(
        {
          what: `${what}: most pods that wait for a place at once`,
          mechanic: String(mostWaiting),
          ...(isDefault && { goal: judged(`at most ${podsPerNode}`, mostWaiting <= podsPerNode) }),
        },
        { what: `${what}: all are drained after`, mechanic: `${seconds.toFixed(0)} s` },
      );
    }
    return figures;
  } finally {
    await mechanic.stop();
  }
}
