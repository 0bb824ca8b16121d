import { describe, expect, it } from '@jest/globals';
import { namespace } from './real-cluster.ts';
import { longest, useRealNodes } from './suite.ts';
import { createGuests } from './workloads.ts';

const suite = useRealNodes();

describe('mechanic with the defaults of its chart, on two real nodes', () => {
  it('has four Ready pods in a namespace that enforces "restricted", none of them started twice', async () => {
    const { real } = suite;
    const { metadata } = await real.cluster.core.readNamespace({ name: namespace });
    expect(metadata?.labels?.['pod-security.kubernetes.io/enforce']).toBe('restricted');
    const pods = await real.pods();
    expect(pods.map(({ spec }) => spec?.nodeName).sort()).toEqual(
      real.names.flatMap((name) => [name, name]).sort(),
    );
    expect(pods.map(({ status }) => status?.containerStatuses?.[0]?.restartCount)).toEqual([0, 0, 0, 0]);
  });

  it(
    'empties a node from the event in its metadata to the node’s return',
    async () => {
      const { real } = suite;
      const [name = ''] = real.names;
      await createGuests(real, { name: 'web', replicas: 3 });
      const event = real.schedule(name, 'Redeploy');
      await real.untilPhase(name, 'Drained');
      expect(await real.workloadOn(name)).toEqual([]);
      expect((await real.workloadOn(real.other(name))).length).toBe(3);
      real.imds.finish(event);
      await real.untilIdle(name);
    },
    longest,
  );
});
