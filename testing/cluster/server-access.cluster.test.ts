import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { ControlPlane, Port, Process, waitFor } from '../controlplane/index.ts';
import { Authority } from '../controlplane/authority.ts';
import { ensureBuilt } from '../scenarios/programs.ts';

const namespace = 'mechanic';
const program = join(import.meta.dirname, '..', '..', 'controller', 'dist', 'main.mjs');

describe('metrics, status and page by TLS, for those whom Kubernetes allows', () => {
  let controlPlane: ControlPlane;
  let controller: Process;
  let authority: Authority;
  let directory: string;
  const ports: Port[] = [];

  const certify = async (): Promise<void> => {
    const pair = await authority.issue('mechanic', ['127.0.0.1', 'localhost']);
    await writeFile(join(directory, 'tls.crt'), pair.certificate);
    await writeFile(join(directory, 'tls.key'), pair.privateKey);
  };

  /** What the server says of itself in the handshake. */
  const serial = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(
        { host: '127.0.0.1', port: ports[0]?.number ?? 0, ca: authority.certificate },
        () => {
          resolve(socket.getPeerCertificate().serialNumber);
          socket.destroy();
        },
      );
      socket.on('error', reject);
    });

  const ask = (path: string, token?: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: '127.0.0.1',
          port: ports[0]?.number,
          path,
          ca: authority.certificate,
          headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        },
        (answer: IncomingMessage) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        },
      );
      outgoing.on('error', reject).end();
    });

  const tokenOf = async (name: string): Promise<string> =>
    (await controlPlane.kubectl(['create', 'token', name, '-n', namespace])).trim();

  beforeAll(async () => {
    await ensureBuilt();
    controlPlane = await ControlPlane.start();
    await controlPlane.cluster.createNamespace(namespace);
    authority = await Authority.create('people');
    directory = join(controlPlane.dataDir, 'tls');
    await mkdir(directory, { recursive: true });
    await certify();
    const role = 'rbac.authorization.k8s.io/v1';
    for (const object of [
      ...['reader', 'stranger'].map((name) => ({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name, namespace },
      })),
      {
        apiVersion: role,
        kind: 'ClusterRole',
        metadata: { name: 'reader' },
        rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }],
      },
      {
        apiVersion: role,
        kind: 'ClusterRoleBinding',
        metadata: { name: 'reader' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'reader' },
        subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace }],
      },
    ])
      await controlPlane.kubectl(['apply', '-f', '-'], JSON.stringify(object));
    ports.push(await Port.reserve(), await Port.reserve());
    const [port, health] = ports;
    controller = Process.start({
      name: 'controller',
      command: process.execPath,
      args: [program],
      env: {
        KUBECONFIG: controlPlane.kubeconfigPath,
        POD_NAME: 'ctl-1',
        POD_NAMESPACE: namespace,
        MECHANIC_LISTEN: `127.0.0.1:${port?.number ?? 0}`,
        MECHANIC_HEALTH_LISTEN: `127.0.0.1:${health?.number ?? 0}`,
        MECHANIC_TLS_DIR: directory,
        MECHANIC_AUTH: 'kubernetes',
      },
      logFile: join(controlPlane.logsDir, 'controller.log'),
    });
    const url = `http://127.0.0.1:${health?.number ?? 0}/readyz`;
    await controller.waitUntil('is ready', async () => (await fetch(url)).ok);
  });

  afterAll(async () => {
    await controller.stop();
    await Promise.all(ports.map((port) => port.release()));
    await controlPlane.stop();
  });

  it('are for a token that may get the path, and for no other', async () => {
    const [reader, stranger] = await Promise.all(['reader', 'stranger'].map(tokenOf));
    expect(await ask('/metrics', reader)).toBe(200);
    expect(await ask('/api/v1/status', reader)).toBe(403);
    for (const path of ['/metrics', '/api/v1/status', '/']) {
      expect(await ask(path, stranger)).toBe(403);
      expect(await ask(path, 'no-token')).toBe(401);
      expect(await ask(path)).toBe(401);
    }
  });

  it('take a right away within seconds', async () => {
    const reader = await tokenOf('reader');
    expect(await ask('/metrics', reader)).toBe(200);
    await controlPlane.kubectl(['delete', 'clusterrolebinding', 'reader']);
    await waitFor('the right to be gone', async () => (await ask('/metrics', reader)) === 403);
  });

  it('are apart from health, which needs no token', async () => {
    for (const path of ['/healthz', '/readyz']) expect(await ask(path)).toBe(200);
  });

  it('go on with a new certificate as it rotates, and keep the last good one', async () => {
    const before = await serial();
    await writeFile(join(directory, 'tls.crt'), 'broken');
    await controller.waitForLine(/certificate cannot be read, the last one stays/);
    expect(await serial()).toBe(before);
    await certify();
    await waitFor('the new certificate', async () => (await serial()) !== before);
  });
});

describe('a controller that is to ask for tokens without TLS', () => {
  it('ends with the code 2 and says so', async () => {
    await ensureBuilt();
    const ended = Process.start({
      name: 'controller',
      command: process.execPath,
      args: [program],
      env: { MECHANIC_AUTH: 'kubernetes' },
      logFile: join(process.env.TMPDIR ?? '/tmp', `mechanic-access-${process.pid}.log`),
    });
    expect(await ended.exited).toEqual({ code: 2, signal: null });
    expect(ended.log()).toContain('MECHANIC_AUTH: is "kubernetes", which needs MECHANIC_TLS_DIR as well');
  });
});
