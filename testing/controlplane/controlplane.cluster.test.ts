import { ApiException } from '@kubernetes/client-node';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { isAlive } from './alive.ts';
import { runCommand } from './commands.ts';
import { ControlPlane } from './controlplane.ts';
import { isHealthy } from './health.ts';
import { KubernetesModules } from './kubernetes-modules.ts';
import { Process } from './process.ts';
import { waitFor } from './wait.ts';

const evict = async (controlPlane: ControlPlane, name: string): Promise<number> => {
  const body = { metadata: { name, namespace: 'default' } };
  try {
    await controlPlane.cluster.core.createNamespacedPodEviction({ name, namespace: 'default', body });
    return 201;
  } catch (error) {
    if (error instanceof ApiException) return error.code;
    throw error;
  }
};

describe('ControlPlane', () => {
  let controlPlane: ControlPlane;
  beforeAll(async () => {
    controlPlane = await ControlPlane.start();
    await controlPlane.cluster.createNodes([{ name: 'a', zone: 'west-1' }, { name: 'b' }]);
  }, 600_000);
  afterAll(() => controlPlane.stop());

  it('schedules pods, counts budgets and refuses an eviction that would violate one', async () => {
    const { cluster } = controlPlane;
    await cluster.createWorkload({ name: 'web', replicas: 4, budget: { minAvailable: 4 } });
    const pods = [...(await cluster.podsOn('a')), ...(await cluster.podsOn('b'))];
    expect(pods).toHaveLength(4);
    const name = pods[0]?.metadata?.name ?? '';
    expect(await evict(controlPlane, name)).toBe(429);
    const refused = await controlPlane.auditLog.waitFor({ subresource: 'eviction', name, code: 429 });
    expect(refused).toMatchObject({ user: 'admin', verb: 'create', resource: 'pods' });
    await cluster.apps.deleteNamespacedDeployment({ name: 'web', namespace: 'default' });
  });

  it('gives a pod time to stop, up to its grace period', async () => {
    const { cluster } = controlPlane;
    await cluster.createPod({ name: 'slow', stopSeconds: 1 });
    await cluster.createPod({ name: 'deaf', stopSeconds: 600, gracePeriodSeconds: 1 });
    await cluster.createPod({ name: 'quick' });
    await Promise.all(['slow', 'deaf', 'quick'].map((name) => evict(controlPlane, name)));
    const gone = async (name: string): Promise<number> => {
      const started = performance.now();
      await waitFor(`${name} to be gone`, async () => {
        const { items } = await cluster.core.listNamespacedPod({ namespace: 'default' });
        return items.every(({ metadata }) => metadata?.name !== name);
      });
      return performance.now() - started;
    };
    const [slow, deaf, quick] = await Promise.all([gone('slow'), gone('deaf'), gone('quick')]);
    expect(slow).toBeGreaterThan(800);
    expect(deaf).toBeGreaterThan(800);
    expect(quick).toBeLessThan(Math.min(slow, deaf));
  });

  it('keeps a stuck pod in Terminating until the label is removed', async () => {
    const { core } = controlPlane.cluster;
    await controlPlane.cluster.createPod({ name: 'stuck', stuck: true });
    await controlPlane.cluster.createPod({ name: 'free' });
    await Promise.all(['stuck', 'free'].map((name) => evict(controlPlane, name)));
    const exists = async (name: string): Promise<boolean> =>
      (await core.listNamespacedPod({ namespace: 'default' })).items.some(
        (pod) => pod.metadata?.name === name,
      );
    await waitFor('the other pod to be gone', async () => !(await exists('free')));
    expect(await exists('stuck')).toBe(true);
    await controlPlane.kubectl(['label', 'pod', 'stuck', 'testing.mechanic.dev/stuck-']);
    await waitFor('the pod to be gone', async () => !(await exists('stuck')));
  });

  it('keeps a pod with a finalizer in Terminating until the finalizer is removed', async () => {
    const { core } = controlPlane.cluster;
    await controlPlane.cluster.createPod({ name: 'held' });
    const finalize = (value: string): Promise<string> =>
      controlPlane.kubectl([
        'patch',
        'pod',
        'held',
        '--type=merge',
        `--patch={"metadata":{"finalizers":${value}}}`,
      ]);
    await finalize('["testing.mechanic.dev/hold"]');
    await controlPlane.cluster.createPod({ name: 'released' });
    await Promise.all(['held', 'released'].map((name) => evict(controlPlane, name)));
    const names = async (): Promise<(string | undefined)[]> =>
      (await core.listNamespacedPod({ namespace: 'default' })).items.map(({ metadata }) => metadata?.name);
    await waitFor('the other pod to be gone', async () => !(await names()).includes('released'));
    expect(await names()).toContain('held');
    await finalize('null');
    await waitFor('the pod to be gone', async () => !(await names()).includes('held'));
  });

  it('ignores pods that run as local processes', async () => {
    const { core } = controlPlane.cluster;
    const body = {
      metadata: { name: 'local', labels: { 'testing.mechanic.dev/kubelet': 'local' } },
      spec: { containers: [{ name: 'main', image: 'ours' }], terminationGracePeriodSeconds: 1 },
    };
    await core.createNamespacedPod({ namespace: 'default', body });
    await controlPlane.cluster.createPod({ name: 'witness' });
    const read = (): ReturnType<typeof core.readNamespacedPod> =>
      core.readNamespacedPod({ name: 'local', namespace: 'default' });
    await waitFor('the pod to be bound', async () => (await read()).spec?.nodeName);
    expect((await read()).status?.phase).toBe('Pending');
  });

  it('shows nodes that the test cordons or makes NotReady', async () => {
    const { cluster } = controlPlane;
    await controlPlane.kubectl(['cordon', 'a']);
    expect(await cluster.cordonedNodes()).toEqual(['a']);
    await controlPlane.kubectl(['uncordon', 'a']);
    await cluster.setReady('b', false);
    await cluster.setCondition('b', { type: 'VMEventScheduled', status: 'True', reason: 'VMEventScheduled' });
    const conditions = (await cluster.core.readNode({ name: 'b' })).status?.conditions ?? [];
    expect(conditions.find(({ type }) => type === 'Ready')?.status).toBe('False');
    await cluster.setReady('b', true);
    const after = (await cluster.core.readNode({ name: 'b' })).status?.conditions ?? [];
    expect(after.find(({ type }) => type === 'VMEventScheduled')?.status).toBe('True');
  });

  it('replays from the audit log how many nodes were draining at once', async () => {
    const record = (phase: string): Record<string, string> => ({
      'mechanic.dev/maintenance': JSON.stringify({ phase }),
    });
    await controlPlane.cluster.annotateNode('a', record('Draining'));
    await controlPlane.cluster.annotateNode('b', record('Draining'));
    await controlPlane.cluster.annotateNode('a', record('Drained'));
    await controlPlane.cluster.annotateNode('b', { 'mechanic.dev/maintenance': null });
    await controlPlane.auditLog.waitFor(
      { resource: 'nodes', name: 'b', user: 'admin', verb: 'patch' },
      (entry) => JSON.stringify(entry.requestObject).includes('"mechanic.dev/maintenance":null'),
    );
    const { maximum, timeline } = await controlPlane.auditLog.drainingOverTime();
    expect(maximum).toBe(2);
    expect(timeline.map(({ nodes }) => nodes)).toEqual([['a'], ['a', 'b'], ['b'], []]);
  });

  it('keeps its data while the API server is away', async () => {
    await controlPlane.stopApiServer();
    await expect(controlPlane.cluster.cordonedNodes()).rejects.toThrow();
    await controlPlane.startApiServer();
    const { items } = await controlPlane.cluster.core.listNode();
    expect(items.map(({ metadata }) => metadata?.name)).toEqual(['a', 'b']);
  });

  it('has the requested version', async () => {
    const { newest } = await KubernetesModules.supported();
    const { serverVersion } = JSON.parse(await controlPlane.kubectl(['version', '--output=json'])) as {
      serverVersion: { gitVersion: string };
    };
    expect(serverVersion.gitVersion).toBe(`v${process.env.KUBERNETES_VERSION ?? newest}`);
  });

  it('runs the helm that it built', async () => {
    expect(await controlPlane.helm(['list', '--output', 'json'])).toBe('[]\n');
  });
});

