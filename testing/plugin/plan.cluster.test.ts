import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ControlPlane } from '../controlplane/index.ts';
import { ensureBuilt } from '../scenarios/programs.ts';
import { type Outcome, Workstation } from './workstation.ts';

describe('kubectl mechanic before a bad day', () => {
  let controlPlane: ControlPlane;
  let workstation: Workstation;
  const mechanic = (...args: readonly string[]): Promise<Outcome> => workstation.mechanic(...args);

  beforeAll(async () => {
    await ensureBuilt();
    controlPlane = await ControlPlane.start();
    const { cluster } = controlPlane;
    await cluster.createNamespace('mechanic');
    await cluster.createNodes([{ name: 'a' }, { name: 'b' }]);
    await cluster.createWorkload({
      name: 'web',
      replicas: 2,
      budget: { minAvailable: 2 },
      nodeSelector: { 'kubernetes.io/hostname': 'a' },
    });
    workstation = await Workstation.create(controlPlane);
  });

  afterAll(() => controlPlane.stop());

  it('finds a budget that never lets go, and ends with 1', async () => {
    const { code, stdout, stderr } = await mechanic('check');
    expect(stderr).toBe('');
    expect(code).toBe(1);
    expect(stdout).toContain('ERROR PodDisruptionBudget default/web');
  });

  it('plans without writing anything: evictions are tried and not done', async () => {
    const { code, stdout } = await mechanic(
      'plan',
      '--all',
      '--set',
      'maxConcurrentDrains=2',
      '--set',
      'maxUnavailable=2',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/1 +b +now +in \S+ +yes +0/);
    expect(stdout).toMatch(/The eviction of default\/web-\S+ on a would be refused now: /);
    expect(stdout).toContain('Nothing was written.');
    const entries = await controlPlane.auditLog.entries();
    const tried = entries.filter(({ subresource }) => subresource === 'eviction');
    expect(tried.length).toBeGreaterThan(0);
    const { items } = await controlPlane.cluster.core.listNamespacedPod({ namespace: 'default' });
    expect(items.filter(({ metadata }) => metadata?.deletionTimestamp !== undefined)).toEqual([]);
    for (const name of ['a', 'b']) {
      const node = await controlPlane.cluster.core.readNode({ name });
      expect(node.metadata?.annotations ?? {}).not.toHaveProperty(['mechanic.dev/report']);
      expect(node.spec?.unschedulable ?? false).toBe(false);
    }
  });
});
