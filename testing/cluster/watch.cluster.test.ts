import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { KubeClient } from '../../controller/src/cluster/client.ts';
import { Connection } from '../../controller/src/cluster/connection.ts';
import { RequestTimeout } from '../../controller/src/cluster/failure.ts';
import { Cluster } from '../../controller/src/cluster/cluster.ts';
import { systemClock } from '@mechanic/contract/clock';
import { ControlPlane, kubeConfig, waitFor } from '../controlplane/index.ts';
import { fastClock } from './fast-clock.ts';
import { TcpProxy } from './tcp-proxy.ts';

const quiet = (): void => undefined;
const log = { error: quiet, warn: quiet, info: quiet, debug: quiet };
const namespace = 'mechanic';
/** Minutes of the caches' own time pass in seconds; the API server's time is its own. */
const speed = 50;

describe('Cluster', () => {
  let controlPlane: ControlPlane;
  let proxy: TcpProxy;
  let requests: string[];
  let restarts: string[];
  let caches: Cluster;
  let stop: AbortController;
  let token: string;

  beforeAll(async () => {
    controlPlane = await ControlPlane.start({ components: [] });
    await controlPlane.cluster.core.createNamespace({ body: { metadata: { name: namespace } } });
    token = controlPlane.kubeConfig.getCurrentUser()?.token ?? '';
  }, 600_000);
  afterAll(() => controlPlane.stop());

  beforeEach(async () => {
    proxy = await TcpProxy.start(Number(new URL(controlPlane.server).port));
    const server = `https://127.0.0.1:${proxy.port}`;
    requests = [];
    restarts = [];
    stop = new AbortController();
    const client = new KubeClient(
      new Connection({
        kubeConfig: kubeConfig({ server, caData: controlPlane.caData, user: 'admin', token }),
        clock: systemClock,
        onRequest: ({ verb, resource, code }) => requests.push(`${verb} ${resource} ${code}`),
      }),
    );
    caches = new Cluster({
      client,
      clock: fastClock(speed),
      log,
      namespace,
      configMap: 'mechanic',
      onRestart: ({ resource, reason }) => restarts.push(`${resource} ${reason}`),
    });
    caches.start(stop.signal);
    await caches.whenSynced();
  });
  afterEach(async () => {
    stop.abort();
    await proxy.stop();
    const { items } = await controlPlane.cluster.core.listNode();
    if (items.length > 0) await controlPlane.cluster.core.deleteCollectionNode();
  });

  const createNode = (name: string): Promise<unknown> =>
    controlPlane.cluster.core.createNode({ body: { metadata: { name } } });
  const deleteNode = (name: string): Promise<unknown> => controlPlane.cluster.core.deleteNode({ name });
  const names = (): string[] =>
    caches
      .nodes()
      .map((node) => node.name)
      .sort();
  /** Idle connections have closed; a request from now on opens a new one. */
  const onlyWatches = (count = 4): Promise<unknown> =>
    waitFor(`${count} connections`, () => proxy.connections === count);
  /** An idle connection may hang as well: the look that finds it out ends with its time, the next one opens another. */
  const insist = <T>(look: () => Promise<T>): Promise<T> =>
    look().catch((error: unknown) => {
      if (error instanceof RequestTimeout) return look();
      throw error;
    });
  const toShow = (...expected: string[]): Promise<unknown> =>
    waitFor(`the nodes ${expected.join()}`, () => names().join() === expected.join());

  it('sees nodes come, change and go', async () => {
    await createNode('a');
    await createNode('b');
    await toShow('a', 'b');
    await controlPlane.cluster.annotateNode('a', { 'mechanic.dev/ignore': 'true' });
    await waitFor('the change', () => caches.node('a')?.ignored);
    await deleteNode('b');
    await toShow('a');
    expect(restarts).toEqual([]);
  });

  it('sees every node although one says what cannot be read', async () => {
    await createNode('a');
    await createNode('poisoned');
    await createNode('z');
    await toShow('a', 'poisoned', 'z');
    const deep = `"later":${'['.repeat(3_000)}${']'.repeat(3_000)}`;
    const time = '"2026-11-23T05:00:00Z"';
    for (const beat of ['1', '2', '3']) {
      await controlPlane.cluster.annotateNode('poisoned', {
        'mechanic.dev/report': `{"version":1,"vm":"v","imds":"ok","incarnation":"1","changedAt":${time},"events":[],${deep}}`,
        'mechanic.dev/maintenance': `{"version":1,"phase":"Drained","nodeUID":"u","reason":"Reboot","events":[],"wasUnschedulable":false,"startedAt":${time},"deadline":null,"attempts":1,${deep}}`,
        beat,
      });
    }
    await waitFor('the report', () => caches.node('poisoned')?.report.kind === 'unreadable');
    await controlPlane.cluster.annotateNode('z', { 'mechanic.dev/ignore': 'true' });
    await waitFor('the change behind it', () => caches.node('z')?.ignored);
    await insist(() => caches.refreshNodes());
    expect(caches.node('poisoned')).toMatchObject({
      report: { kind: 'unreadable' },
      record: { kind: 'unreadable' },
    });
    expect(names()).toEqual(['a', 'poisoned', 'z']);
    expect(restarts).toEqual([]);
  });

  it('reads more than 500 nodes in pages, and all of them', async () => {
    const all = Array.from({ length: 501 }, (_, index) => `node-${String(index).padStart(4, '0')}`);
    const queue = all.values();
    const create = async (): Promise<void> => {
      for (const name of queue) await createNode(name);
    };
    await Promise.all([create(), create(), create(), create()]);
    requests.length = 0;
    await caches.refreshNodes();
    expect(names()).toEqual(all);
    expect(requests.filter((request) => request === 'list nodes 200').length).toBe(2);
  });

  it('a fresh look shows what was written just before, even when the watch hangs', async () => {
    await onlyWatches();
    proxy.stall();
    await createNode('a');
    await insist(() => caches.refreshNodes());
    expect(names()).toEqual(['a']);
  });

  it('goes on after its connections broke, without missing anything', async () => {
    await createNode('a');
    await toShow('a');
    proxy.refuse();
    await createNode('b');
    await deleteNode('a');
    proxy.accept();
    await toShow('b');
    expect(restarts).toContain('nodes dropped');
  });

  it('finds out that a connection hangs, and goes on with another', async () => {
    await createNode('a');
    await toShow('a');
    proxy.stall();
    await createNode('b');
    await toShow('a', 'b');
    expect(restarts).toContain('nodes stalled');
  });

  it('looks at everything again when the API server no longer knows where a watch was', async () => {
    await createNode('a');
    await toShow('a');
    proxy.refuse();
    await createNode('b');
    await deleteNode('a');
    // Its memory of past versions begins anew, after those changes.
    await controlPlane.stopApiServer();
    await controlPlane.startApiServer();
    await createNode('c');
    proxy.accept();
    await toShow('b', 'c');
    expect(restarts).toContain('nodes expired');
  });

  it('outlasts a restart of the API server', async () => {
    await createNode('a');
    await toShow('a');
    await controlPlane.stopApiServer();
    await waitFor('trouble', () => restarts.some((restart) => restart.endsWith('unreachable')));
    await controlPlane.startApiServer();
    await createNode('b');
    await toShow('a', 'b');
    expect(caches.synced()).toBe(true);
  });

  it('looks at everything again from time to time', async () => {
    await waitFor(
      'another list',
      () => requests.filter((request) => request === 'list nodes 200').length === 2,
    );
    expect(caches.synced()).toBe(true);
  });

  it('reads the settings as they come, change and go', async () => {
    const { core } = controlPlane.cluster;
    const write = { namespace, name: 'mechanic' };
    const heard: unknown[] = [];
    caches.onSettingsChange(() => heard.push(caches.settingsText()));
    expect(caches.settingsText()).toMatchObject({ text: null, edit: null });
    const data = { 'mechanic.yaml': 'dryRun: true' };
    await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'mechanic' }, data } });
    await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'other' }, data } });
    await waitFor('the settings', () => heard.length === 1);
    expect(heard[0]).toMatchObject({ text: 'dryRun: true', paused: false });
    await core.deleteNamespacedConfigMap(write);
    await waitFor('the end of the settings', () => heard.length === 2);
    expect(heard[1]).toMatchObject({ text: null, edit: null });
  });

  it('follows the pods of one node only, until it is told to stop', async () => {
    const { core } = controlPlane.cluster;
    const pod = (name: string, nodeName: string): Promise<unknown> =>
      core.createNamespacedPod({
        namespace,
        body: { metadata: { name }, spec: { nodeName, containers: [{ name: 'c', image: 'i' }] } },
      });
    await core.createNamespacedServiceAccount({ namespace, body: { metadata: { name: 'default' } } });
    await pod('first', 'a');
    await pod('elsewhere', 'b');
    const watch = caches.watchPods('a', stop.signal);
    await watch.synced;
    expect(watch.pods()).toMatchObject([{ namespace, name: 'first', nodeName: 'a', phase: 'Pending' }]);
    await pod('second', 'a');
    await waitFor('the second pod', () => watch.pods().length === 2);
    await onlyWatches(5);
    proxy.stall();
    await pod('third', 'a');
    const pods = await insist(() => watch.refresh());
    expect(pods.map((view) => view.name).sort()).toEqual(['first', 'second', 'third']);
    watch.stop();
    await pod('fourth', 'a');
    await expect(watch.refresh()).rejects.toMatchObject({ name: 'RequestAborted' });
    expect(watch.pods()).toHaveLength(3);
  });
});
