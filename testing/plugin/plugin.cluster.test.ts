import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { ControlPlane, Port, Process, waitFor } from '../controlplane/index.ts';
import { ensureBuilt } from '../scenarios/programs.ts';
import { type Outcome, Workstation } from './workstation.ts';

const namespace = 'mechanic';
const controllerProgram = join(import.meta.dirname, '..', '..', 'controller', 'dist', 'main.mjs');
const minutes = 60_000;

/** What a probe writes on its Node. */
function report(vm: string, type?: string, inMinutes = 15): Record<string, string> {
  const notBefore = new Date(Date.now() + inMinutes * minutes).toISOString();
  const event = { status: 'Scheduled', notBefore, durationSeconds: -1, source: 'Platform', description: '' };
  const events =
    type === undefined ? [] : [{ id: `id-of-${vm}`, type, ...event, liveMigration: false, resources: [vm] }];
  const changedAt = new Date().toISOString();
  const value = { version: 1, vm, imds: 'ok', incarnation: '1', changedAt, events };
  return { 'mechanic.dev/report': JSON.stringify(value) };
}

describe('kubectl mechanic on a real cluster', () => {
  let controlPlane: ControlPlane;
  let workstation: Workstation;
  const ports: Port[] = [];
  const controllers = new Map<string, Process>();

  const mechanic = (...args: readonly string[]): Promise<Outcome> => workstation.mechanic(...args);
  const edit = async (text: string): Promise<void> => {
    const patch = `--patch=${JSON.stringify({ data: { 'mechanic.yaml': text } })}`;
    await controlPlane.kubectl(['patch', 'configmap', 'mechanic', '-n', namespace, '--type=merge', patch]);
  };
  const settings = async (): Promise<{
    text: string;
    annotations: Record<string, string>;
    managers: string[];
  }> => {
    const { data, metadata } = await controlPlane.cluster.core.readNamespacedConfigMap({
      name: 'mechanic',
      namespace,
    });
    return {
      text: data?.['mechanic.yaml'] ?? '',
      annotations: metadata?.annotations ?? {},
      managers: metadata?.managedFields?.map(({ manager }) => manager ?? '') ?? [],
    };
  };

  /** A controller that listens on loopback; returns its address. */
  const startController = async (name: string): Promise<string> => {
    const port = await Port.reserve();
    ports.push(port);
    const url = `http://127.0.0.1:${port.number}`;
    const controller = Process.start({
      name,
      command: process.execPath,
      args: [controllerProgram],
      env: {
        KUBECONFIG: controlPlane.kubeconfigPath,
        POD_NAME: name,
        POD_NAMESPACE: namespace,
        MECHANIC_LISTEN: `127.0.0.1:${port.number}`,
        MECHANIC_HEALTH_LISTEN: '127.0.0.1:0',
      },
      logFile: join(controlPlane.logsDir, `${name}.log`),
    });
    controllers.set(name, controller);
    await controller.waitUntil('is ready', async () => (await fetch(`${url}/readyz`)).ok);
    return url;
  };

  beforeAll(async () => {
    await ensureBuilt();
    controlPlane = await ControlPlane.start();
    const { cluster } = controlPlane;
    await cluster.createNamespace(namespace);
    await cluster.createNodes([
      { name: 'a', annotations: report('a', 'Redeploy') },
      { name: 'b', annotations: report('b', 'Reboot', 20) },
      { name: 'c', annotations: report('c') },
      { name: 'd', annotations: { 'mechanic.dev/ignore': 'true' } },
    ]);
    await cluster.setCondition('c', {
      type: 'VMEventScheduled',
      status: 'False',
      reason: 'NoVMEventScheduled',
    });
    await cluster.createWorkload({
      name: 'web',
      replicas: 2,
      budget: { minAvailable: 2 },
      nodeSelector: { 'kubernetes.io/hostname': 'a' },
    });
    workstation = await Workstation.create(controlPlane);
  });

  afterAll(async () => {
    await Promise.all([...controllers.values()].map((controller) => controller.stop()));
    await Promise.all(ports.map((port) => port.release()));
    await controlPlane.stop();
  });

  describe('without a controller', () => {
    it('is a plugin that kubectl finds, and runs on Node.js of its user', async () => {
      const { stdout, code } = await mechanic('--help');
      expect({ code, stdout }).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('kubectl mechanic explain NODE') as unknown,
      });
      expect((await mechanic('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    });

    it('tells from the Nodes what would be next', async () => {
      const { stdout, code } = await mechanic();
      expect(code).toBe(0);
      expect(stdout).toContain('! Nobody leads: nothing is drained.');
      expect(stdout).toMatch(/1 +a +waiting +Redeploy +14m\d+s +Redeploy; it may begin now/);
      expect(stdout).toMatch(/2 +b +waiting +Reboot +19m\d+s +.*waits for a drain slot/);
      expect(stdout).toMatch(/d +ignored +mechanic\.dev\/ignore is set/);
      // From Kubernetes 1.37 on a Service that is missing is one without endpoints.
      expect(stdout).toMatch(
        /Source: the Nodes themselves\. No controller answered: (services "mechanic-controller" not found|no endpoints available for service "mechanic-controller")\./,
      );
    });

    it('explains an idle node and one that waits', async () => {
      const idle = await mechanic('explain', 'node/c');
      expect(idle.stdout).toMatch(/^c: idle, not cordoned\n/);
      expect(idle.stdout).toContain('its probe is not Ready; its report last changed');
      expect(idle.stdout).toContain('VMEventScheduled is False');
      expect((await mechanic('explain', 'a')).stdout).toContain('Nobody leads: nothing of this happens');
    });

    it('ends with 1 when there is no such node, or no cluster', async () => {
      expect(await mechanic('explain', 'zz')).toEqual({
        code: 1,
        stdout: '',
        stderr: 'kubectl mechanic: nodes "zz" not found\n',
      });
      const { code, stderr } = await mechanic('--context=nowhere');
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: 'kubectl mechanic: context "nowhere" does not exist\n',
      });
    });

    it('ends with 2 when it is asked for what it does not know', async () => {
      expect((await mechanic('explain')).code).toBe(2);
    });

    it('says what its user may not read, and does without', async () => {
      const { core } = controlPlane.cluster;
      const role = { apiVersion: 'rbac.authorization.k8s.io/v1', metadata: { name: 'looks-at-nodes' } };
      const rules = [{ apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list'] }];
      const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'looks-at-nodes' };
      const subjects = [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'viewer' }];
      for (const object of [
        { ...role, kind: 'ClusterRole', rules },
        { ...role, kind: 'ClusterRoleBinding', roleRef, subjects },
      ]) {
        await controlPlane.kubectl(['apply', '-f', '-'], JSON.stringify(object));
      }
      const { code, stdout } = await mechanic('--as=viewer');
      expect({ code, stdout }).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/1 +a +waiting/) as unknown,
      });
      expect(stdout).toMatch(/No controller answered: services "mechanic-controller:http" is forbidden/);
      expect(stdout).toMatch(/Not permitted to read: .*the lease/);
      const paused = await mechanic('pause', '--as=viewer');
      expect(paused.code).toBe(1);
      expect(paused.stderr).toContain('configmaps "mechanic" is forbidden');
      expect(
        (await core.listNamespacedConfigMap({ namespace })).items.map(({ metadata }) => metadata?.name),
      ).not.toContain('mechanic');
    });
  });

  describe('pausing', () => {
    const commented = '# ours\nurgentWithin:   5m # generous\nmaxConcurrentDrains: "25%"   # ticket 4711\n';

    it('makes the ConfigMap when there is none', async () => {
      const { code, stdout } = await mechanic('pause');
      expect(code).toBe(0);
      expect(stdout).toContain('No controller answered');
      const { annotations, managers } = await settings();
      expect(annotations).toEqual({ 'mechanic.dev/paused': 'true' });
      expect(managers).toContain('kubectl-mechanic');
      expect((await mechanic()).stdout).toContain('! Paused: no drain starts until kubectl mechanic resume.');
      expect((await mechanic('resume')).stdout).toContain('Resumed: drains start as the settings allow.');
      expect((await settings()).annotations).toEqual({});
    });

    it('leaves the settings alone, and what others noted on the ConfigMap', async () => {
      await controlPlane.cluster.core.replaceNamespacedConfigMap({
        name: 'mechanic',
        namespace,
        body: {
          metadata: { name: 'mechanic', annotations: { team: 'x' } },
          data: { 'mechanic.yaml': commented, other: 'kept' },
        },
      });
      expect((await mechanic('pause')).code).toBe(0);
      const paused = await settings();
      expect(paused.text).toBe(commented);
      expect(paused.annotations).toEqual({ team: 'x', 'mechanic.dev/paused': 'true' });
      expect((await mechanic('pause')).stdout).toContain('paused already');
      expect((await mechanic('resume')).code).toBe(0);
      expect(await settings()).toMatchObject({ text: commented, annotations: { team: 'x' } });
      expect((await mechanic('resume')).stdout).toContain('not paused');
      expect((await mechanic('pause')).code).toBe(0);
    });
  });

  describe('with controllers', () => {
    let leader = '';
    let standby = '';

    beforeAll(async () => {
      leader = await startController('ctl-1');
      await waitFor('a leader', async () =>
        (await fetch(`${leader}/metrics`)).text().then((text) => text.includes('mechanic_leader 1')),
      );
      standby = await startController('ctl-2');
      await workstation.proxy({ 'services/mechanic-controller:http': standby, 'pods/ctl-1': leader });
    });

    it('asks the leader, whichever answers first, and waits until a change is in force', async () => {
      const { stdout } = await mechanic();
      expect(stdout).toMatch(/^Leader +ctl-1, since/);
      expect(stdout).toContain('Source: the leader, ctl-1.');
      expect(stdout).toContain('! Paused');
      const data = { 'mechanic.yaml': 'urgentWithin: 5m\nmaxConcurrentDrains: 1\n' };
      const patch = `--patch=${JSON.stringify({ data })}`;
      await controlPlane.kubectl(['patch', 'configmap', 'mechanic', '-n', namespace, '--type=merge', patch]);
      const resumed = await mechanic('resume');
      expect(resumed).toEqual({
        code: 0,
        stderr: '',
        stdout: 'Resumed: drains start as the settings allow.\nIn force at ctl-1.\n',
      });
    });

    it('shows the drain, what blocks it, and who waits for it', async () => {
      const { stdout } = await waitFor('the drain to be blocked', async () => {
        const outcome = await mechanic();
        return outcome.stdout.includes('protects') && outcome;
      });
      expect(stdout).toMatch(
        / {4}a +draining +Redeploy +1\dm\d+s +2 +PodDisruptionBudget default\/web protects 2 pods/,
      );
      expect(stdout).toMatch(/1 +b +waiting +Reboot .*waits for a drain slot/);
      const explained = await mechanic('explain', 'a');
      expect(explained.stdout).toMatch(/default\/web-\S+ is protected by PodDisruptionBudget default\/web/);
      expect(explained.stdout).toContain('allows no disruption now: 2 healthy pods, at least 2 required');
      expect((await mechanic('explain', 'b')).stdout).toContain(
        'a has a slot, where PodDisruptionBudget default/web protects 2 pods',
      );
    });

    it('prints the same for programs', async () => {
      const { stdout } = await mechanic('-o', 'json');
      expect(JSON.parse(stdout)).toMatchObject({
        source: { kind: 'leader', name: 'ctl-1' },
        leader: { identity: 'ctl-1', isLeader: true },
        slots: { total: 1, used: 1 },
        queue: [{ node: 'b', position: 1 }],
      });
    });

    it('sees the same from the Nodes when the way to the controllers is blocked', async () => {
      await workstation.proxy({});
      const { stdout } = await mechanic();
      expect(stdout).toMatch(/^Leader +ctl-1, since/);
      expect(stdout).toMatch(/a +draining +Redeploy .* 2 +PodDisruptionBudget default\/web protects 2 pods/);
      expect(stdout).toMatch(/1 +b +waiting/);
      expect(stdout).toContain('Source: the Nodes themselves.');
      await workstation.proxy({ 'services/mechanic-controller:http': standby, 'pods/ctl-1': leader });
    });

    it('takes a standby for what it is when the leader does not answer', async () => {
      await workstation.proxy({ 'services/mechanic-controller:http': standby });
      const { stdout } = await mechanic();
      expect(stdout).toContain('Source: ctl-2, which is on standby');
      expect(stdout).toMatch(/a +draining/);
      await workstation.proxy({ 'services/mechanic-controller:http': standby, 'pods/ctl-1': leader });
    });

    it('watches until it is interrupted, and gives the code 0', async () => {
      const watch = Process.start({
        name: 'kubectl mechanic -w',
        ...workstation.command,
        command: workstation.file('bin/kubectl-mechanic'),
        args: ['--watch'],
        logFile: workstation.file('watch.log'),
      });
      await watch.waitForLine(/a +draining/);
      await controlPlane.cluster.annotateNode('c', { 'mechanic.dev/ignore': 'true' });
      await watch.waitForLine(/c +ignored/);
      watch.signal('SIGINT');
      expect(await watch.exited).toEqual({ code: 0, signal: null });
      await controlPlane.cluster.annotateNode('c', { 'mechanic.dev/ignore': null });
    });

    it('asks for a drain, tells how it gets on until the node is drained, and takes it back', async () => {
      const drain = Process.start({
        name: 'kubectl mechanic drain',
        ...workstation.command,
        command: workstation.file('bin/kubectl-mechanic'),
        args: ['drain', 'c', '--reason', 'disk swap', '--by', '10m', '--wait'],
        logFile: workstation.file('drain.log'),
      });
      await drain.waitForLine(
        /^c: waiting, place 1 in the queue; Request \(disk swap, asked for by \S+\) due/m,
      );
      await edit('urgentWithin: 5m\nmaxConcurrentDrains: 2\n');
      expect(await drain.exited).toEqual({ code: 0, signal: null });
      expect(drain.log()).toMatch(/^c is drained, after \d+s\.$/m);
      expect((await mechanic('explain', 'c')).stdout).toMatch(/Request Scheduled, by [^]*"disk swap"/);
      expect((await mechanic('return', 'c')).stdout).toMatch(/^Taken back: c/);
      await waitFor('the node to be given back', async () =>
        (await mechanic()).stdout.split('\n').every((line) => !/^ +c +/.test(line)),
      );
      expect((await mechanic('return', 'c')).stdout).toContain('Nobody has asked');
    });

    it('ends with 1 when the drain that it waits for is taken back', async () => {
      const outcome = mechanic('drain', 'a', '--wait');
      await waitFor('the request', async () => (await mechanic('explain', 'a')).stdout.includes('Request'));
      await mechanic('return', 'a');
      expect(await outcome).toMatchObject({
        code: 1,
        stderr: 'kubectl mechanic: a is not drained: somebody has taken the request back\n',
      });
    });

    it('says that settings are refused, and pauses all the same', async () => {
      await edit('maxConcurrentDrains: 1\ndrian: {}\n');
      const { code, stdout } = await mechanic('pause');
      expect({ code, stdout }).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('In force at ctl-1.') as unknown,
      });
      expect((await mechanic()).stdout).toMatch(/The newest edit of the settings is refused: drian/);
    });

    it('tells at once when nobody leads any more', async () => {
      await Promise.all([...controllers.values()].map((controller) => controller.stop()));
      const { stdout } = await mechanic();
      expect(stdout).toContain('! Nobody leads: nothing is drained.');
      expect(stdout).toMatch(/a +draining/);
    });
  });
});
