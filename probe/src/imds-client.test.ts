import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { systemClock } from '@mechanic/contract/clock';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { ImdsClient, type ImdsClientOptions } from './imds-client.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
    if (server.listening) await once(server, 'close');
  }
});

async function client(
  handler: Handler,
  options: Partial<ImdsClientOptions> = {},
): Promise<{ imds: ImdsClient; server: Server; results: string[] }> {
  const server = createServer(handler);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const results: string[] = [];
  const imds = new ImdsClient({
    endpoint: `http://127.0.0.1:${String(port)}/vm/a`,
    spotRebalance: false,
    clock: systemClock,
    onRequest: (result) => void results.push(result),
    ...options,
  });
  return { imds, server, results };
}

const empty = '{"DocumentIncarnation":1,"Events":[]}';

function answering(status: number, body: string): Handler {
  return (_request, response) => {
    response.writeHead(status);
    response.end(body);
  };
}

describe('the client of the metadata service', () => {
  it('sends the request as the service requires it', async () => {
    const seen: IncomingMessage[] = [];
    const { imds, results } = await client((request, response) => {
      seen.push(request);
      response.end(empty);
    });
    expect(await imds.scheduledEvents(5_000)).toMatchObject({ kind: 'ok', value: { incarnation: '1' } });
    expect(seen[0]).toMatchObject({
      method: 'GET',
      url: '/vm/a/metadata/scheduledevents?api-version=2020-07-01',
      headers: expect.objectContaining({ metadata: 'true' }),
    });
    expect(seen[0]?.headers).not.toHaveProperty('x-forwarded-for');
    expect(results).toEqual(['ok']);
  });

  it.each([
    ['not_found', answering(404, '{"error":"Not found"}')],
    ['gone', answering(410, '')],
    ['throttled', answering(429, 'Throttle Result: Too Many Requests')],
    ['server_error', answering(500, empty)],
    ['refused', answering(400, '{"error":"Bad request"}')],
    ['refused', answering(302, '')],
    ['unreadable', answering(200, '')],
    ['unreadable', answering(200, '<html></html>')],
    ['unreadable', answering(200, empty.slice(0, 20))],
    ['unreadable', answering(200, '{"error":"Not found"}')],
    ['too_large', answering(200, ' '.repeat(2 * 1024 * 1024) + empty)],
    ['unreachable', (_request, response) => response.destroy()],
    [
      'unreachable',
      (_request, response) => {
        response.writeHead(200, { 'Content-Length': 1_000 });
        response.write(empty, () => response.destroy());
      },
    ],
  ])('returns that an answer is %s, and counts it', async (failure, handler) => {
    const { imds, results } = await client(handler);
    expect(await imds.scheduledEvents(5_000)).toEqual({ kind: 'failed', failure });
    expect(results).toEqual([failure]);
  });

  it('gives up at its timeout', async () => {
    const { imds } = await client(() => undefined);
    expect(await imds.scheduledEvents(20)).toEqual({ kind: 'failed', failure: 'timeout' });
  });

  it('gives up at its timeout when an answer arrives drop by drop', async () => {
    const { imds } = await client((_request, response) => {
      const drops = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(drops));
    });
    expect(await imds.scheduledEvents(50)).toEqual({ kind: 'failed', failure: 'timeout' });
  });

  it('reports a failure when nobody listens', async () => {
    const { imds, server } = await client(answering(200, empty));
    server.close();
    await once(server, 'close');
    expect(await imds.scheduledEvents(5_000)).toEqual({ kind: 'failed', failure: 'unreachable' });
  });

  it('asks again at once when the kept connection was closed', async () => {
    let requests = 0;
    const { imds, results } = await client((request, response) => {
      requests += 1;
      if (requests === 2) request.socket.resetAndDestroy();
      else response.end(empty);
    });
    await imds.scheduledEvents(5_000);
    expect(await imds.scheduledEvents(5_000)).toMatchObject({ kind: 'ok' });
    expect(results).toEqual(['ok', 'ok']);
  });

  it('does not parse the same text again', async () => {
    const bodies = [empty, empty, empty.replace('1', '2')];
    const { imds } = await client((_request, response) => response.end(bodies.shift()));
    const answers = [];
    for (let poll = 0; poll < 3; poll += 1) answers.push(await imds.scheduledEvents(5_000));
    const [first, second, third] = answers.map((answer) => (answer.kind === 'ok' ? answer.value : undefined));
    expect(second).toBe(first);
    expect(third).toMatchObject({ incarnation: '2' });
  });

  it('has one request open at a time, whoever sends it', async () => {
    let open = 0;
    let most = 0;
    const { imds } = await client((_request, response) => {
      open += 1;
      most = Math.max(most, open);
      setImmediate(() => {
        open -= 1;
        response.end(empty);
      });
    });
    await Promise.all([imds.scheduledEvents(5_000), imds.vmName(5_000), imds.startRequests(['1'], 5_000)]);
    expect(most).toBe(1);
  });

  it('connects to the service itself whatever proxy the environment names', async () => {
    const { imds } = await client(answering(200, empty));
    process.env.HTTP_PROXY = 'http://127.0.0.1:1';
    try {
      expect(await imds.scheduledEvents(5_000)).toMatchObject({ kind: 'ok' });
    } finally {
      delete process.env.HTTP_PROXY;
    }
  });

  it('reads the name of the VM from the document about it', async () => {
    const { imds } = await client((request, response) => {
      expect(request.url).toContain('/metadata/instance/compute?');
      response.end('{"location":"westeurope","name":"aks-user-25795745-vmss_3"}');
    });
    expect(await imds.vmName(5_000)).toEqual({ kind: 'ok', value: 'aks-user-25795745-vmss_3' });
  });

  it('asks for the name alone when the service has no such document', async () => {
    const { imds } = await client((request, response) => {
      response.statusCode = request.url?.includes('/compute/name?') === true ? 200 : 404;
      response.end('aks-user-25795745-vmss_3\n');
    });
    expect(await imds.vmName(5_000)).toEqual({ kind: 'ok', value: 'aks-user-25795745-vmss_3' });
  });

  it.each(['', '<html></html>', '{"error":"x"}', 'two words'])(
    'does not accept "%s" as a name',
    async (body) => {
      const { imds } = await client(answering(200, body));
      expect(await imds.vmName(5_000)).toEqual({ kind: 'failed', failure: 'unreadable' });
    },
  );

  it('approves events by their ids', async () => {
    const bodies: string[] = [];
    const { imds } = await client((request, response) => {
      request.on('data', (chunk: Buffer) => void bodies.push(`${request.method ?? ''} ${chunk.toString()}`));
      request.on('end', () => response.end());
    });
    expect(await imds.startRequests(['A', 'B'], 5_000)).toEqual({ kind: 'ok', value: undefined });
    expect(bodies).toEqual(['POST {"StartRequests":[{"EventId":"A"},{"EventId":"B"}]}']);
  });
});

describe('the version that announces spot rebalancing', () => {
  it.each([400, 404])('is not tried again for an hour when the service answers %d', async (status) => {
    const clock = new FakeClock();
    const versions: string[] = [];
    const { imds, results } = await client(
      (request, response) => {
        const version = request.url?.split('api-version=')[1] ?? '';
        versions.push(version);
        response.writeHead(version === '2020-07-01' ? 200 : status);
        response.end(empty);
      },
      { spotRebalance: true, clock },
    );
    expect(await imds.scheduledEvents(5_000)).toMatchObject({ kind: 'ok' });
    await imds.scheduledEvents(5_000);
    clock.jump(3_600_000);
    await imds.scheduledEvents(5_000);
    expect(versions).toEqual(['2024-07-09', '2020-07-01', '2020-07-01', '2024-07-09', '2020-07-01']);
    expect(results).toEqual(['ok', 'ok', 'ok']);
  });

  it('is tried again when the service is only busy', async () => {
    const { imds } = await client(answering(429, ''), { spotRebalance: true });
    expect(await imds.scheduledEvents(5_000)).toEqual({ kind: 'failed', failure: 'throttled' });
  });
});
