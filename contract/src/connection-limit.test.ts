import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type Server, type ServerResponse, createServer } from 'node:http';
import { type Socket, connect } from 'node:net';
import { ConnectionLimit } from './connection-limit.ts';

const most = 8;
let server: Server;
let port: number;
let held: ServerResponse[];
const sockets: Socket[] = [];

beforeEach(async () => {
  held = [];
  server = createServer((request, response) => {
    if (request.url === '/slow') held.push(response);
    else response.end('here');
  });
  new ConnectionLimit(server, most);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

/** Opens a connection and sends `words`; resolves once the connection is accepted. */
async function open(words = ''): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'connect');
  if (words !== '') socket.write(words);
  return socket;
}

async function count(): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, connections) => (error === null ? resolve(connections) : reject(error)));
  });
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await what())) await new Promise((resolve) => setImmediate(resolve));
}

const half = 'GET /half HTTP/1.1\r\nHost: a\r\nX-';
const whole = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;

describe('a limit of connections', () => {
  it.each([
    ['say nothing', ''],
    ['never end their first request', half],
  ])('answers new clients when all other connections %s', async (_, words) => {
    for (let index = 0; index < most; index += 1) await open(words);
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    expect(await answer.text()).toBe('here');
  });

  it('closes the connection that has been idle the longest', async () => {
    const first = await open(whole('/'));
    await once(first, 'data');
    const others: Socket[] = [];
    for (let index = 1; index < most; index += 1) others.push(await open());
    first.write(whole('/again'));
    await once(first, 'data');
    await open();
    await until(() => others[0]?.destroyed ?? false);
    expect([first.destroyed, ...others.slice(1).map(({ destroyed }) => destroyed)]).toEqual(
      Array.from({ length: most - 1 }, () => false),
    );
  });

  it('is kept however many clients connect', async () => {
    await Promise.all(Array.from({ length: 40 * most }, () => open(half)));
    await until(async () => (await count()) <= most);
    expect(await count()).toBeLessThanOrEqual(most);
  });

  it('keeps the connections that are being served, and closes new ones', async () => {
    const busy = await Promise.all(Array.from({ length: most }, () => open(whole('/slow'))));
    await until(() => held.length === most);
    const late = await open();
    await once(late, 'close');
    expect(busy.some(({ destroyed }) => destroyed)).toBe(false);
    held[0]?.end('at last');
    await until(async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
      return answer?.ok ?? false;
    });
  });
});
