import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { type AddressInfo, type Socket, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { KubeClient, type WatchEvent } from './client.ts';
import { Connection } from './connection.ts';
import { RequestAborted, RequestTimeout, failureOf } from './failure.ts';
import { loadKubeConfig } from './kubeconfig.ts';

interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const ignore = (): void => undefined;

describe('KubeClient', () => {
  let server: Server;
  let port: number;
  let received: Received[];
  let answer: (response: ServerResponse, request: Received) => void;
  let clock: FakeClock;
  let results: string[];
  let client: KubeClient;

  const connect = (path = ''): KubeClient => {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromClusterAndUser(
      { name: 'c', server: `http://127.0.0.1:${port}${path}`, skipTLSVerify: true },
      { name: 'u', token: 'secret' },
    );
    return new KubeClient(
      new Connection({
        kubeConfig,
        clock,
        onRequest: ({ verb, resource, code }) => results.push(`${verb} ${resource} ${code}`),
      }),
    );
  };
  const json = (body: unknown, status = 200, headers = {}) => {
    return (response: ServerResponse): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    };
  };
  /** Resolves when the server has received the next request, which it leaves unanswered. */
  const unanswered = (): Promise<void> => new Promise((resolve) => (answer = () => resolve()));

  beforeEach(async () => {
    received = [];
    results = [];
    clock = new FakeClock();
    answer = json({});
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        received.push({ method, url, headers, body });
        answer(response, { method, url, headers, body });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port; // it listens on a port, not on a pipe
    client = connect();
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('sends typed calls with credentials, its name, and the content type of the patch', async () => {
    answer = json({ kind: 'Node', metadata: { name: 'n1', resourceVersion: '8' } });
    const body = { spec: { unschedulable: true } };
    const node = await client.core.patchNode({ name: 'n1', body }, client.mergePatch(1_000));
    expect(node.metadata?.resourceVersion).toBe('8');
    expect(received).toMatchObject([
      {
        method: 'PATCH',
        url: '/api/v1/nodes/n1',
        body: JSON.stringify(body),
        headers: {
          authorization: 'Bearer secret',
          'user-agent': 'mechanic-controller',
          'content-type': 'application/merge-patch+json',
        },
      },
    ]);
    expect(results).toEqual(['patch nodes 200']);
    expect(clock.pending).toBe(0);
  });

  it('reuses connections for requests that follow each other', async () => {
    let connections = 0;
    server.on('connection', () => (connections += 1));
    answer = json({ metadata: { resourceVersion: '1' }, items: [] });
    for (let request = 0; request < 20; request++) await client.list('/api/v1/nodes', {}, ignore);
    // A connection may not be free again at the moment its answer is read.
    expect(connections).toBeLessThan(4);
  });

  it('reaches a server whose URL has a path', async () => {
    answer = json({ metadata: { resourceVersion: '1' }, items: [] });
    client = connect('/k8s/clusters/c-1');
    await client.list('/api/v1/nodes', { limit: '2' }, ignore);
    await client.core.listNode();
    expect(received.map(({ url }) => url)).toEqual([
      '/k8s/clusters/c-1/api/v1/nodes?limit=2',
      '/k8s/clusters/c-1/api/v1/nodes',
    ]);
    expect(results).toEqual(['list nodes 200', 'list nodes 200']);
  });

  it('throws a failed answer so that it can be read', async () => {
    answer = json({ code: 409, reason: 'Conflict', message: 'changed' }, 409);
    const patch = client.core.patchNode({ name: 'n1', body: {} }, client.mergePatch(1_000));
    expect(failureOf(await patch.catch((error: unknown) => error))).toMatchObject({
      code: 409,
      reason: 'Conflict',
    });
    const list = client.list('/api/v1/nodes', {}, ignore);
    expect(failureOf(await list.catch((error: unknown) => error))).toMatchObject({
      code: 409,
      message: 'changed',
    });
  });

  it('ends a request that takes too long, and opens a new connection for the next', async () => {
    let connections = 0;
    server.on('connection', () => (connections += 1));
    const arrived = unanswered();
    const slow = client.core.readNode({ name: 'n1' }, client.within(1_000)).catch((error: unknown) => error);
    await arrived;
    await clock.advance(1_000);
    expect(await slow).toBeInstanceOf(RequestTimeout);
    answer = json({});
    await client.core.readNode({ name: 'n1' }, client.within(1_000));
    expect(connections).toBe(2);
    expect(results).toEqual(['get nodes none', 'get nodes 200']);
  });

  it('ends a request that names no timeout', async () => {
    const arrived = unanswered();
    const slow = client.core.readNode({ name: 'n1' }).catch((error: unknown) => error);
    await arrived;
    await clock.advance(15_000);
    expect(await slow).toBeInstanceOf(RequestTimeout);
  });

  it('ends a request whose answer stops halfway', async () => {
    const halfway = new Promise<void>((resolve) => {
      answer = (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"metadata":', () => resolve());
      };
    });
    const slow = client.list('/api/v1/nodes', {}, ignore).catch((error: unknown) => error);
    await halfway;
    await clock.advance(15_000);
    expect(await slow).toBeInstanceOf(RequestTimeout);
  });

  it('ends a request that its caller gives up, and does not send one that was given up before', async () => {
    const stop = new AbortController();
    const arrived = unanswered();
    const slow = client.core
      .readNode({ name: 'n1' }, client.within(1_000, stop.signal))
      .catch((error: unknown) => error);
    await arrived;
    stop.abort(new Error('enough'));
    expect(await slow).toMatchObject({ name: 'RequestAborted', message: 'enough' });
    await expect(
      client.core.readNode({ name: 'n1' }, client.within(1_000, stop.signal)),
    ).rejects.toBeInstanceOf(RequestAborted);
    expect(received).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it('sends nothing when the hook before the first byte aborts the request', async () => {
    const fence = new AbortController();
    client.beforeSending(() => fence.abort(new Error('not leading')));
    const write = client.core.patchNode({ name: 'n1', body: {} }, client.mergePatch(1_000, fence.signal));
    await expect(write).rejects.toThrow('not leading');
    expect(received).toEqual([]);
  });

  it('ends a request in time while its connection is not established', async () => {
    // The server accepts connections and never begins TLS.
    const mute = createTcpServer().listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const kubeConfig = new KubeConfig();
    const { port: mutePort } = mute.address() as AddressInfo; // it listens on a port, not on a pipe
    const cluster = { name: 'c', server: `https://127.0.0.1:${mutePort}`, skipTLSVerify: true };
    kubeConfig.loadFromClusterAndUser(cluster, { name: 'u' });
    client = new KubeClient(new Connection({ kubeConfig, clock }));
    const connected = once(mute, 'connection');
    const slow = client.core.readNode({ name: 'n1' }, client.within(1_000)).catch((error: unknown) => error);
    const [socket] = (await connected) as [Socket]; // what net gives with this event
    await clock.advance(1_000);
    expect(await slow).toBeInstanceOf(RequestTimeout);
    socket.destroy();
    mute.close();
  });

  it('reads a watch line by line, however the text is cut into pieces', async () => {
    const lines = [
      { type: 'ADDED', object: { metadata: { name: 'ä' } } },
      { type: 'BOOKMARK', object: { metadata: { resourceVersion: '9' } } },
    ];
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join('\n'));
    answer = (response) => {
      response.writeHead(200);
      const cut = bytes.indexOf('ä') + 1;
      response.write(bytes.subarray(0, cut), () => response.end(bytes.subarray(cut)));
    };
    const events: WatchEvent<unknown>[] = [];
    for await (const event of await client.stream('/api/v1/nodes', { resourceVersion: '5' }))
      events.push(event);
    expect(events).toEqual(lines);
    expect(received[0]?.url).toBe('/api/v1/nodes?resourceVersion=5&watch=true');
    expect(results).toEqual(['watch nodes 200']);
  });

  it('throws when a watch breaks off, and ends it with its signal', async () => {
    answer = (response) => response.write('{"type":"BOOKMARK","object":{}}\n', () => response.destroy());
    const read = async (signal?: AbortSignal): Promise<void> => {
      for await (const event of await client.stream('/api/v1/nodes', {}, signal))
        expect(event.type).toBe('BOOKMARK');
    };
    await expect(read()).rejects.toThrow();
    const stop = new AbortController();
    answer = (response) => response.write('{"type":"BOOKMARK","object":{}}\n', () => stop.abort());
    await expect(read(stop.signal)).rejects.toBeInstanceOf(RequestAborted);
    answer = json({ code: 410, message: 'too old' }, 410);
    expect(failureOf(await read().catch((error: unknown) => error))).toMatchObject({ code: 410 });
    expect(clock.pending).toBe(0);
  });

  it('refuses a configuration without a cluster, or with a proxy', () => {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromOptions({ clusters: [], users: [], contexts: [], currentContext: '' });
    expect(() => new KubeClient(new Connection({ kubeConfig, clock }))).toThrow('names no current cluster');
    kubeConfig.loadFromClusterAndUser({ name: 'c', server: 'https://c', proxyUrl: 'http://p' } as never, {
      name: 'u',
    });
    expect(() => new KubeClient(new Connection({ kubeConfig, clock }))).toThrow('proxy-url is not supported');
  });
});

describe('loadKubeConfig', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'mechanic-kubeconfig-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it.each([
    ['10.0.0.1', 'https://10.0.0.1:443'],
    ['fd00::1', 'https://[fd00::1]:443'],
  ])('reads the service account of a pod; API server at %s', async (host, server) => {
    await writeFile(join(directory, 'token'), 'first');
    const kubeConfig = loadKubeConfig({ kind: 'service-account', host, port: '443', directory });
    expect(kubeConfig.getCurrentCluster()).toMatchObject({ server, caFile: join(directory, 'ca.crt') });
    await writeFile(join(directory, 'ca.crt'), 'certificate');
    const options: { headers?: Record<string, string>; ca?: Buffer } = {};
    await kubeConfig.applyToHTTPSOptions(options);
    expect(options.headers?.Authorization).toBe('Bearer first');
    expect(options.ca?.toString()).toBe('certificate');
  });

  it('reads a file', async () => {
    const path = join(directory, 'config');
    const config = { clusters: [{ name: 'c', cluster: { server: 'https://c' } }], users: [], contexts: [] };
    await writeFile(path, JSON.stringify(config));
    expect(loadKubeConfig({ kind: 'file', path }).getClusters()).toMatchObject([{ server: 'https://c' }]);
    expect(() => loadKubeConfig({ kind: 'file', path: join(directory, 'none') })).toThrow('ENOENT');
  });
});
