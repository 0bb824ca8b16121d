import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KubeClient } from '../../controller/src/cluster/client.ts';
import { Connection } from '../../controller/src/cluster/connection.ts';
import { systemClock } from '@mechanic/contract/clock';
import {
  EventRecorder,
  type EventSink,
  type EventSubject,
  type RecordedEvent,
} from '../../controller/src/observe/event-recorder.ts';
import { KubeEventSink } from '../../controller/src/observe/kube-event-sink.ts';
import { drainBlocked, nodeCordoned } from '../../controller/src/observe/node-events.ts';
import { MemoryLog, recordOf } from '../../controller/src/observe/testing.ts';
import { ControlPlane, kubeConfig } from '../controlplane/index.ts';

let controlPlane: ControlPlane;
let node: EventSubject;

beforeAll(async () => {
  controlPlane = await ControlPlane.start({ components: [] });
  const manifest = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'aks-1' } };
  await controlPlane.kubectl(['create', '-f', '-'], JSON.stringify(manifest));
  const uid = await controlPlane.kubectl(['get', 'node', 'aks-1', '-o', 'jsonpath={.metadata.uid}']);
  node = { kind: 'Node', name: 'aks-1', uid };
});

afterAll(() => controlPlane.stop());

function sink(config = controlPlane.kubeConfig): EventSink {
  return new KubeEventSink(
    new KubeClient(new Connection({ kubeConfig: config, clock: systemClock })),
    'controller-a',
  );
}

function recorder(): { events: EventRecorder; log: MemoryLog } {
  const log = new MemoryLog();
  return { events: new EventRecorder({ sink: sink(), clock: systemClock, log }), log };
}

describe('Events on a real API server', () => {
  it('are shown by kubectl describe node, with pods and budgets', async () => {
    const { events, log } = recorder();
    events.say(node, nodeCordoned(recordOf('aks-1')));
    events.say(
      node,
      drainBlocked(
        [{ pod: 'shop/cart-0', budgets: ['shop/cart'], reason: 'no disruption allowed' }],
        'Redeploy',
      ),
    );
    await events.close(10_000);
    expect(log.lines).toEqual([]);
    const shown = await controlPlane.kubectl(['describe', 'node', 'aks-1']);
    expect(shown).toMatch(
      /Normal\s+CordonNode\s+.*mechanic-controller\s+Cordoned for Redeploy \(602D\), due 2026/,
    );
    expect(shown).toMatch(
      /Warning\s+DrainBlocked\s+.*Cannot evict shop\/cart-0 \(PodDisruptionBudget shop\/cart\)/,
    );
  });

  it('are not repeated by the next leader', async () => {
    for (let leader = 0; leader < 3; leader++) {
      const { events, log } = recorder();
      events.say(node, nodeCordoned(recordOf('aks-1')));
      await events.close(10_000);
      expect(log.lines).toEqual([]);
    }
    const selector = `involvedObject.uid=${node.uid},reason=CordonNode`;
    const list = await controlPlane.kubectl(['get', 'events', '-o', 'name', `--field-selector=${selector}`]);
    expect(list.trim().split('\n')).toHaveLength(1);
  });

  it('are taken for the ConfigMap in its namespace', async () => {
    await controlPlane.kubectl(['create', 'namespace', 'mechanic']);
    await controlPlane.kubectl(['-n', 'mechanic', 'create', 'configmap', 'mechanic']);
    const { events, log } = recorder();
    const uid = await controlPlane.kubectl([
      ...['-n', 'mechanic', 'get', 'configmap', 'mechanic', '-o', 'jsonpath={.metadata.uid}'],
    ]);
    const subject: EventSubject = { kind: 'ConfigMap', namespace: 'mechanic', name: 'mechanic', uid };
    events.say(subject, {
      type: 'Warning',
      reason: 'SettingsRefused',
      message: 'unknown key',
      about: null,
      occasion: '1',
    });
    await events.close(10_000);
    expect(log.lines).toEqual([]);
    const shown = await controlPlane.kubectl(['-n', 'mechanic', 'get', 'events']);
    expect(shown).toMatch(/Warning\s+SettingsRefused\s+configmap\/mechanic\s+unknown key/);
  });

  it('are refused for good without permission, and fail for now without an API server', async () => {
    const event: RecordedEvent = {
      ...nodeCordoned(recordOf('aks-1')),
      subject: node,
      name: 'aks-1.x',
      namespace: 'default',
      at: new Date(),
    };
    const { server, caData } = controlPlane;
    const stranger = kubeConfig({ server, caData, user: 'nobody', token: 'nobody' });
    expect(await sink(stranger).write(event)).toMatchObject({ kind: 'refused' });
    const nowhere = kubeConfig({ server: 'https://127.0.0.1:1', caData, user: 'nobody', token: 'nobody' });
    expect(await sink(nowhere).write(event)).toMatchObject({ kind: 'failed' });
  });
});
