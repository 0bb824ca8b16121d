import { describe, expect, it } from '@jest/globals';
import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { scaleSetNode } from './fleet.ts';
import type { MechanicCluster } from './mechanic-cluster.ts';
import { useMechanic } from './suite.ts';

const fleet = [0, 1, 2].map((index) => scaleSetNode('user', index));
const [a, b, c] = fleet.map(({ name }) => name) as [string, string, string]; // three, as listed above
const hours = 3_600_000;
const mergePatch = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);

/** Selects the nodes on which the workload of a test may run. */
async function place(mechanic: MechanicCluster, node: string, here: string | null): Promise<void> {
  const labels = { 'testing.mechanic.dev/place': here };
  await mechanic.cluster.core.patchNode({ name: node, body: { metadata: { labels } } }, mergePatch);
}

async function why(mechanic: MechanicCluster, node: string): Promise<string> {
  const { nodes } = await mechanic.installation.status();
  return nodes.find((entry) => entry.node === node)?.why ?? '';
}

describe('after a drain', () => {
  // The pods of these tests have no other node at first, so a drain would wait for their successors.
  const suite = useMechanic({ fleet, settings: { drain: { surge: 'off' } } });

  it('the next one waits until the moved pods are Ready elsewhere, and begins within seconds after that', async () => {
    const { mechanic } = suite;
    await place(mechanic, a, 'here');
    await mechanic.cluster.createWorkload({
      name: 'web',
      replicas: 2,
      nodeSelector: { 'testing.mechanic.dev/place': 'here' },
    });
    mechanic.schedule(a, 'Redeploy', { noticeMs: 1 * hours });
    await mechanic.untilPhase(a, 'Draining');
    mechanic.schedule(b, 'Redeploy', { noticeMs: 2 * hours });
    const { record } = await mechanic.untilDrained(a);
    expect(record?.moved).toEqual([expect.stringMatching(/^ReplicaSet\/default\/web-/)]);
    await mechanic.eventually('the reason of the wait', async () =>
      /waits until the pods of \S+ are Ready elsewhere: default\/web-\S+ has 0 of 2 pods Ready/.test(
        await why(mechanic, b),
      ),
    );
    await mechanic.settled();
    expect((await mechanic.node(b)).phase).toBeNull();
    // An urgent drain does not wait.
    const preemption = mechanic.schedule(c, 'Preempt', { noticeMs: 30_000 });
    const preempted = await mechanic.untilDrained(c);
    expect(preempted.record?.moved).toBeUndefined();
    mechanic.imds.finish(preemption);
    await mechanic.untilIdle(c);
    expect((await mechanic.node(b)).phase).toBeNull();
    await place(mechanic, c, 'here');
    await mechanic.untilDrained(b, { timeout: 15_000 });
    for (const node of [a, c]) await place(mechanic, node, null);
  });

  it('the next one begins at once when no pod was moved, or when settle is 0s', async () => {
    const { mechanic } = suite;
    const events = [1, 2].map((notice) =>
      mechanic.schedule(notice === 1 ? a : b, 'Redeploy', { noticeMs: notice * hours }),
    );
    await mechanic.untilDrained(b, { timeout: 15_000 });
    for (const id of events) mechanic.imds.finish(id);
    for (const node of [a, b]) await mechanic.untilIdle(node);
    await mechanic.installation.configure({ settle: '0s' });
    await place(mechanic, a, 'here');
    await mechanic.cluster.createWorkload({
      name: 'web',
      replicas: 1,
      nodeSelector: { 'testing.mechanic.dev/place': 'here' },
    });
    mechanic.schedule(a, 'Redeploy', { noticeMs: 1 * hours });
    mechanic.schedule(b, 'Redeploy', { noticeMs: 2 * hours });
    await mechanic.untilDrained(b, { timeout: 15_000 });
    await place(mechanic, a, null);
  });
});
