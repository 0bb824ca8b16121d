import { beforeAll, describe, expect, it } from '@jest/globals';
import { emptyAll, fill, addFullNodes, podsPerNode } from './full-cluster.ts';
import { useMechanic } from './suite.ts';

describe('a cluster without a place for the pods that move', () => {
  const suite = useMechanic({ fleet: [] });
  // Later than the others: no probes are to be awaited there.
  beforeAll(() => addFullNodes(suite.mechanic, 3));

  it('has no more pods that wait than one node holds, and more of them without settle', async () => {
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
