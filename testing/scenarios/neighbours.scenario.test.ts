import { describe, expect, it } from '@jest/globals';
import { scaleSetNode } from './fleet.ts';
import type { MechanicCluster } from './mechanic-cluster.ts';
import { useMechanic } from './suite.ts';
import { hold } from './workloads.ts';

const fleet = [0, 1, 2].map((index) => scaleSetNode('user', index));
const [a, b] = fleet.map(({ name }) => name) as [string, string, string]; // three, as listed above
const controller = 'system:serviceaccount:mechanic:mechanic-controller';

describe('with other writers of the same Nodes', () => {
  const suite = useMechanic({ fleet });

  it('a drain works without the label if labels of Nodes may not be changed', async () => {
    const { mechanic } = suite;
    await forbid(
      mechanic,
      'labels',
      'object.metadata.?labels.orValue({}) == oldObject.metadata.?labels.orValue({})',
    );
    const event = mechanic.schedule(a, 'Redeploy');
    const drained = await mechanic.untilDrained(a);
    expect(drained).toMatchObject({ unschedulable: true, labelled: false });
    mechanic.imds.finish(event);
    await mechanic.untilIdle(a);
    await allow(mechanic, 'labels');
  });

  it('the queue works without the taint if taints of Nodes may not be changed', async () => {
    const { mechanic } = suite;
    await forbid(mechanic, 'taints', 'object.spec.?taints.orValue([]) == oldObject.spec.?taints.orValue([])');
    const held = await hold(mechanic, a);
    mechanic.schedule(a, 'Redeploy');
    await mechanic.untilPhase(a, 'Draining');
    mechanic.schedule(b, 'Redeploy', { noticeMs: 3_600_000 });
    await mechanic.eventually('the second node to be in the queue', async () => {
      const { queue } = await mechanic.installation.status();
      return queue.some(({ node }) => node === b);
    });
    await held.release();
    await mechanic.untilDrained(a);
    const second = await mechanic.untilDrained(b);
    expect(second.waiting).toBe(false);
    await allow(mechanic, 'taints');
  });

  it('a constant writer of the same Node is not overwritten and does not prevent a drain', async () => {
    const { mechanic } = suite;
    const writer = { beats: 0, stopped: false };
    const busy = (async (): Promise<void> => {
      while (!writer.stopped)
        await mechanic.cluster.annotateNode(a, { 'example.com/beat': String(++writer.beats) });
    })();
    const event = mechanic.schedule(a, 'Redeploy');
    await mechanic.untilDrained(a);
    mechanic.imds.finish(event);
    await mechanic.untilIdle(a);
    writer.stopped = true;
    await busy;
    const { node } = await mechanic.node(a);
    expect(node.metadata?.annotations?.['example.com/beat']).toBe(String(writer.beats));
  });

  it('a report of a missing probe is believed only until it expires', async () => {
    const { mechanic } = suite;
    await mechanic.controlPlane.kubectl([
      '--namespace',
      'mechanic',
      'patch',
      'daemonset',
      'mechanic-probe',
      '--patch',
      without(a),
    ]);
    await mechanic.eventually(
      'the probe to be gone',
      () => !mechanic.kubelet.pods().some(({ view }) => view.nodeName === a),
    );
    const since = new Date();
    await mechanic.cluster.annotateNode(a, {
      'mechanic.dev/report': report(mechanic.vm(a), Date.now() - 31 * 60_000),
    });
    await mechanic.settled();
    expect(await mechanic.cordons(a, since)).toEqual([]);
    await mechanic.cluster.annotateNode(a, {
      'mechanic.dev/report': report(mechanic.vm(a), Date.now() + 600_000),
    });
    await mechanic.untilDrained(a);
    // No source says that the event is over: the node stays as it is.
    await mechanic.cluster.annotateNode(a, { 'mechanic.dev/report': null });
    await mechanic.settled();
    expect((await mechanic.node(a)).phase).toBe('Drained');
    await mechanic.announce(a, null);
    await mechanic.untilIdle(a);
    await mechanic.controlPlane.kubectl([
      '--namespace',
      'mechanic',
      'patch',
      'daemonset',
      'mechanic-probe',
      '--patch',
      without(''),
    ]);
    await mechanic.eventually('the probe to be back', () => mechanic.installation.isReady(fleet.length));
  });
});

