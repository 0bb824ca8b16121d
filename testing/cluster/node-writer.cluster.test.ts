import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CORDONED, MAINTENANCE, WAITING_TAINT } from '@mechanic/contract';
import type { V1Node } from '@kubernetes/client-node';
import type { Write } from '../../controller/src/nodes/node-patch.ts';
import { ControlPlane, waitFor } from '../controlplane/index.ts';
import { DrainRig } from './drain-rig.ts';

let controlPlane: ControlPlane;
let rig: DrainRig;
let count = 0;
let name: string;
let policies: string[] = [];

beforeAll(async () => {
  controlPlane = await ControlPlane.start();
  await controlPlane.cluster.createNodes([{ name: 'canary' }]);
}, 600_000);

afterAll(() => controlPlane.stop());

beforeEach(async () => {
  count += 1;
  name = `node-${count}`;
  await controlPlane.cluster.createNodes([{ name, annotations: { theirs: 'stays' } }]);
  rig = await DrainRig.start(controlPlane);
});

afterEach(async () => {
  await rig.stop();
  for (const policy of policies) {
    await controlPlane.kubectl([
      'delete',
      'validatingadmissionpolicybinding,validatingadmissionpolicy',
      policy,
    ]);
    await settled(true);
  }
  policies = [];
});

async function live(): Promise<V1Node> {
  return controlPlane.cluster.core.readNode({ name });
}

/** The Node as the cache knows it, once that is as the API server has it. */
async function seen(): ReturnType<DrainRig['node']> {
  return waitFor('the cache to be current', async () => {
    const [node, { metadata }] = await Promise.all([rig.node(name), live()]);
    return node.resourceVersion === metadata?.resourceVersion && node;
  });
}

async function cordon(): Promise<void> {
  const outcome = await waitFor('a cordon without conflict', async () => {
    const node = await seen();
    const result = await rig.writer.apply(node, cordonOf(node));
    return result.kind !== 'conflict' && result;
  });
  expect(outcome.kind).toBe('done');
}

function cordonOf(node: Awaited<ReturnType<DrainRig['node']>>): Write {
  return { kind: 'cordon', node, record: rig.record(node) };
}

/** What the loop does next to a cordoned or waiting node, if the writer finds it worth a request. */
async function mark(marks: Extract<Write, { kind: 'mark' }>['marks']): Promise<void> {
  await waitFor('marks without conflict', async () => {
    const node = await seen();
    const action: Write = { kind: 'mark', node, marks };
    if (rig.writer.wants(action) !== 'now') return true;
    return (await rig.writer.apply(node, action)).kind !== 'conflict';
  });
}

async function release(): Promise<string> {
  const outcome = await waitFor('a release without conflict', async () => {
    const node = await seen();
    const result = await rig.writer.apply(node, {
      kind: 'release',
      node,
      uncordon: true,
      outcome: 'completed',
      reason: 'over',
    });
    return result.kind !== 'conflict' && result;
  });
  return outcome.kind;
}

function taintKeys(node: V1Node): string[] {
  return (node.spec?.taints ?? []).map(({ key }) => key);
}

/** Waits until a patch of all that the policies are about is let through, or refused. */
async function settled(allowed: boolean): Promise<void> {
  const patch = {
    metadata: { labels: { [CORDONED]: 'true' } },
    spec: { unschedulable: true, taints: [taint] },
  };
  await waitFor('the policy to take effect', async () => {
    const tried = controlPlane.kubectl([
      'patch',
      'node',
      'canary',
      '--dry-run=server',
      '--type=merge',
      '-p',
      JSON.stringify(patch),
    ]);
    return tried.then(
      () => allowed,
      () => !allowed,
    );
  });
}

const taint = { key: WAITING_TAINT, effect: 'PreferNoSchedule' };

/** Refuses every change of what `expression` (CEL, of `node`) yields. */
async function freeze(what: string, expression: string): Promise<void> {
  const of = (object: string): string => `(${expression.replaceAll('node', object)})`;
  await controlPlane.kubectl(
    ['apply', '-f', '-'],
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [
        {
          apiVersion: 'admissionregistration.k8s.io/v1',
          kind: 'ValidatingAdmissionPolicy',
          metadata: { name: what },
          spec: {
            matchConstraints: {
              resourceRules: [
                { apiGroups: [''], apiVersions: ['v1'], operations: ['UPDATE'], resources: ['nodes'] },
              ],
            },
            validations: [
              { expression: `${of('object')} == ${of('oldObject')}`, message: `no ${what}, please` },
            ],
          },
        },
        {
          apiVersion: 'admissionregistration.k8s.io/v1',
          kind: 'ValidatingAdmissionPolicyBinding',
          metadata: { name: what },
          spec: { policyName: what, validationActions: ['Deny'] },
        },
      ],
    }),
  );
  policies.push(what);
  await settled(false);
}

