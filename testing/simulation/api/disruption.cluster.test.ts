import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ControlPlane, waitFor } from '../../controlplane/index.ts';
import { Random } from '../engine/random.ts';
import { RealApi } from './conformance/real-api.ts';
import { normalObject } from './conformance/normal.ts';
import { type Scale, countBudget } from './disruption.ts';
import type { ApiRequest } from './http.ts';
import {
  type BudgetObject,
  type OwnerReference,
  type PodObject,
  type WorkloadObject,
  timeText,
} from './objects.ts';

const namespace = 'budgets';
const core = `/api/v1/namespaces/${namespace}`;
const apps = `/apis/apps/v1/namespaces/${namespace}`;
const policy = `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`;

/** A namespace on the real API server in which nobody but the disruption controller acts. */
class Town {
  readonly #api: RealApi;

  constructor(api: RealApi) {
    this.#api = api;
  }

  async ask<T>(method: ApiRequest['method'], path: string, body?: object): Promise<T> {
    const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const text = body === undefined ? undefined : JSON.stringify(body);
    const answer = await this.#api.handle({
      method,
      path,
      query: {},
      contentType,
      body: text,
      user: 'admin',
    });
    return JSON.parse(answer.body) as T; // as the API server writes it; refusals are part of some tests
  }

  async all<T>(path: string): Promise<readonly T[]> {
    return (await this.ask<{ items: readonly T[] }>('GET', path)).items;
  }

  async addReplicaSet(name: string, replicas: number, owner?: OwnerReference): Promise<OwnerReference> {
    const template = { metadata: { labels: { app: name } }, spec: podSpec };
    const { metadata } = await this.ask<WorkloadObject>('POST', `${apps}/replicasets`, {
      metadata: { name, ...(owner && { ownerReferences: [owner] }) },
      spec: { replicas, selector: { matchLabels: { app: name } }, template },
    });
    return { apiVersion: 'apps/v1', kind: 'ReplicaSet', name, uid: metadata.uid, controller: true };
  }

  async addPod(name: string, app: string, ready: boolean, owner?: OwnerReference): Promise<void> {
    const metadata = { name, labels: { app }, ...(owner && { ownerReferences: [owner] }) };
    await this.ask('POST', `${core}/pods`, { metadata, spec: { ...podSpec, nodeName: 'n' } });
    await this.setReady(name, ready);
  }

  async setReady(name: string, ready: boolean): Promise<void> {
    const conditions = [{ type: 'Ready', status: ready ? 'True' : 'False' }];
    await this.ask('PATCH', `${core}/pods/${name}/status`, { status: { phase: 'Running', conditions } });
  }

  /** Every budget as it is, and as it should be by our counting. */
  async budgets(): Promise<readonly { readonly found: BudgetObject; readonly counted: BudgetObject }[]> {
    const pods = await this.all<PodObject>(`${core}/pods`);
    const scaleOf = scales(
      await this.all<WorkloadObject>(`${apps}/replicasets`),
      await this.all<WorkloadObject>(`${apps}/deployments`),
    );
    const budgets = await this.all<BudgetObject>(policy);
    return budgets.map((found) => {
      const { status } = countBudget(found, { pods, scaleOf, now: Date.now() });
      return { found, counted: { ...found, status } };
    });
  }
}

const podSpec = { containers: [{ name: 'main', image: 'one' }], terminationGracePeriodSeconds: 600 };

function scales(sets: readonly WorkloadObject[], deployments: readonly WorkloadObject[]) {
  return ({ uid }: OwnerReference): Scale | undefined => {
    const set = sets.find(({ metadata }) => metadata.uid === uid);
    const above = set?.metadata.ownerReferences?.find(({ controller }) => controller === true);
    const workload =
      above === undefined ? set : deployments.find(({ metadata }) => metadata.uid === above.uid);
    return workload && { uid: workload.metadata.uid, replicas: workload.spec?.replicas ?? 0 };
  };
}

const limits = [
  { minAvailable: 2 },
  { minAvailable: '50%' },
  { minAvailable: '34%' },
  { maxUnavailable: 1 },
  { maxUnavailable: '30%' },
  { maxUnavailable: 0 },
  { maxUnavailable: '100%' },
];

