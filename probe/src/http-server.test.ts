import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type IncomingMessage, type Server, request } from 'node:http';
import { type ProbeStatus, probeServer } from './http-server.ts';

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }
});

async function serving(status: Partial<ProbeStatus> = {}): Promise<string> {
  const server = probeServer({
    health: () => null,
    readiness: () => null,
    hosts: { allows: (host) => host !== 'evil.example' },
    contentType: 'text/plain; version=0.0.4',
    metrics: () => Promise.resolve('up 1\n'),
    ...status,
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : undefined)}`;
}

describe('the HTTP server of the probe', () => {
  it('reports health and readiness by status codes, with the reason', async () => {
    const good = await serving();
    expect((await fetch(`${good}/healthz`)).status).toBe(200);
    expect((await fetch(`${good}/readyz?verbose`)).status).toBe(200);
    const bad = await serving({ health: () => 'stands still', readiness: () => 'nothing reported yet' });
    expect((await fetch(`${bad}/healthz`)).status).toBe(503);
    const ready = await fetch(`${bad}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, 'nothing reported yet\n']);
  });

  it('shows the metrics in the format that Prometheus reads', async () => {
    const response = await fetch(`${await serving()}/metrics`);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4');
    expect(await response.text()).toBe('up 1\n');
  });

  it('refuses requests to a host name that is not its own', async () => {
    const outgoing = request(`${await serving()}/metrics`, { headers: { host: 'evil.example' } });
    outgoing.end();
    // The event has this one argument.
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(421);
  });

  it('answers HEAD without a body, and 404 on any other path', async () => {
    const origin = await serving();
    const head = await fetch(`${origin}/metrics`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await fetch(`${origin}/`)).status).toBe(404);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const response = await fetch(`${await serving()}/healthz`, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});
