import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HISTORY_KEY, HISTORY_MAP, parseHistory } from '@mechanic/contract';
import { systemClock } from '@mechanic/contract/clock';
import { KubeClient } from '../../controller/src/cluster/client.ts';
import { Connection } from '../../controller/src/cluster/connection.ts';
import { HistoryKeeper } from '../../controller/src/observe/history/history-keeper.ts';
import { History } from '../../controller/src/observe/history/history.ts';
import { KubeHistoryStore } from '../../controller/src/observe/history/kube-history-store.ts';
import { anEntry } from '../../controller/src/observe/history/testing.ts';
import { MemoryLog } from '../../controller/src/observe/testing.ts';
import { ControlPlane, kubeConfig, waitFor } from '../controlplane/index.ts';

const namespace = 'default';
const owner = { apiVersion: 'v1', kind: 'ServiceAccount', name: 'default', uid: '' };
let controlPlane: ControlPlane;

beforeAll(async () => {
  controlPlane = await ControlPlane.start({ components: ['kube-controller-manager'] });
  await waitFor('the ServiceAccount', async () => {
    const account = await controlPlane.cluster.core.readNamespacedServiceAccount({
      namespace,
      name: 'default',
    });
    owner.uid = account.metadata?.uid ?? '';
    return owner.uid !== '';
  });
}, 600_000);
afterAll(() => controlPlane.stop());

/** What one leader remembers. */
interface Leader {
  readonly keeper: HistoryKeeper;
  readonly log: MemoryLog;
  readonly known: () => string[];
}

function leader(kubeConfiguration = controlPlane.kubeConfig): Leader {
  const log = new MemoryLog();
  const history = new History();
  const connection = new Connection({ kubeConfig: kubeConfiguration, clock: systemClock });
  const client = new KubeClient(connection);
  const fence = { permit: () => new AbortController().signal };
  const store = new KubeHistoryStore({ client, fence, namespace, owner });
  const keeper = new HistoryKeeper({ history, store, clock: systemClock, log, onCount: () => undefined });
  return { keeper, log, known: () => history.entries().map(({ node }) => node) };
}

async function kept(): Promise<string[]> {
  const { items } = await controlPlane.cluster.core.listNamespacedConfigMap({ namespace });
  const found = items.find(({ metadata }) => metadata?.name === HISTORY_MAP);
  return parseHistory(found?.data?.[HISTORY_KEY] ?? '').entries.map(({ node }) => node);
}

const until = (nodes: readonly string[]): Promise<unknown> =>
  waitFor(`${nodes.join()} to be kept`, async () => (await kept()).join() === nodes.join());

describe('the history', () => {
  beforeEach(() => controlPlane.kubectl(['delete', 'configmap', HISTORY_MAP, '--ignore-not-found']));

  it('is passed on from leader to leader, one write for each drain, and belongs to the ServiceAccount', async () => {
    const first = leader();
    first.keeper.lead();
    first.keeper.add(anEntry('a', 1));
    await until(['a']);
    first.keeper.follow();
    const next = leader();
    next.keeper.lead();
    await waitFor('the next leader to know', () => next.known().join() === 'a');
    next.keeper.add(anEntry('b', 2));
    await until(['b', 'a']);
    const request = { name: HISTORY_MAP, namespace };
    const { metadata } = await controlPlane.cluster.core.readNamespacedConfigMap(request);
    expect(metadata?.ownerReferences).toEqual([owner]);
    const writes = (await controlPlane.auditLog.entries()).filter(
      ({ resource, name, verb }) =>
        resource === 'configmaps' &&
        (name === HISTORY_MAP || name === '') &&
        ['create', 'patch'].includes(verb),
    );
    expect(writes.map(({ verb }) => verb)).toEqual(['create', 'patch']);
    await next.keeper.close(1_000);
  });

  it('loses nothing when two write at the same time', async () => {
    const [one, other] = [leader(), leader()];
    for (const { keeper } of [one, other]) keeper.lead();
    for (let index = 0; index < 10; index += 1) {
      one.keeper.add(anEntry(`one-${index}`, index));
      other.keeper.add(anEntry(`other-${index}`, index + 0.5));
    }
    await waitFor('all of them', async () => (await kept()).length === 20);
    expect(new Set(await kept()).size).toBe(20);
    await Promise.all([one.keeper.close(1_000), other.keeper.close(1_000)]);
  });

  it('keeps what it cannot read until the next drain ends, and what others put beside it', async () => {
    await controlPlane.kubectl([
      ...['create', 'configmap', HISTORY_MAP],
      ...[`--from-literal=${HISTORY_KEY}=garbage`, '--from-literal=other=theirs'],
    ]);
    const { keeper, log } = leader();
    keeper.lead();
    await waitFor('the leader to say so', () => log.messages().length > 0);
    expect(log.messages()).toEqual(['part of the history cannot be read']);
    keeper.add(anEntry('a', 1));
    await until(['a']);
    const request = { name: HISTORY_MAP, namespace };
    const { data } = await controlPlane.cluster.core.readNamespacedConfigMap(request);
    expect(data?.other).toBe('theirs');
    await keeper.close(1_000);
  });

  it('fails nobody who may not keep it', async () => {
    const access = {
      server: controlPlane.server,
      caData: controlPlane.caData,
      user: 'nobody',
      token: 'wrong',
    };
    const { keeper, log, known } = leader(kubeConfig(access));
    keeper.lead();
    keeper.add(anEntry('a', 1));
    await waitFor('a complaint', () => log.messages().includes('history not kept'));
    expect(known()).toEqual(['a']);
    await keeper.close(1_000);
  });
});
