import { describe, expect, it } from '@jest/globals';
import { scaleSetNode } from './fleet.ts';
import { useMechanic } from './suite.ts';
import { hold } from './workloads.ts';

const fleet = [0, 1, 2].map((index) => scaleSetNode('user', index));
const [a, b, c] = fleet.map(({ name }) => name) as [string, string, string]; // three, as listed above

describe('failures around mechanic', () => {
  const suite = useMechanic({ fleet });

  it('a drain continues after the API server was away for longer than the lease', async () => {
    const { mechanic } = suite;
    const held = await hold(mechanic, a);
    mechanic.schedule(a, 'Redeploy');
    const { record } = await mechanic.untilPhase(a, 'Draining');
    const leaderProcess = (await mechanic.installation.leader()).process();
    await mechanic.controlPlane.stopApiServer();
    // No controller can lead without the API server; the leader detects this and exits.
    await leaderProcess.exited;
    const event = mechanic.schedule(b, 'Preempt');
    await mechanic.controlPlane.startApiServer();
    await mechanic.untilDrained(b);
    await held.release();
    const drained = await mechanic.untilDrained(a);
    expect(drained.record?.startedAt).toBe(record?.startedAt);
    mechanic.imds.finish(event);
    await mechanic.untilIdle(b);
  });

  it('a drain continues after the API server hung', async () => {
    const { mechanic } = suite;
    const held = await hold(mechanic, a);
    mechanic.schedule(a, 'Redeploy');
    await mechanic.untilPhase(a, 'Draining');
    const leaderProcess = (await mechanic.installation.leader()).process();
    mechanic.controlPlane.pauseApiServer();
    await leaderProcess.exited;
    mechanic.resumeApiServer();
    await held.release();
    await mechanic.untilDrained(a);
  });

  it('an upgrade of the release changes no node', async () => {
    const { mechanic } = suite;
    const held = await hold(mechanic, a);
    mechanic.schedule(a, 'Redeploy');
    await mechanic.untilPhase(a, 'Draining');
    mechanic.schedule(b, 'Redeploy', { noticeMs: 3_600_000 });
    await mechanic.until(b, 'waiting', ({ waiting }) => waiting);
    const before = await mechanic.node(a);
    const since = new Date();
    const old = new Set(mechanic.kubelet.pods().map(({ view }) => view.uid));
    await mechanic.installation.upgrade({
      controller: { podAnnotations: { rolled: 'yes' } },
      probe: { podAnnotations: { rolled: 'yes' } },
    });
    await mechanic.eventually(
      'new pods everywhere',
      async () => {
        const pods = mechanic.kubelet.pods();
        return (
          pods.length === fleet.length + 2 &&
          pods.every(({ view, ready }) => !old.has(view.uid) && ready) &&
          (await mechanic.installation.isReady(fleet.length))
        );
      },
      { timeout: 60_000 },
    );
    await mechanic.settled();
    expect((await mechanic.node(a)).record?.startedAt).toBe(before.record?.startedAt);
    expect(await mechanic.cordons(a, since)).toEqual([]);
    await held.release();
    await mechanic.untilDrained(a);
    await mechanic.untilDrained(b);
  });

  it('a node is drained even if Events are refused', async () => {
    const { mechanic } = suite;
    await mechanic.controlPlane.kubectl(['delete', 'rolebinding', '--all', '--namespace', 'default']);
    mechanic.schedule(a, 'Redeploy');
    await mechanic.untilDrained(a);
    await mechanic.installation.upgrade();
  });

  it('a node that may not be cordoned is reported and skipped, and the next one is drained', async () => {
    const { mechanic } = suite;
    await mechanic.controlPlane.kubectl(['apply', '-f', '-'], refusal(c));
    await mechanic.eventually('the policy to be in force', async () => {
      const refused = mechanic.setUnschedulable(c, true).then(
        () => false,
        () => true,
      );
      if (await refused) return true;
      await mechanic.setUnschedulable(c, false);
      return false;
    });
    mechanic.schedule(c, 'Redeploy');
    await mechanic.eventually('an Event about the refusal', async () =>
      (await mechanic.eventsOf(c)).some((text) => text.startsWith('CordonRefused')),
    );
    mechanic.schedule(b, 'Redeploy');
    await mechanic.untilDrained(b);
    await mechanic.controlPlane.kubectl(['delete', '-f', '-'], refusal(c));
  });

  it('an unreadable report or record is ignored and reported', async () => {
    const { mechanic } = suite;
    await mechanic.cluster.annotateNode(b, { 'mechanic.dev/maintenance': '{"phase":' });
    mechanic.schedule(a, 'Redeploy');
    await mechanic.untilDrained(a);
    await mechanic.settled();
    expect((await mechanic.node(b)).unschedulable).toBe(false);
    await mechanic.cluster.annotateNode(b, { 'mechanic.dev/maintenance': null });
  });
});

describe('the node of the controller', () => {
  const suite = useMechanic({
    fleet,
    values: { controller: { nodeSelector: { 'kubernetes.azure.com/mode': null, agentpool: 'user' } } },
  });

  it('is drained too: the leader hands over before it evicts itself', async () => {
    const { mechanic } = suite;
    const leader = await mechanic.installation.leader();
    const home = leader.view.nodeName;
    mechanic.schedule(home, 'Redeploy');
    await mechanic.untilDrained(home);
    const controllers = mechanic.installation
      .controllers()
      .filter(({ view }) => view.deletionGracePeriod === null);
    expect(controllers.every(({ view }) => view.nodeName !== home)).toBe(true);
    await mechanic.eventually('two controllers elsewhere', () => mechanic.installation.isReady(fleet.length));
  });
});

/** A policy that forbids everybody to cordon this node. */
function refusal(node: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicy',
        metadata: { name: 'no-cordon' },
        spec: {
          matchConstraints: {
            resourceRules: [
              {
                apiGroups: [''],
                apiVersions: ['v1'],
                operations: ['UPDATE'],
                resources: ['nodes'],
                resourceNames: [node],
              },
            ],
          },
          validations: [
            { expression: '!object.spec.?unschedulable.orValue(false)', message: 'this node stays' },
          ],
        },
      },
      {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingAdmissionPolicyBinding',
        metadata: { name: 'no-cordon' },
        spec: { policyName: 'no-cordon', validationActions: ['Deny'] },
      },
    ],
  });
}
