import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { StorageV1Api } from '@kubernetes/client-node';
import { ControlPlane, waitFor } from '../controlplane/index.ts';
import type { Cluster } from '../controlplane/cluster.ts';
import { DrainRig, drainSettings } from './drain-rig.ts';

let controlPlane: ControlPlane;
let admin: Cluster;
let storage: StorageV1Api;
let rig: DrainRig;
let count = 0;
let name: string;

beforeAll(async () => {
  controlPlane = await ControlPlane.start();
  admin = controlPlane.cluster;
  storage = controlPlane.kubeConfig.makeApiClient(StorageV1Api);
}, 600_000);

afterAll(() => controlPlane.stop());

beforeEach(async () => {
  count += 1;
  name = `node-${count}`;
  await admin.createNodes([{ name }]);
  rig = await DrainRig.start(controlPlane);
});

afterEach(async () => {
  await rig.stop();
  await admin.core.deleteCollectionNamespacedPod({ namespace: 'default', gracePeriodSeconds: 0 });
  await storage.deleteCollectionVolumeAttachment({});
});

async function attach(volume: string, nodeName = name): Promise<string> {
  const attachment = `csi-${volume}-${nodeName}`;
  await storage.createVolumeAttachment({
    body: {
      metadata: { name: attachment },
      spec: { attacher: 'disk.csi.azure.com', nodeName, source: { persistentVolumeName: volume } },
    },
  });
  return attachment;
}

/** A pod on the node that uses a claim, bound by hand: nobody has to mount anything here. */
async function createPod(pod: string, claim: string, volume: string, annotations = {}): Promise<void> {
  await admin.core.createNamespacedPersistentVolumeClaim({
    namespace: 'default',
    body: {
      metadata: { name: claim },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: '',
        volumeName: volume,
        resources: { requests: { storage: '1Gi' } },
      },
    },
  });
  await admin.core.createNamespacedPod({
    namespace: 'default',
    body: {
      metadata: { name: pod, annotations },
      spec: {
        nodeName: name,
        containers: [{ name: 'main', image: 'simulated' }],
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: claim } }],
      },
    },
  });
}

async function volumeRequests(since: Date): Promise<string[]> {
  return (await rig.requests(since))
    .filter(({ resource }) => resource === 'volumeattachments' || resource === 'persistentvolumeclaims')
    .map(({ verb, resource }) => `${verb} ${resource}`);
}

describe('volumes of pods that left', () => {
  it('are waited for, and those of pods that stay are not', async () => {
    await createPod('db', 'data-db', 'pv-db');
    await createPod('stays', 'data-stays', 'pv-stays', { 'mechanic.dev/drain': 'leave' });
    const detached = await attach('pv-db');
    await attach('pv-stays');
    await attach('pv-db', 'elsewhere');
    const cordoned = await rig.drain(name);
    const { volumes, message } = await rig.until(name, 'detaching', ({ state }) => state === 'detaching');
    expect([volumes, message]).toEqual([['pv-db'], 'waits for volumes to be detached: pv-db']);
    await storage.deleteVolumeAttachment({ name: detached });
    expect((await rig.emptied(name)).volumes).toEqual([]);
    // The watch and the claim are asked for at the same time.
    expect((await volumeRequests(cordoned)).toSorted()).toEqual([
      'get persistentvolumeclaims',
      'list volumeattachments',
      'watch volumeattachments',
    ]);
  });

  it('cost one list on a node that has none', async () => {
    await attach('pv-1', 'elsewhere');
    await admin.createPod({ name: 'web', nodeSelector: { 'kubernetes.io/hostname': name } });
    await waitFor('the pod to run', async () => (await admin.podsOn(name))[0]?.status?.phase === 'Running');
    const cordoned = await rig.drain(name);
    await rig.emptied(name);
    const all = await rig.requests(cordoned);
    process.stderr.write(`${all.length} requests for a node without volumes\n`);
    expect(await volumeRequests(cordoned)).toEqual(['list volumeattachments']);
  });

  it('are not waited for beyond the deadline', async () => {
    await attach('pv-1');
    const cordoned = await rig.drain(name, { dueInMs: 4_000 });
    const { volumes } = await rig.emptied(name);
    expect(volumes).toEqual(['pv-1']);
    expect(Date.now() - cordoned.getTime()).toBeGreaterThan(3_500);
  });

  it('are not asked for when the settings say so', async () => {
    rig.settings = drainSettings('{volumes: ignore}');
    await attach('pv-1');
    const cordoned = await rig.drain(name);
    await rig.emptied(name);
    expect(await volumeRequests(cordoned)).toEqual([]);
  });
});
