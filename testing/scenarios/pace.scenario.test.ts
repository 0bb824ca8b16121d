import { beforeAll, describe, expect, it } from '@jest/globals';
import { emptyAll, fill, addFullNodes, podsPerNode } from './full-cluster.ts';
import { useMechanic } from './suite.ts';

describe('a cluster without room for moved pods', () => {
  const suite = useMechanic({ fleet: [] });
  // Added later than the others, because these nodes have no probes to wait for.
  beforeAll(() => addFullNodes(suite.mechanic, 3));

  it("has at most one node's pods waiting, and more without settle", async () => {
    const { mechanic } = suite;
    await fill(mechanic);
    const { mostWaiting } = await emptyAll(mechanic, 5_000);
    expect(mostWaiting).toBe(podsPerNode);
    await mechanic.reset();

    await mechanic.installation.configure({ settle: '0s' });
    await fill(mechanic);
    expect((await emptyAll(mechanic, 5_000)).mostWaiting).toBeGreaterThan(podsPerNode);
  });
});
