import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EXCLUDED, OUT_OF_SERVICE_TAINT } from '@mechanic/contract';
import type { V1NodeCondition } from '@kubernetes/client-node';
import type { OwnCondition } from '../../controller/src/decide/decision.ts';
import type { Write } from '../../controller/src/nodes/node-patch.ts';
import { ControlPlane, waitFor } from '../controlplane/index.ts';
import type { Cluster } from '../controlplane/cluster.ts';
import { DrainRig } from './drain-rig.ts';

let controlPlane: ControlPlane;
let admin: Cluster;
let rig: DrainRig;

beforeAll(async () => {
  controlPlane = await ControlPlane.start({ audit: false });
  admin = controlPlane.cluster;
  await admin.createNodes([{ name: 'a' }]);
  rig = await DrainRig.start(controlPlane);
}, 600_000);

afterAll(async () => {
  await rig.stop();
  await controlPlane.stop();
});

/** Writes once the cache knows the newest version of the Node: its kubelet writes, too. */
async function write(make: () => Promise<Write>): Promise<void> {
  await waitFor('the write to be done', async () => {
    const node = await rig.node('a');
    const outcome = await rig.writer.apply(node, await make());
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
    rig.cluster.absorb(outcome.node);
    return true;
  });
}

async function set(...conditions: OwnCondition[]): Promise<void> {
  await write(async () => ({ kind: 'conditions', node: await rig.node('a'), conditions }));
}

async function conditions(): Promise<Map<string, V1NodeCondition>> {
  const { status } = await admin.core.readNode({ name: 'a' });
  return new Map(status?.conditions?.map((condition) => [condition.type, condition]));
}

const draining = {
  type: 'DrainInProgress',
  status: 'True',
  reason: 'MechanicDraining',
  message: 'is being drained',
} as const;

describe('conditions of maintenance on a real Node', () => {
  it('stand beside those of the kubelet and of node-problem-detector', async () => {
    await admin.setCondition('a', { type: 'KernelDeadlock', status: 'False', reason: 'Fine' });
    const before = await conditions();
    await set(draining);
    const after = await conditions();
    expect([...after.keys()].sort()).toEqual([...before.keys(), 'DrainInProgress'].sort());
    expect(after.get('Ready')?.status).toBe('True');
    expect(after.get('KernelDeadlock')?.reason).toBe('Fine');
    expect(after.get('DrainInProgress')).toMatchObject(draining);
  });

  it('keep the time of their last change while only their words change', async () => {
    const first = (await conditions()).get('DrainInProgress')?.lastTransitionTime;
    await set({ ...draining, message: 'is being drained for something else' });
    const again = (await conditions()).get('DrainInProgress');
    expect([again?.message, again?.lastTransitionTime]).toEqual([
      'is being drained for something else',
      first,
    ]);
    await set({ ...draining, status: 'False' });
    expect((await conditions()).get('DrainInProgress')?.status).toBe('False');
  });
});

describe('label and taint on a real Node', () => {
  it('come with cordon and record, and go with the release', async () => {
    await write(async () => {
      const node = await rig.node('a');
      return { kind: 'cordon', node, record: rig.record(node, { excluded: true }) };
    });
    await write(async () => {
      const node = await rig.node('a');
      const record = rig.record(node, { excluded: true, outOfService: true });
      return { kind: 'out-of-service', node, tainted: true, record };
    });
    const marked = await admin.core.readNode({ name: 'a' });
    expect(marked.metadata?.labels?.[EXCLUDED]).toBe('true');
    expect(marked.spec?.taints).toContainEqual(
      expect.objectContaining({ key: OUT_OF_SERVICE_TAINT, value: 'nodeshutdown', effect: 'NoExecute' }),
    );
    await write(async () => {
      const node = await rig.node('a');
      return { kind: 'release', node, uncordon: true, outcome: 'completed', reason: 'over' };
    });
    const released = await admin.core.readNode({ name: 'a' });
    expect(released.metadata?.labels).not.toHaveProperty([EXCLUDED]);
    expect(released.spec?.taints?.some(({ key }) => key === OUT_OF_SERVICE_TAINT) ?? false).toBe(false);
    expect(released.spec?.unschedulable).toBeUndefined();
  });
});
