import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { applications, placeApplications, removeApplications, serviceDuring } from './applications.ts';
import { DiskAttacher, attachedTo } from './disks.ts';
import { scaleSetNode } from './fleet.ts';
import { useMechanic } from './suite.ts';

const fleet = [0, 1, 2].map((index) => scaleSetNode('user', index));
const [a] = fleet.map(({ name }) => name) as [string]; // as listed above

describe('a node with one workload of each kind', () => {
  const suite = useMechanic({ fleet });
  let attacher: DiskAttacher;
  beforeAll(() => {
    attacher = new DiskAttacher(suite.mechanic.controlPlane);
  });
  afterAll(() => attacher.stop());

  it('is drained without a second of downtime for workloads that have replicas or can have a successor', async () => {
    const { mechanic } = suite;
    await placeApplications(mechanic, a, 2);
    expect(await attachedTo(mechanic.controlPlane)).toEqual([a, a, a]);
    const service = await serviceDuring(mechanic, async () => {
      mechanic.schedule(a, 'Redeploy', { noticeMs: 15 * 60_000 });
      await mechanic.untilDrained(a, { timeout: 60_000 });
      expect(await attachedTo(mechanic.controlPlane)).not.toContain(a);
    });
    const spared = applications.filter(({ canBeSurged }) => canBeSurged).map(({ name }) => name);
    expect(spared.map((name) => [name, service.get(name)?.downSeconds])).toEqual(
      spared.map((name) => [name, 0]),
    );
    await mechanic.until(a, 'rid of its surges', ({ record }) => record?.surges === undefined);
    const numbers = await mechanic.controlPlane.kubectl([
      'get',
      'deployments,horizontalpodautoscalers',
      '--output=jsonpath={range .items[*]}{.metadata.name} {.spec.replicas}{.spec.minReplicas}{"\\n"}{end}',
    ]);
    // The autoscaler sees no load here and leaves its Deployment at the raised number.
    expect(numbers.trim().split('\n')).toEqual([
      'bare 1',
      'kept 1',
      'recreated 1',
      expect.stringMatching(/^scaled [12]$/),
      'three 3',
      'scaled 1',
    ]);
    const log = (await mechanic.installation.leader()).logs();
    expect(log).toMatch(/evicted without a successor.*recreated-.*its strategy allows no replica more/);
    await removeApplications(mechanic);
  });
});