describe('the life of a ControlPlane', () => {
  const started: ControlPlane[] = [];
  const small = async (): Promise<ControlPlane> => {
    const controlPlane = await ControlPlane.start({ components: [] });
    started.push(controlPlane);
    return controlPlane;
  };
  afterEach(async () => {
    await Promise.all(started.splice(0).map((controlPlane) => controlPlane.stop()));
  });

  it('runs beside another one', async () => {
    const both = await Promise.all([small(), small()]);
    await both[0].cluster.core.createNode({ body: { metadata: { name: 'only-here' } } });
    const counts = await Promise.all(
      both.map(async ({ cluster }) => (await cluster.core.listNode()).items.length),
    );
    expect(counts).toEqual([1, 0]);
  });

  it('leaves neither process nor file behind when it is stopped', async () => {
    const controlPlane = await small();
    const pids = (['etcd', 'kube-apiserver'] as const).map(
      (component) => controlPlane.process(component).pid,
    );
    expect(pids.map(isAlive)).toEqual([true, true]);
    await controlPlane.stop();
    expect(pids.map(isAlive)).toEqual([false, false]);
    expect(existsSync(controlPlane.dataDir)).toBe(false);
  });

  it('ends with the process that started it, even after a kill, and the next one cleans up', async () => {
    const { logsDir } = await small();
    const parent = Process.start({
      name: 'parent',
      command: process.execPath,
      args: [join(import.meta.dirname, 'run.ts')],
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' },
      logFile: join(logsDir, 'parent.log'),
    });
    const [, kubeconfig = ''] = await parent.waitForLine(/KUBECONFIG=(\S+)/, { timeout: 60_000 });
    const itsData = join(kubeconfig, '..');
    const pids = await processesOf(itsData);
    expect(pids).toHaveLength(5);
    parent.signal('SIGKILL');
    await waitFor('its processes to be gone', () => !pids.some(isAlive));
    expect(await processesOf(itsData)).toEqual([]);
    await small();
    expect(existsSync(itsData)).toBe(false);
  });

  it('does not answer while the API server is paused, and answers everything afterwards', async () => {
    const controlPlane = await small();
    const { core } = controlPlane.cluster;
    let answered = false;
    controlPlane.pauseApiServer();
    const list = core.listNode().finally(() => (answered = true));
    const health = await isHealthy(`${controlPlane.server}/readyz`, {
      ca: controlPlane.authority.certificate,
    });
    expect({ health, answered }).toEqual({ health: false, answered: false });
    controlPlane.resumeApiServer();
    expect((await list).items).toEqual([]);
  });

  it('reports why a component did not start', async () => {
    const start = ControlPlane.start({ components: [], flags: { 'kube-apiserver': ['--no-such-flag'] } });
    await expect(start).rejects.toThrow(/kube-apiserver ended.*unknown flag: --no-such-flag/s);
  });
});

/** The pids of the programs whose command line names a directory. */
async function processesOf(directory: string): Promise<number[]> {
  const env = { PATH: process.env.PATH ?? '' };
  const lines = (await runCommand({ command: 'ps', args: ['-eo', 'pid=,args='], env })).split('\n');
  const own = lines.filter((line) => line.includes(directory) && !line.includes('/bin/sh'));
  return own.map((line) => Number.parseInt(line, 10));
}
