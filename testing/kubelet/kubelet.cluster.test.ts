import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CoreV1Api, type V1Pod } from '@kubernetes/client-node';
import { join } from 'node:path';
import { ControlPlane, isPodReady, waitFor } from '../controlplane/index.ts';
import { type LocalPod, LocalKubelet } from './index.ts';

// A program that prints its identity, answers on its own address, and is Ready only after /ready was requested.
const program = `
  const { createServer } = require('node:http');
  const { readFileSync } = require('node:fs');
  let ready = process.env.READY !== 'later', alive = true;
  const [, host, port] = /(.*):(\\d+)/.exec(process.env.MECHANIC_LISTEN);
  createServer((request, response) => {
    if (request.url === '/switch') ready = true;
    if (request.url === '/die') alive = false;
    const healthy = request.url === '/healthz' ? alive : request.url !== '/readyz' || ready;
    response.writeHead(healthy ? 200 : 503).end(JSON.stringify({
      node: process.env.NODE_NAME, greeting: process.env.GREETING, args: process.argv.slice(1),
      token: readFileSync(process.env.MECHANIC_SERVICEACCOUNT_DIR + '/token', 'utf8'),
      namespace: readFileSync(process.env.MECHANIC_SERVICEACCOUNT_DIR + '/namespace', 'utf8'),
    }));
  }).listen(Number(port), host, () => console.log('listening'));
  process.on('SIGTERM', () => { console.log('asked to stop'); process.exit(0); });
`;

interface Answer {
  readonly node: string;
  readonly greeting: string;
  readonly args: readonly string[];
  readonly token: string;
  readonly namespace: string;
}

describe('a pod run as a local process', () => {
  let controlPlane: ControlPlane;
  let kubelet: LocalKubelet;
  let core: CoreV1Api;

  beforeAll(async () => {
    controlPlane = await ControlPlane.start({ components: ['kube-controller-manager', 'kwok'] });
    core = controlPlane.kubeConfig.makeApiClient(CoreV1Api);
    await core.createNode({ body: { metadata: { name: 'n1' } } });
    kubelet = new LocalKubelet({
      kubeConfig: controlPlane.kubeConfig,
      directory: join(controlPlane.dataDir, 'kubelet'),
    });
    await kubelet.start();
  });

  afterAll(async () => {
    await kubelet.stop();
    await controlPlane.stop();
  });

  async function run(name: string, env: Readonly<Record<string, string>> = {}): Promise<LocalPod> {
    const probe = (path: string): object => ({ httpGet: { path, port: 'http' }, periodSeconds: 1 });
    const body = {
      metadata: { name, labels: { 'app.kubernetes.io/name': 'mechanic' } },
      spec: {
        nodeName: 'n1',
        terminationGracePeriodSeconds: 5,
        containers: [
          {
            name: 'main',
            image: 'none',
            command: ['node'],
            args: ['-e', program, '$(GREETING)', '$$(GREETING)', '$(UNKNOWN)', '/app/package.json'],
            env: [
              { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
              { name: 'GREETING', value: 'hello $(NODE_NAME)' },
              ...Object.entries(env).map(([key, value]) => ({ name: key, value })),
            ],
            ports: [{ name: 'http', containerPort: 8081 }],
            readinessProbe: probe('/readyz'),
            livenessProbe: { ...probe('/healthz'), failureThreshold: 1 },
          },
        ],
      },
    };
    await core.createNamespacedPod({ namespace: 'default', body });
    return waitFor(`pod ${name} to be taken up`, () => kubelet.pods().find(({ view }) => view.name === name));
  }

  function waitForPod(name: string, state: (pod: V1Pod) => boolean): Promise<V1Pod> {
    return waitFor(`pod ${name}`, async () => {
      const pod = await core.readNamespacedPod({ name, namespace: 'default' });
      return state(pod) ? pod : undefined;
    });
  }

  async function ask(pod: LocalPod, path = '/'): Promise<Answer> {
    const response = await fetch(`http://${pod.address}:8081${path}`);
    // The program above writes this type.
    return (await response.json()) as Answer;
  }

  it('has its command, its environment, and a token bound to pod and node', async () => {
    const pod = await run('talks');
    await waitForPod('talks', isPodReady);
    const answer = await ask(pod);
    expect(answer).toMatchObject({ node: 'n1', greeting: 'hello n1', namespace: 'default' });
    expect(answer.args).toEqual([
      'hello n1',
      '$(GREETING)',
      '$(UNKNOWN)',
      join(import.meta.dirname, '..', '..', 'package.json'),
    ]);
    const claims: unknown = JSON.parse(Buffer.from(answer.token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ 'kubernetes.io': { pod: { name: 'talks' }, node: { name: 'n1' } } });
  });

  it('is Ready only when its readiness probe succeeds', async () => {
    const pod = await run('slow', { READY: 'later' });
    const running = await waitForPod('slow', ({ status }) => status?.phase === 'Running');
    expect(isPodReady(running)).toBe(false);
    await waitFor('the program to listen', () => pod.logs().includes('listening'));
    await ask(pod, '/switch');
    const ready = await waitForPod('slow', isPodReady);
    expect(ready.status?.podIP).toBe(pod.address);
  });

  it('is restarted when it is killed, and when its liveness probe fails', async () => {
    const pod = await run('restarts');
    await waitForPod('restarts', isPodReady);
    pod.process().signal('SIGKILL');
    await waitForPod('restarts', (seen) => seen.status?.containerStatuses?.[0]?.restartCount === 1);
    await waitForPod('restarts', isPodReady);
    await ask(pod, '/die');
    const again = await waitForPod(
      'restarts',
      (seen) => seen.status?.containerStatuses?.[0]?.restartCount === 2 && isPodReady(seen),
    );
    expect(again.status?.phase).toBe('Running');
  });

  it('gets SIGTERM when it is deleted, and its object is removed when it has ended', async () => {
    const pod = await run('leaves');
    await waitForPod('leaves', isPodReady);
    await core.deleteNamespacedPod({ name: 'leaves', namespace: 'default' });
    await waitFor('the pod to be gone', async () => {
      const { items } = await core.listNamespacedPod({ namespace: 'default' });
      return items.every(({ metadata }) => metadata?.name !== 'leaves');
    });
    expect(pod.process().running).toBe(false);
    expect(pod.logs()).toContain('asked to stop');
  });

  it('reports the reason when it cannot be started', async () => {
    const body = {
      metadata: { name: 'broken', labels: { 'app.kubernetes.io/name': 'mechanic' } },
      spec: { nodeName: 'n1', containers: [{ name: 'main', image: 'none' }] },
    };
    await core.createNamespacedPod({ namespace: 'default', body });
    const pod = await waitForPod('broken', ({ status }) => status?.reason === 'FailedToStart');
    expect(pod.status?.message).toContain('no command');
  });
});
