import { describe, expect, it } from '@jest/globals';
import { aNodeWith } from '../../controller/src/decide/testing.ts';
import { checkCluster } from './check-cluster.ts';
import { checkLines } from './check-words.ts';
import { ClusterReader } from './cluster-reader.ts';
import { FakeKubectl, aStatus, forbidden, nodeObject, plainView } from './testing.ts';

const pod = (name: string, nodeName: string, changes: object = {}): object => ({
  metadata: {
    namespace: 'shop',
    name,
    labels: { app: 'web' },
    ownerReferences: [{ kind: 'StatefulSet', name: 'web', controller: true }],
  },
  spec: { nodeName, ...changes },
  status: { phase: 'Running' },
});
const budget = {
  metadata: { namespace: 'shop', name: 'web' },
  spec: { selector: { matchLabels: { app: 'web' } } },
  status: { disruptionsAllowed: 0, currentHealthy: 2, desiredHealthy: 2, expectedPods: 2 },
};

function aCluster(): FakeKubectl {
  return new FakeKubectl()
    .answer('/api/v1/nodes', { items: ['a', 'b'].map((name) => nodeObject(aNodeWith(name, []))) })
    .answer('/api/v1/pods', { items: [pod('web-0', 'a'), pod('web-1', 'b')] })
    .answer('component%3Dprobe', {
      items: ['a', 'b'].map((nodeName) => ({
        spec: { nodeName },
        status: { conditions: [{ type: 'Ready', status: 'True' }] },
      })),
    })
    .answer('deployments', { items: [] })
    .answer('poddisruptionbudgets', { items: [budget] });
}

function check(kubectl: FakeKubectl, status = aStatus()): ReturnType<typeof checkCluster> {
  const source = {
    controller: () => Promise.resolve({ status, origin: { kind: 'leader', name: 'ctl-1' } } as const),
  };
  return checkCluster({ reader: new ClusterReader(kubectl, 'mechanic'), source, version: '0.1.0' });
}

describe('kubectl mechanic check', () => {
  it('shows problems that would delay a drain, with reason and remedy', async () => {
    const lines = checkLines(await check(aCluster()), plainView);
    expect(lines.join('\n')).toBe(`ERROR PodDisruptionBudget shop/web
    it wants 2 of 2 pods healthy, so it can never allow an eviction
    cure: let maxUnavailable be 1, or run one replica more than minAvailable

1 error (a drain would not end), 0 warnings, 0 notices.
Looked at 2 nodes and 2 pods.`);
  });

  it('says that there are no problems', async () => {
    const kubectl = aCluster().answer('poddisruptionbudgets', { items: [] });
    expect(checkLines(await check(kubectl), plainView)[0]).toBe('Nothing would hold up a drain.');
  });

  it('checks what its user may read, and lists what it may not', async () => {
    const kubectl = aCluster()
      .answer('poddisruptionbudgets', forbidden('budgets'))
      .answer('component%3Dprobe', forbidden('pods'));
    const { findings, gaps } = await check(kubectl);
    expect([findings, gaps]).toEqual([[], ['the probe pods', 'the PodDisruptionBudgets']]);
  });

  it('shows findings that only the controller has, and says when none answers or leads', async () => {
    const refused = { severity: 'error', kind: 'not-permitted', object: 'o', why: 'w', cure: 'c' } as const;
    const leader = { self: 'ctl-1', identity: null, isLeader: false, since: null };
    const { findings } = await check(aCluster(), aStatus([], { readiness: [refused], leader }));
    expect(findings.map(({ kind }) => kind)).toEqual(['budget-never', 'no-leader', 'not-permitted']);
  });

  it('refuses the settings that mechanic refuses', async () => {
    const kubectl = aCluster().answer('configmaps/mechanic', {
      data: { 'mechanic.yaml': 'maxConcurrentDrains: many' },
    });
    expect((await check(kubectl)).findings[1]).toMatchObject({
      severity: 'error',
      object: 'ConfigMap mechanic',
    });
  });
});
