import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '@mechanic/contract/clock';
import { KubeClient } from '../../controller/src/cluster/client.ts';
import { Connection } from '../../controller/src/cluster/connection.ts';
import { Controller } from '../../controller/src/controller.ts';
import { Logger } from '../../controller/src/observe/logger.ts';
import { Metrics } from '../../controller/src/observe/metrics.ts';
import { ControlPlane, drainingOverTime, waitFor } from '../controlplane/index.ts';
import { LossyTransport, isCordon } from './lossy-transport.ts';

const names = ['a', 'b', 'c', 'd', 'e'];

describe('a controller whose cordons are not answered', () => {
  let controlPlane: ControlPlane;
  let transport: LossyTransport;
  let controller: Controller;
  let since: Date;

  beforeAll(async () => {
    controlPlane = await ControlPlane.start({ components: [] });
    const { core } = controlPlane.cluster;
    await core.createNamespace({ body: { metadata: { name: 'mechanic' } } });
    await core.createNamespacedConfigMap({
      namespace: 'mechanic',
      body: { metadata: { name: 'mechanic' }, data: { 'mechanic.yaml': 'maxUnavailable: "100%"' } },
    });
  }, 600_000);
  afterAll(() => controlPlane.stop());

  beforeEach(async () => {
    since = new Date();
    for (const name of names) await announce(name);
    const { kubeConfig } = controlPlane;
    transport = new LossyTransport(new Connection({ kubeConfig, clock: systemClock }));
    const log = new Logger({ level: 'error', format: 'json', output: process.stdout, now: Date.now });
    controller = new Controller({
      environment: {
        namespace: 'mechanic',
        configMap: 'mechanic',
        identity: 'controller',
        podName: null,
        lease: { durationMs: 15_000, renewDeadlineMs: 10_000, retryPeriodMs: 2_000 },
        nodeMarks: true,
        logLevel: 'error',
      },
      client: new KubeClient(transport),
      clock: systemClock,
      random: Math.random,
      log,
      metrics: new Metrics({ nodeDefaults: false }),
      webhooks: {
        addresses: { find: () => Promise.reject(new Error('none')) },
        post: () => Promise.reject(new Error('none')),
      },
      traces: () => Promise.reject(new Error('nothing is traced here')),
      version: 'test',
      onLost: () => undefined,
    });
  });
  afterEach(async () => {
    await controller.stop({ release: true });
    await controlPlane.cluster.core.deleteCollectionNode();
  });

  /** Creates a Node for which node-problem-detector announces a Redeploy. */
  async function announce(name: string): Promise<void> {
    await controlPlane.cluster.core.createNode({ body: { metadata: { name } } });
    const message = 'Redeploy Scheduled: Mon, 23 Nov 2099 05:15:00 GMT. DurationInSeconds: -1.';
    const condition = { type: 'VMEventScheduled', status: 'True', reason: 'x', message };
    const ready = { type: 'Ready', status: 'True', reason: 'x', message: '' };
    const times = {
      lastTransitionTime: new Date().toISOString(),
      lastHeartbeatTime: new Date().toISOString(),
    };
    const conditions = [condition, ready].map((one) => ({ ...one, ...times }));
    await controlPlane.kubectl([
      'patch',
      'node',
      name,
      '--subresource=status',
      '--type=merge',
      '-p',
      JSON.stringify({ status: { conditions } }),
    ]);
  }

  async function drained(): Promise<number> {
    const { items } = await controlPlane.cluster.core.listNode();
    return items.filter(({ metadata }) =>
      metadata?.annotations?.['mechanic.dev/maintenance']?.includes('"phase":"Drained"'),
    ).length;
  }

  async function mostDraining(): Promise<number> {
    const entries = await controlPlane.auditLog.entries({
      resource: 'nodes',
      verb: ['patch', 'delete'],
      since,
    });
    return drainingOverTime(entries).maximum;
  }

  it('never drains more nodes than allowed, while connections break and watches are late, and drains all in the end', async () => {
    let lost = 0;
    transport.loses = (request) => isCordon(request) && ++lost <= 4;
    const cut = (): void => {
      // Every lost answer takes the watches along, which stay away for a while.
      if (lost === 0 || lost > 4) return;
      transport.watchesHang = true;
      transport.cutWatches();
    };
    const chaos = setInterval(cut, 50);
    const running = controller.run();
    await waitFor('four answers to be lost', () => Promise.resolve(lost > 4), { timeout: 60_000 }).finally(
      () => {
        clearInterval(chaos);
        transport.watchesHang = false;
      },
    );
    await waitFor('all nodes to be drained', async () => (await drained()) === names.length, {
      timeout: 90_000,
    });
    expect(await mostDraining()).toBe(1);
    expect(lost).toBeGreaterThan(4);
    await controller.stop({ release: true });
    await running;
  }, 180_000);
});
