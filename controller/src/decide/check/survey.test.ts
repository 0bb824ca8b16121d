import { describe, expect, it } from '@jest/globals';
import type { NodeView } from '../snapshot.ts';
import { aNode, aNodeWith, settingsOf } from '../testing.ts';
import type { Finding } from './finding.ts';
import { type Surroundings, Survey } from './survey.ts';
import { aBudget, aPod } from './testing.ts';
import type { CheckedPod } from './views.ts';

const spot = { 'kubernetes.azure.com/scalesetpriority': 'spot' };
const two: readonly NodeView[] = [aNodeWith('a', []), aNodeWith('b', [])];

function survey(
  pods: readonly CheckedPod[],
  { yaml = '', ...around }: Partial<Surroundings> & { yaml?: string } = {},
): Survey {
  const nodes = around.nodes ?? two;
  const probedNodes = new Set(nodes.map(({ name }) => name));
  const given = {
    nodes,
    probedNodes,
    budgets: [],
    deployments: [],
    allocatable: null,
    settings: settingsOf(yaml),
    version: '1.2.3',
  };
  const made = new Survey({ ...given, ...around });
  for (const pod of pods) made.add(pod);
  return made;
}

/** Findings in short form, such as `error budget-never PodDisruptionBudget shop/web`. */
function found(pods: readonly CheckedPod[], around: Parameters<typeof survey>[1] = {}): string[] {
  return survey(pods, around)
    .findings()
    .map(({ severity, kind, object }) => `${severity} ${kind} ${object}`);
}

const pair = (changes: Partial<CheckedPod> = {}): CheckedPod[] =>
  ['x1', 'x2'].map((end) => aPod({ name: `web-5d9-${end}`, ...changes }));

