import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CoordinationV1Api, RbacAuthorizationV1Api } from '@kubernetes/client-node';
import { systemClock } from '@mechanic/contract/clock';
import { KubeClient } from '../../controller/src/cluster/client.ts';
import { Connection } from '../../controller/src/cluster/connection.ts';
import { Elector } from '../../controller/src/leadership/elector.ts';
import { ApiLeases } from '../../controller/src/leadership/leases.ts';
import { ControlPlane, kubeConfig, waitFor } from '../controlplane/index.ts';
import { TcpProxy } from './tcp-proxy.ts';

const quiet = (): void => undefined;
const log = { error: quiet, warn: quiet, info: quiet, debug: quiet };
const times = { durationMs: 3_000, renewDeadlineMs: 2_000, retryPeriodMs: 300 };
const namespace = 'default';
const name = 'contest';

/** One competitor in this process, and what it asked of the API server. */
interface Competitor {
  readonly elector: Elector;
  readonly requests: string[];
  readonly restarts: string[];
}

describe('a follower', () => {
  let controlPlane: ControlPlane;
  let proxy: TcpProxy;
  let stop: AbortController;
  let leader: Competitor;
  let runs: Promise<void>[];

  beforeAll(async () => {
    controlPlane = await ControlPlane.start({ components: [] });
    await grant('as-the-chart', ['get', 'list', 'update', 'watch']);
    await grant('blind', ['get', 'update']);
  }, 600_000);
  afterAll(() => controlPlane.stop());

  /** An account which may do this with the lease, and with no other. */
  async function grant(account: string, verbs: string[]): Promise<void> {
    const { core } = controlPlane.cluster;
    await core.createNamespacedServiceAccount({ namespace, body: { metadata: { name: account } } });
    const rbac = controlPlane.kubeConfig.makeApiClient(RbacAuthorizationV1Api);
    const lease = { apiGroups: ['coordination.k8s.io'], resources: ['leases'] };
    const rules = [
      { ...lease, verbs: ['create'] },
      { ...lease, resourceNames: [name], verbs },
    ];
    await rbac.createNamespacedRole({ namespace, body: { metadata: { name: account }, rules } });
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: account };
    const subjects = [{ kind: 'ServiceAccount', name: account, namespace }];
    await rbac.createNamespacedRoleBinding({
      namespace,
      body: { metadata: { name: account }, roleRef, subjects },
    });
  }

  async function compete(identity: string, account: string, port?: number): Promise<Competitor> {
    const { status } = await controlPlane.cluster.core.createNamespacedServiceAccountToken({
      namespace,
      name: account,
      body: { spec: { audiences: ['https://kubernetes.default.svc'] } },
    });
    const server = port === undefined ? controlPlane.server : `https://127.0.0.1:${port}`;
    const access = { server, caData: controlPlane.caData, user: account, token: status?.token ?? '' };
    const requests: string[] = [];
    const restarts: string[] = [];
    const surroundings = { clock: systemClock, log, random: Math.random };
    const client = new KubeClient(
      new Connection({
        kubeConfig: kubeConfig(access),
        clock: systemClock,
        onRequest: ({ verb, code }) => requests.push(`${verb} ${code}`),
      }),
    );
    const leases = new ApiLeases({
      ...surroundings,
      client,
      namespace,
      name,
      onRestart: ({ reason }) => restarts.push(reason),
    });
    const elector = new Elector({ ...surroundings, ...times, leases, identity });
    runs.push(elector.run(stop.signal));
    return { elector, requests, restarts };
  }

  const renewals = (count: number): Promise<unknown> => {
    const before = leader.requests.length;
    return waitFor(`${count} renewals`, () => leader.requests.length >= before + count, { timeout: 100_000 });
  };
  const toLead = ({ elector }: Competitor): Promise<unknown> =>
    waitFor('a new leader', () => elector.isLeader(), { interval: 10 });
  const count = ({ requests }: Competitor, request: string): number =>
    requests.filter((made) => made === request).length;

  beforeEach(async () => {
    proxy = await TcpProxy.start(Number(new URL(controlPlane.server).port));
    stop = new AbortController();
    runs = [];
    leader = await compete('leader', 'as-the-chart');
    await toLead(leader);
  });
  afterEach(async () => {
    stop.abort();
    await Promise.all(runs);
    await proxy.stop();
    const api = controlPlane.kubeConfig.makeApiClient(CoordinationV1Api);
    await api.deleteNamespacedLease({ name, namespace }).catch(quiet);
  });

  it('watches the lease with what the chart permits, and asks no more, while it is renewed', async () => {
    const follower = await compete('follower', 'as-the-chart');
    await waitFor('the watch', () => count(follower, 'watch 200') === 1);
    await renewals(3);
    const before = follower.requests.length;
    await renewals(20);
    // One that polls makes at least as many. A few looks are made all the same: as a check, and when news comes late.
    expect(follower.requests.length - before).toBeLessThan(7);
    expect(follower.elector.leader()).toBe('leader');
  });

  it('takes a lease that is given back well within a retry period', async () => {
    const follower = await compete('follower', 'as-the-chart');
    await waitFor('the watch', () => count(follower, 'watch 200') === 1);
    await renewals(2);
    await leader.elector.release();
    const given = performance.now();
    await toLead(follower);
    expect(performance.now() - given).toBeLessThan(1_000);
    expect(count(follower, 'update 200')).toBe(1);
  });

  it('does without a watch that it may not begin', async () => {
    const follower = await compete('follower', 'blind');
    await waitFor('a refusal', () => follower.restarts.includes('refused'));
    await renewals(12);
    expect(follower.elector.isLeader()).toBe(false);
    expect(follower.elector.leader()).toBe('leader');
    await leader.elector.release();
    await toLead(follower);
  });

  it('leaves the lease to a leader that renews it while its watch hangs, and takes over when that ends', async () => {
    const follower = await compete('follower', 'as-the-chart', proxy.port);
    await waitFor('the watch', () => count(follower, 'watch 200') === 1);
    await renewals(2);
    proxy.stall();
    await renewals(25);
    expect(follower.elector.isLeader()).toBe(false);
    await leader.elector.release();
    await toLead(follower);
  });

  it('leaves a lease that somebody deletes to its holder', async () => {
    const follower = await compete('follower', 'as-the-chart');
    await waitFor('the watch', () => count(follower, 'watch 200') === 1);
    const api = controlPlane.kubeConfig.makeApiClient(CoordinationV1Api);
    await api.deleteNamespacedLease({ name, namespace });
    await renewals(12);
    expect(leader.elector.isLeader()).toBe(true);
    expect(follower.elector.isLeader()).toBe(false);
    expect(count(follower, 'create 201')).toBe(0);
  });
});