/** Something happens to one workload, its budget or one of its pods. */
async function meddle(town: Town, random: Random, newcomer: string): Promise<void> {
  const app = `app-${random.int(0, limits.length - 1)}`;
  const pods = await town.all<PodObject>(`${core}/pods`);
  const pod = random.pick(pods.map(({ metadata }) => metadata.name));
  const path = `${core}/pods/${pod}`;
  const granted = { [pod]: timeText(Date.now() - random.pick([1_000, 300_000])) };
  const changes: readonly (() => Promise<unknown>)[] = [
    () => town.setReady(pod, random.chance(0.5)),
    () => town.setReady(pod, random.chance(0.5)),
    () => town.ask('DELETE', path),
    () => town.ask('DELETE', path, { gracePeriodSeconds: 0 }),
    () => town.addPod(newcomer, app, true),
    // Only what happens to pods and budgets lets it count again.
    async () => {
      await town.ask('PATCH', `${apps}/replicasets/${app}`, { spec: { replicas: random.int(1, 6) } });
      await town.addPod(newcomer, app, true);
    },
    () =>
      town.ask('PATCH', `${policy}/${app}`, {
        spec: { minAvailable: null, maxUnavailable: random.int(0, 3) },
      }),
    () => town.ask('POST', `${path}/eviction`, { metadata: { name: pod, namespace } }),
    () => town.ask('PATCH', `${policy}/${pod.slice(0, 5)}/status`, { status: { disruptedPods: granted } }),
  ];
  await random.pick(changes)();
}

describe('the counting of budgets', () => {
  let controlPlane: ControlPlane;
  let town: Town;
  beforeAll(async () => {
    controlPlane = await ControlPlane.start({
      components: ['kube-controller-manager'],
      audit: false,
      flags: {
        'kube-apiserver': ['--disable-admission-plugins=ServiceAccount'],
        'kube-controller-manager': ['--controllers=disruption-controller,serviceaccount-controller'],
      },
    });
    town = new Town(new RealApi(controlPlane.kubeConfig));
    await town.ask('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
  }, 600_000);
  afterAll(() => controlPlane.stop());

  const settle = (): Promise<unknown> => {
    const agrees = async (): Promise<true> => {
      const budgets = await town.budgets();
      const found = budgets.map((budget) => normalObject(budget.found));
      expect(found).toEqual(budgets.map(({ counted }) => normalObject(counted)));
      return true;
    };
    return waitFor('the disruption controller to count as we do', agrees, { timeout: 20_000 });
  };

  it('comes to what the disruption controller comes to, whatever happens to the pods', async () => {
    const random = Random.of(1, 'budgets');
    // One budget for each pod: the real controller counts only one of several when a pod of theirs changes.
    for (const [index, limit] of limits.entries()) {
      const app = `app-${index}`;
      const owner = await town.addReplicaSet(app, 4);
      const selector = { matchLabels: { app } };
      await town.ask('POST', policy, { metadata: { name: app }, spec: { ...limit, selector } });
      for (let pod = 0; pod < 3; pod++) await town.addPod(`${app}-${pod}`, app, random.chance(0.8), owner);
    }
    await settle();
    for (let round = 0; round < 15; round++) {
      for (let count = 0; count < 3; count++) await meddle(town, random, `alone-${round}-${count}`);
      await settle();
    }
    expect((await town.all<PodObject>(`${core}/pods`)).length).toBeGreaterThan(0);
  });

  it('counts a Deployment once that has pods of two ReplicaSets', async () => {
    const template = { metadata: { labels: { app: 'roll' } }, spec: podSpec };
    const { metadata } = await town.ask<WorkloadObject>('POST', `${apps}/deployments`, {
      metadata: { name: 'roll' },
      spec: { replicas: 3, selector: { matchLabels: { app: 'roll' } }, template },
    });
    const owner = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'roll',
      uid: metadata.uid,
      controller: true,
    };
    const old = await town.addReplicaSet('roll-old', 2, owner);
    const fresh = await town.addReplicaSet('roll-new', 1, owner);
    await town.addPod('roll-old-0', 'roll', true, old);
    await town.addPod('roll-new-0', 'roll', true, fresh);
    const selector = { matchLabels: { app: 'roll' } };
    await town.ask('POST', policy, { metadata: { name: 'roll' }, spec: { maxUnavailable: 1, selector } });
    await settle();
    expect(await town.ask('GET', `${policy}/roll`)).toMatchObject({
      status: { expectedPods: 3, desiredHealthy: 2 },
    });
  });

  it('allows nothing where a pod has a controller that is not there', async () => {
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'none', uid: 'none', controller: true };
    await town.addPod('lost-0', 'lost', true, owner);
    const selector = { matchLabels: { app: 'lost' } };
    await town.ask('POST', policy, { metadata: { name: 'lost' }, spec: { maxUnavailable: 1, selector } });
    await settle();
    expect(await town.ask('GET', `${policy}/lost`)).toMatchObject({
      status: { disruptionsAllowed: 0, conditions: [{ reason: 'SyncFailed' }] },
    });
  });
});
