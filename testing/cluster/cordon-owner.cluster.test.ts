import { PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CORDONED } from '@mechanic/contract';
import { systemClock } from '@mechanic/contract/clock';
import { KubeClient } from '../../controller/src/cluster/client.ts';
import { Connection } from '../../controller/src/cluster/connection.ts';
import { type NodeObject, nodeView } from '../../controller/src/decide/views/nodes.ts';
import { isOrphan } from '../../controller/src/decide/step/ownership.ts';
import { ControlPlane } from '../controlplane/index.ts';

/** The words of the API server about who wrote what, for writes as the original mechanic and people make them. */
describe('whose cordon a labelled node has', () => {
  let controlPlane: ControlPlane;
  let client: KubeClient;
  let name = '';
  let count = 0;

  beforeAll(async () => {
    controlPlane = await ControlPlane.start({ components: [] });
    const { kubeConfig } = controlPlane;
    client = new KubeClient(new Connection({ kubeConfig, clock: systemClock }));
  }, 600_000);
  afterAll(() => controlPlane.stop());

  beforeEach(async () => {
    name = `node-${(count += 1)}`;
    // A kubelet always says something; of an object that was created empty the API server notes no writers.
    const body = { metadata: { name, labels: { 'kubernetes.io/hostname': name } } };
    await controlPlane.cluster.core.createNode({ body, fieldManager: 'kubelet' });
  });

  const mergePatch = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);
  const kubectl = (...args: string[]): Promise<unknown> => controlPlane.kubectl(args);
  /** By its program, whose name the API server takes for the writer's. */
  const original = (body: object): Promise<unknown> =>
    controlPlane.cluster.core.patchNode({ name, body, fieldManager: 'mechanic' }, mergePatch);
  const labels = { [CORDONED]: 'true' };

  /** As a controller sees the node that has just started, and so remembers nothing. */
  async function isTakenForAnOrphan(): Promise<boolean> {
    const seen: NodeObject[] = [];
    const query = { fieldSelector: `metadata.name=${name}` };
    await client.list('/api/v1/nodes', query, (item) => seen.push(item as NodeObject)); // the API server's own schema
    const [node] = seen;
    if (node === undefined) throw new Error('the node is gone');
    const typed = await controlPlane.cluster.core.readNode({ name });
    expect(nodeView(typed).cordonedWithLabel).toBe(nodeView(node).cordonedWithLabel);
    return isOrphan(nodeView(node));
  }

  it('is the original’s when it set both, in one write or two', async () => {
    await original({ metadata: { labels }, spec: { unschedulable: true } });
    expect(await isTakenForAnOrphan()).toBe(true);
    await original({ metadata: { labels: { [CORDONED]: null } }, spec: { unschedulable: null } });
    await original({ spec: { unschedulable: true } });
    await original({ metadata: { labels } });
    expect(await isTakenForAnOrphan()).toBe(true);
  });

  it('is a person’s who cordons while the label is left over', async () => {
    await original({ metadata: { labels }, spec: { unschedulable: true } });
    await kubectl('uncordon', name);
    expect(await isTakenForAnOrphan()).toBe(false);
    await kubectl('cordon', name);
    expect(await isTakenForAnOrphan()).toBe(false);
  });

  it('is a person’s whose node is labelled afterwards by a person', async () => {
    await kubectl('cordon', name);
    await kubectl('label', 'node', name, `${CORDONED}=true`);
    expect(await isTakenForAnOrphan()).toBe(false);
  });

  it('stays the original’s when a person cordons again what is cordoned', async () => {
    await original({ metadata: { labels }, spec: { unschedulable: true } });
    await kubectl('cordon', name);
    expect(await isTakenForAnOrphan()).toBe(true);
  });

  it('is nobody’s to undo once the API server’s notes are cleared', async () => {
    await original({ metadata: { labels }, spec: { unschedulable: true } });
    await kubectl('patch', 'node', name, '--type=merge', '-p', '{"metadata":{"managedFields":[{}]}}');
    expect(await isTakenForAnOrphan()).toBe(false);
  });
});