describe('an event of several VMs', () => {
  const suite = useMechanic({ fleet, settings: { acknowledgeEvents: true } });

  it('is approved when every node in it is drained, and not before', async () => {
    const { mechanic } = suite;
    const held = await hold(mechanic, b);
    mechanic.schedule([a, b], 'Reboot');
    await mechanic.untilPhase(b, 'Draining');
    await mechanic.settled();
    expect(approvals(mechanic)).toBe(0);
    expect((await mechanic.node(b)).node.metadata?.annotations).not.toHaveProperty(
      'mechanic.dev/acknowledge',
    );
    await held.release();
    await mechanic.untilDrained(a);
    await mechanic.untilDrained(b);
    await mechanic.until(a, 'started', ({ report: seen }) => seen?.events[0]?.status === 'Started');
    expect(approvals(mechanic)).toBe(1);
  });

  function approvals(mechanic: MechanicCluster): number {
    return mechanic.nodes.reduce(
      (sum, name) => sum + mechanic.imds.counts(mechanic.vm(name)).startRequests,
      0,
    );
  }
});

/** Forbids the controller a change of Nodes, like Azure Policy on some clusters; returns when that is in force. */
async function forbid(mechanic: MechanicCluster, name: string, expression: string): Promise<void> {
  const policy = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name },
    spec: {
      matchConstraints: {
        resourceRules: [
          { apiGroups: [''], apiVersions: ['v1'], operations: ['UPDATE'], resources: ['nodes'] },
        ],
      },
      matchConditions: [
        { name: 'by-mechanic', expression: `request.userInfo.username in ['${controller}', 'admin']` },
      ],
      validations: [{ expression, message: `${name} of nodes may not be changed` }],
    },
  };
  const binding = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name },
    spec: { policyName: name, validationActions: ['Deny'] },
  };
  await mechanic.controlPlane.kubectl(
    ['apply', '-f', '-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [policy, binding] }),
  );
  const change =
    name === 'labels'
      ? ['label', 'node', b, 'try=it', '--overwrite']
      : ['taint', 'node', b, 'try=it:PreferNoSchedule', '--overwrite'];
  await mechanic.eventually('the policy to be in force', async () => {
    try {
      await mechanic.controlPlane.kubectl([...change, '--dry-run=server']);
      return false;
    } catch (error) {
      return error instanceof Error && error.message.includes('may not be changed');
    }
  });
}

async function allow(mechanic: MechanicCluster, name: string): Promise<void> {
  await mechanic.controlPlane.kubectl([
    'delete',
    'validatingadmissionpolicy,validatingadmissionpolicybinding',
    name,
  ]);
}

/** Node affinity that keeps the probe from a node. */
function without(node: string): string {
  const expression = { key: 'kubernetes.io/hostname', operator: 'NotIn', values: [node] };
  const nodeAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [expression] }],
    },
  };
  return JSON.stringify({ spec: { template: { spec: { affinity: { nodeAffinity } } } } });
}

/** A report as a probe would write it. */
function report(vm: string, notBefore: number): string {
  const event = {
    id: '602D9444-D2CD-49C7-8624-8643E7171297',
    type: 'Redeploy',
    status: 'Scheduled',
    notBefore: new Date(notBefore).toISOString(),
    durationSeconds: -1,
    source: 'Platform',
    description: '',
    liveMigration: false,
    resources: [vm],
  };
  return JSON.stringify({
    version: 1,
    vm,
    imds: 'ok',
    incarnation: '5',
    changedAt: new Date().toISOString(),
    events: [event],
  });
}
