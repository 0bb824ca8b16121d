import { describe, expect, it } from '@jest/globals';
import { aNodeWith, now } from '../../controller/src/decide/testing.ts';
import { ClusterReader } from './cluster-reader.ts';
import { readCommandLine } from './command-line.ts';
import { KubectlFailure } from './kubectl.ts';
import { type Plan, planFor } from './plan-cluster.ts';
import { planLines } from './plan-words.ts';
import { FakeKubectl, forbidden, nodeObject, plainView } from './testing.ts';

const nodes = ['a', 'b', 'c', 'd'].map((name, index) =>
  aNodeWith(name, [], {
    labels: { pool: index < 3 ? 'user' : 'other', 'topology.kubernetes.io/zone': `west-${index % 2}` },
  }),
);

function aCluster(): FakeKubectl {
  const pods = nodes.map(({ name }) => ({
    metadata: {
      namespace: 'shop',
      name: `web-${name}`,
      labels: { app: 'web' },
      ownerReferences: [{ kind: 'StatefulSet', name: `web-${name}`, controller: true }],
    },
    spec: { nodeName: name, terminationGracePeriodSeconds: 300 },
  }));
  const budget = {
    metadata: { namespace: 'shop', name: 'web' },
    spec: { selector: { matchLabels: { app: 'web' } } },
    status: { disruptionsAllowed: 1, currentHealthy: 4, desiredHealthy: 3, expectedPods: 4 },
  };
  return new FakeKubectl()
    .answer('/api/v1/nodes', { items: nodes.map((node) => nodeObject(node)) })
    .answer('/api/v1/pods', { items: pods })
    .answer('component%3Dprobe', { items: [] })
    .answer('configmaps/mechanic', { data: { 'mechanic.yaml': 'maxUnavailable: "100%"' } })
    .answer('poddisruptionbudgets', { items: [budget] })
    .answer('/eviction?dryRun=All', {});
}

function plan(args: readonly string[], kubectl = aCluster()): Promise<Plan> {
  const command = readCommandLine(['plan', ...args]);
  if (command.kind !== 'plan') throw new Error('no plan');
  return planFor(command, { reader: new ClusterReader(kubectl, 'mechanic'), kubectl, now });
}

/** `a NO` for each node that would be late. */
const fates = ({ nodes: planned }: Plan): string[] =>
  planned.map(({ node, missesDeadline }) => `${node} ${missesDeadline ? 'NO' : 'yes'}`);

describe('kubectl mechanic plan', () => {
  it('shows the order and times of drains, and the evictions that would be tried', async () => {
    const lines = planLines(await plan(['a', 'node/b']), plainView);
    expect(lines[0]).toBe(
      'If 2 nodes got a Redeploy not before 2026-11-23 05:15:00 UTC (in 15m), with maxConcurrentDrains 1 and maxUnavailable 4:',
    );
    expect(lines[2]).toMatch(/^# +NODE +STARTS +ENDS +IN TIME +PODS/);
    expect(lines[3]).toMatch(/^1 +a +now +in 4m\d+s +yes +1$/);
    expect(lines[4]).toMatch(/^2 +b +in 4m\d+s +in 8m\d+s +yes +1$/);
    expect(lines.join('\n')).toContain('Nobody would miss the deadline.');
    expect(lines.join('\n')).toContain('2 evictions tried without doing it: none would be refused now.');
  });

  it('shows which nodes would be late, and the lowest limit at which none would be', async () => {
    const told = await plan(['--all', '--in', '10m']);
    expect(fates(told)).toEqual(['a yes', 'b yes', 'c NO', 'd NO']);
    expect(told.advice?.set).toEqual({ maxConcurrentDrains: 2 });
    expect(planLines(told, plainView).join('\n')).toContain(
      'Advice: maxConcurrentDrains 2 would empty all in time',
    );
    expect(fates(await plan(['--all', '--in', '10m', '--set', 'maxConcurrentDrains=2']))).toEqual([
      'a yes',
      'b yes',
      'c yes',
      'd yes',
    ]);
  });

  it('considers a pause in force, unless the user asks about another limit', async () => {
    const annotations = { 'mechanic.dev/paused': 'true' };
    const paused = aCluster().answer('configmaps/mechanic', { metadata: { annotations } });
    expect(fates(await plan(['a'], paused))).toEqual(['a NO']);
    expect(fates(await plan(['a', '--set', 'maxConcurrentDrains=1'], paused))).toEqual(['a yes']);
  });

  it('selects nodes by label or zone', async () => {
    expect(fates(await plan(['--nodes', 'pool=other']))).toEqual(['d yes']);
    expect(fates(await plan(['--zone', '1']))).toEqual(['b yes', 'd yes']);
    await expect(plan(['zz'])).rejects.toThrow('nodes "zz" not found');
    await expect(plan(['--zone', '9'])).rejects.toThrow('no Node is meant');
  });

  it('shows what the API server would refuse, and what the user may not try', async () => {
    const full = new KubectlFailure('Cannot evict pod as it would violate the budget', 'TooManyRequests');
    const refused = await plan(['a'], aCluster().answer('/eviction?dryRun=All', full));
    expect(refused.trial.refused).toEqual([{ pod: 'shop/web-a', node: 'a', why: full.message }]);
    const blind = await plan(['a'], aCluster().answer('/eviction', forbidden('eviction')));
    expect(planLines(blind, plainView).join('\n')).toContain('you may not try them');
  });

  it('sends only dry runs', async () => {
    const kubectl = aCluster();
    await plan(['--all'], kubectl);
    expect(kubectl.calls.filter((call) => !call.startsWith('get --raw'))).toHaveLength(4);
    for (const call of kubectl.calls)
      expect(call).toMatch(/^get --raw|^create --raw \S+\/eviction\?dryRun=All -f -$/);
    for (const body of kubectl.inputs.values())
      expect(JSON.parse(body)).toMatchObject({ deleteOptions: { dryRun: ['All'] } });
  });

  it('explains why an event would not be acted upon', async () => {
    const told = planLines(await plan(['a', '--event', 'spotRebalanceRecommendation']), plainView).join('\n');
    expect(told).toContain('a would not be drained: ');
    expect(told).toContain('scheduledEvents.spotRebalance is off');
  });

  it.each([
    [[], 'needs names of Nodes'],
    [['a', '--all'], 'needs names of Nodes'],
    [['a', '--event', 'party'], 'no type of event'],
    [['a', '--in', 'soon'], 'must be a duration'],
  ])('refuses %j', (args, message) => {
    expect(() => readCommandLine(['plan', ...args])).toThrow(message);
  });

  it.each([
    ['maxConcurrentDrains', 'must be KEY=VALUE'],
    ['maxConcurrentDrains=many', 'the settings would be refused'],
    ['limit=3', 'the settings would be refused'],
  ])('refuses the setting %s', async (set, message) => {
    await expect(plan(['a', '--set', set])).rejects.toThrow(message);
  });

  it('is the only command with its flags', () => {
    expect(() => readCommandLine(['status', '--zone', '1'])).toThrow('status does not take --zone');
  });
});
