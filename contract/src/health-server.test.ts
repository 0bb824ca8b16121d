import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { healthServer } from './health-server.ts';
import { listening, listeningIfFree } from './http-server.ts';

let problem: string | null;
let server: Server;
let port: number;

beforeEach(async () => {
  problem = null;
  server = healthServer({ health: () => problem, readiness: () => problem });
  ({ port } = await listening(server, { host: '127.0.0.1', port: 0 }));
});

afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

const ask = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`, init);

describe('the port for the kubelet', () => {
  it.each(['/healthz', '/readyz'])('reports on %s that all is well, or the reason why not', async (path) => {
    const good = await ask(path);
    expect([good.status, await good.text(), good.headers.get('connection')]).toEqual([200, 'ok\n', 'close']);
    problem = 'the loop has stopped';
    const bad = await ask(`${path}?verbose`);
    expect([bad.status, await bad.text()]).toEqual([503, 'the loop has stopped\n']);
  });

  it('answers no other path and no other method', async () => {
    expect((await ask('/metrics')).status).toBe(404);
    expect((await ask('/healthz', { method: 'POST' })).status).toBe(405);
    const head = await ask('/healthz', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('answers although hundreds of connections send nothing, or half a request', async () => {
    const sockets = Array.from({ length: 300 }, (_, index) => {
      const socket = connect(port, '127.0.0.1', () => {
        if (index % 2 === 0) socket.write('GET /healthz HTTP/1.1\r\nX-');
      });
      return socket.on('error', () => undefined);
    });
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    for (let turn = 0; turn < 5; turn += 1) expect((await ask('/healthz')).status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });

  it('throws when an address that was asked for cannot be used', async () => {
    const other = healthServer({ health: () => null, readiness: () => null });
    const taken = listeningIfFree(other, { host: '127.0.0.1', port, asked: true }, () => undefined);
    await expect(taken).rejects.toThrow('EADDRINUSE');
  });

  it('is left out when its address is in use and nobody asked for it', async () => {
    const other = healthServer({ health: () => null, readiness: () => null });
    const said: unknown[] = [];
    const say = (error: unknown): void => void said.push(error);
    await listeningIfFree(other, { host: '127.0.0.1', port, asked: false }, say);
    expect(said.map(String)).toEqual([expect.stringContaining('EADDRINUSE')]);
    expect(other.listening).toBe(false);
  });
});