describe('a survey of the cluster', () => {
  it('finds nothing when nothing would delay a drain', () => {
    expect(found(pair(), { budgets: [aBudget()] })).toEqual([]);
  });

  it.each<[string, CheckedPod[], Parameters<typeof survey>[1], string[]]>([
    [
      'a budget that can never allow an eviction',
      pair(),
      { budgets: [aBudget({ disruptionsAllowed: 0, desiredHealthy: 3 })] },
      ['error budget-never PodDisruptionBudget shop/web'],
    ],
    [
      'a budget that allows none now',
      pair(),
      { budgets: [aBudget({ disruptionsAllowed: 0, currentHealthy: 2 })] },
      ['warning budget-now PodDisruptionBudget shop/web'],
    ],
    [
      'no budget without pods',
      pair(),
      { budgets: [aBudget({ disruptionsAllowed: 0, expectedPods: 0 })] },
      [],
    ],
    [
      'several budgets on one pod',
      pair(),
      { budgets: [aBudget(), aBudget({ name: 'all', selector: {} })] },
      ['error several-budgets Deployment shop/web (2 pods)'],
    ],
    [
      'no budgets of another namespace',
      pair(),
      { budgets: [aBudget(), aBudget({ namespace: 'b', selector: {} })] },
      [],
    ],
    ['a pod that is lost', [aPod({ owner: null })], {}, ['warning pod-without-owner Pod shop/web-5d9-x1']],
    [
      'a pod that a setting keeps',
      [aPod({ owner: null }), ...pair({ hasEmptyDir: true })],
      { yaml: 'drain: {unmanagedPods: block, emptyDirPods: block}' },
      [
        'error pod-with-empty-dir Deployment shop/web (2 pods)',
        'error pod-without-owner Pod shop/web-5d9-x1',
      ],
    ],
    ['no emptyDir that may go', pair({ hasEmptyDir: true }), {}, []],
    [
      'grace periods longer than the notice',
      pair({ graceSeconds: 1_200 }),
      {},
      ['warning grace-period Deployment shop/web (2 pods)'],
    ],
    [
      'no grace period that is capped',
      pair({ graceSeconds: 1_200 }),
      { yaml: 'drain: {maxPodGracePeriod: 5m}' },
      [],
    ],
    [
      'grace periods that no spot node gives',
      pair({ graceSeconds: 60 }),
      { nodes: [aNodeWith('a', [], { labels: spot })] },
      ['warning grace-period Deployment shop/web (2 pods)'],
    ],
    ['pods that are pinned', pair({ pinned: true }), {}, ['warning pinned Deployment shop/web (2 pods)']],
    [
      'pods that come back',
      pair({ toleratesEverything: true }),
      {},
      ['warning tolerates-everything Deployment shop/web (2 pods)'],
    ],
    [
      'a single replica of a StatefulSet',
      [aPod({ owner: { kind: 'StatefulSet', name: 'db' } })],
      {},
      ['warning single-replica StatefulSet shop/db'],
    ],
    [
      'a single replica that cannot be surged',
      [aPod()],
      { deployments: [{ namespace: 'shop', name: 'web', replicas: 1, noSurge: 'its maxSurge is 0' }] },
      ['warning single-replica Deployment shop/web'],
    ],
    ['no single replica that can', [aPod()], {}, []],
    [
      'nothing of pods that stay or are done',
      [
        aPod({ owner: { kind: 'DaemonSet', name: 'agent' }, toleratesEverything: true }),
        aPod({ mirror: true, owner: null }),
        aPod({ finished: true, owner: null }),
      ],
      {},
      [],
    ],
  ])('finds %s', (_, pods, around, expected) => {
    expect(found(pods, around)).toEqual(expected);
  });

  it('finds nodes without a probe, or with a probe that sees nothing', () => {
    const nodes = [aNode('a'), aNodeWith('b', []), aNode('ignored', { ignored: true })];
    expect(found([], { nodes, probedNodes: new Set(['a']) })).toEqual([
      'warning probe-blind Node a',
      'warning probe-missing Node b',
    ]);
  });

  it('finds settings that do nothing, or prevent everything', () => {
    const yaml =
      '{maxConcurrentDrains: 0, dryRun: true, conditions: [{type: GPUMissing}], drain: {skipPods: "a=b"}, budgets: [{name: gpu, nodeSelector: {pool: gpu}, maxUnavailable: 1}, {name: zone, topologyKey: zone, maxConcurrentDrains: 1}]}';
    expect(found(pair(), { yaml })).toEqual([
      'warning setting-stops dryRun',
      'warning setting-stops maxConcurrentDrains',
      'notice setting-idle budgets gpu',
      'notice setting-idle budgets zone',
      'notice setting-idle condition GPUMissing',
      'notice setting-idle drain.skipPods',
    ]);
  });

  it('finds parts of mechanic with another version', () => {
    const part = (component: string, tag: string | null): CheckedPod =>
      aPod({
        owner: { kind: 'DaemonSet', name: component },
        labels: { 'app.kubernetes.io/name': 'mechanic', 'app.kubernetes.io/component': component },
        tag,
      });
    expect(found([part('probe', '1.2.3'), part('controller', null)])).toEqual([]);
    expect(found([part('probe', '1.1.0'), part('probe', '1.2.3')])).toEqual([
      'warning versions-differ mechanic probe',
    ]);
  });

  it('skips pods that a rule or their annotation leaves on the node', () => {
    const yaml = 'drain: {rules: [{name: batch, namespaces: [shop], action: leave}]}';
    expect(found(pair({ owner: null }), { yaml })).toEqual([]);
    expect(found(pair({ owner: null, drainWish: 'leave' }))).toEqual([]);
    expect(found([aPod({ owner: null, drainWish: 'evict' })], { yaml })).toEqual([
      'warning pod-without-owner Pod shop/web-5d9-x1',
    ]);
    expect(found(pair({ namespace: 'other' }), { yaml })).toEqual(['notice setting-idle drain.rules batch']);
    expect(found([aPod({ drainWish: 'dance' })])).toEqual(['warning unknown-wish Pod shop/web-5d9-x1']);
  });

  it('gives each finding a reason and a remedy', () => {
    const yaml = '{dryRun: true, drain: {unmanagedPods: block}}';
    const findings: Finding[] = survey([aPod({ owner: null, pinned: true })], { yaml }).findings();
    for (const { why, cure } of findings) expect([why.length > 10, cure.length > 10]).toEqual([true, true]);
  });

  describe('of room', () => {
    const gib = 2 ** 30;
    const allocatable = new Map(['a', 'b', 'c'].map((name) => [name, { cpu: 4, memory: 8 * gib }]));
    const inZone = (name: string, zone: string): NodeView =>
      aNodeWith(name, [], { labels: { agentpool: 'user', 'topology.kubernetes.io/zone': zone } });
    const on = (nodeName: string, cpu: number): CheckedPod[] =>
      pair({ nodeName, requests: { cpu: cpu / 2, memory: 0 } });

    it('finds a pool without room for the pods of one node', () => {
      const nodes = [inZone('a', '1'), inZone('b', '1')];
      const [finding] = survey([...on('a', 3), ...on('b', 2)], { nodes, allocatable }).findings();
      expect(finding).toMatchObject({
        object: 'pool user',
        why: 'the pods of a would not fit on its other nodes: they request 3 cores, 2 are free',
      });
      expect(found([...on('a', 2), ...on('b', 2)], { nodes, allocatable })).toEqual([]);
    });

    it('finds a zone without room when the pool has room', () => {
      const nodes = [inZone('a', '1'), inZone('b', '2'), inZone('c', '2')];
      expect(found(on('a', 2), { nodes, allocatable })).toEqual(['warning no-room pool user, zone 1']);
    });

    it('counts no room on cordoned nodes, and counts staying pods as use', () => {
      const cordoned = [inZone('a', '1'), { ...inZone('b', '1'), unschedulable: true }];
      expect(found(on('a', 2), { nodes: cordoned, allocatable })).toEqual(['warning no-room pool user']);
      const daemon = aPod({
        nodeName: 'b',
        owner: { kind: 'DaemonSet', name: 'd' },
        requests: { cpu: 3, memory: 0 },
      });
      const nodes = [inZone('a', '1'), inZone('b', '1')];
      expect(found([...on('a', 2), daemon], { nodes, allocatable })).toEqual(['warning no-room pool user']);
    });

    it('says nothing when room is unknown', () => {
      expect(found(on('a', 99))).toEqual([]);
    });
  });

  it('counts the pods that each node would have to move, and those that would never leave', () => {
    const budgets = [aBudget({ disruptionsAllowed: 0, desiredHealthy: 3 })];
    const loads = survey([...pair({ graceSeconds: 90 }), aPod({ owner: { kind: 'DaemonSet', name: 'd' } })], {
      budgets,
    }).loads();
    expect(Object.fromEntries(loads)).toEqual({
      a: { pods: 2, graceSeconds: 90, surges: 1, never: ['PodDisruptionBudget shop/web'] },
      b: { pods: 0, graceSeconds: 0, surges: 0, never: [] },
    });
  });

  it('counts the Deployments of each node whose pods are all there and may have successors', () => {
    const surgesOf = (pods: readonly CheckedPod[], yaml = ''): number | undefined =>
      survey(pods, { yaml }).loads().get('a')?.surges;
    expect(surgesOf([aPod()])).toBe(1);
    expect(surgesOf([aPod(), aPod({ name: 'web-5d9-x2', nodeName: 'b' })])).toBe(0);
    expect(surgesOf([aPod({ hasClaim: true })])).toBe(0);
    expect(surgesOf([aPod({ pinned: true })])).toBe(0);
    expect(surgesOf([aPod()], 'drain: {surge: off}')).toBe(0);
  });
});