const labelled = `has(node.metadata.labels) && '${CORDONED}' in node.metadata.labels`;
const tainted = `has(node.spec.taints) && node.spec.taints.exists(t, t.key == '${WAITING_TAINT}')`;
const unschedulable = 'has(node.spec.unschedulable) && node.spec.unschedulable';

describe('NodeWriter on a real Node', () => {
  it('marks a waiting node, cordons it, and leaves it as it was', async () => {
    await mark({ taint: true });
    expect(taintKeys(await live())).toContain(WAITING_TAINT);
    await cordon();
    await mark({ label: true, taint: false });
    const cordoned = await live();
    expect(cordoned.spec?.unschedulable).toBe(true);
    expect(cordoned.metadata?.labels).toHaveProperty([CORDONED], 'true');
    expect(JSON.parse(cordoned.metadata?.annotations?.[MAINTENANCE] ?? '')).toMatchObject({
      phase: 'Draining',
    });
    expect(taintKeys(cordoned)).not.toContain(WAITING_TAINT);
    await waitFor('the taint that Kubernetes adds', async () => taintKeys(await live()).length === 1);
    expect(await release()).toBe('done');
    const released = await live();
    expect(released.spec?.unschedulable).toBeUndefined();
    expect(released.metadata?.labels).not.toHaveProperty([CORDONED]);
    expect(released.metadata?.annotations).toEqual(expect.objectContaining({ theirs: 'stays' }));
    expect(released.metadata?.annotations).not.toHaveProperty([MAINTENANCE]);
  });

  it('cordons with one request, and marks with another', async () => {
    const node = await seen();
    const before = new Date();
    await rig.writer.apply(node, cordonOf(node));
    await mark({ label: true, taint: false });
    expect((await rig.requests(before)).filter(({ resource }) => resource === 'nodes')).toHaveLength(2);
  });

  it('changes nothing on a Node that somebody changed meanwhile', async () => {
    const node = await seen();
    await controlPlane.cluster.annotateNode(name, { theirs: 'changed' });
    expect(await rig.writer.apply(node, cordonOf(node))).toEqual({ kind: 'conflict' });
    expect((await live()).spec?.unschedulable).toBeUndefined();
  });

  it('changes nothing on another Node of the same name', async () => {
    const node = await seen();
    await controlPlane.cluster.core.deleteNode({ name });
    expect((await rig.writer.apply(node, cordonOf(node))).kind).toBe('gone');
    await controlPlane.cluster.createNodes([{ name }]);
    expect((await rig.writer.apply(node, cordonOf(node))).kind).toMatch(/^(conflict|gone)$/);
    const { metadata: { resourceVersion = '' } = {} } = await live();
    const disguised = { ...node, resourceVersion };
    expect((await rig.writer.apply(disguised, cordonOf(node))).kind).toMatch(/^(conflict|gone)$/);
    expect((await live()).spec?.unschedulable).toBeUndefined();
  });

  it.each([
    ['label', labelled],
    ['taint', tainted],
  ])('goes on without the %s when a policy refuses it', async (what, expression) => {
    if (what === 'taint') await mark({ taint: true });
    await freeze(what, expression);
    await cordon();
    await mark({ label: true, taint: false });
    // Of two marks the one that is permitted is written first; the other is tried in the next pass.
    await mark(what === 'taint' ? { taint: false } : { label: true });
    const cordoned = await live();
    expect(cordoned.spec?.unschedulable).toBe(true);
    expect(CORDONED in (cordoned.metadata?.labels ?? {})).toBe(what === 'taint');
    expect(rig.log.messages()).toEqual(['not permitted to mark nodes; goes on without']);
    expect(await release()).toBe('done');
    const released = await live();
    expect(released.spec?.unschedulable).toBeUndefined();
    expect(released.metadata?.annotations).not.toHaveProperty([MAINTENANCE]);
    expect(released.metadata?.labels).not.toHaveProperty([CORDONED]);
  });

  it('releases a node whose marks may no longer be touched', async () => {
    await cordon();
    await mark({ label: true });
    await freeze('label', labelled);
    expect(await release()).toBe('done');
    const released = await live();
    expect(released.spec?.unschedulable).toBeUndefined();
    expect(released.metadata?.annotations).not.toHaveProperty([MAINTENANCE]);
  });

  it('tells when the cordon itself is refused, and has left nothing behind', async () => {
    await freeze('cordon', unschedulable);
    const node = await seen();
    const outcome = await rig.writer.apply(node, cordonOf(node));
    expect(outcome).toEqual({ kind: 'refused', message: expect.stringContaining('no cordon, please') });
    expect((await live()).metadata?.annotations).not.toHaveProperty([MAINTENANCE]);
  });
});
