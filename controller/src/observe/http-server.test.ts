import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { noSettings } from '@mechanic/contract';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { HttpServer } from './http-server.ts';
import { Metrics } from './metrics.ts';
import { Page } from './page/page.ts';
import { StatusFeed } from './page/status-feed.ts';
import type { Status } from '@mechanic/contract/status';
import { statusOf as documentOf } from '../decide/status/status.ts';
import { MemoryLog, nodeView, passOf, statusOf } from './testing.ts';

let clock: FakeClock;
let problem: string | null;
let status: () => Status;
let feed: StatusFeed;
let server: HttpServer;
let base: string;
let port: number;
const log = new MemoryLog();

function show(waiting: readonly string[]): Status {
  return documentOf({
    version: 'test',
    now: 0,
    leader: { self: 'c-1', identity: 'c-1', isLeader: true, since: null },
    settings: { ...noSettings, source: 'configmap' },
    view: passOf(
      waiting.map((name) => nodeView(name)),
      waiting.map((name, index) => statusOf(name, 'waiting', { position: index + 1 })),
    ),
    history: [],
  });
}

beforeEach(async () => {
  clock = new FakeClock();
  problem = null;
  status = () => show(['aks-1']);
  feed = new StatusFeed(() => status(), clock);
  server = new HttpServer({
    listen: { host: '127.0.0.1', port: 0 },
    health: () => problem,
    readiness: () => problem,
    metrics: new Metrics({ nodeDefaults: false }),
    hosts: { allows: (host) => host !== 'evil.example' },
    feed,
    page: new Page(feed, () => null),
    log,
  });
  port = (await server.start()).port;
  base = `http://127.0.0.1:${port}`;
});

afterEach(() => server.close());

/** Reads a stream of events until its text contains what is expected. */
async function read(stream: ReadableStreamDefaultReader<Uint8Array>, until: string): Promise<string> {
  let text = '';
  while (!text.includes(until)) {
    const { done, value } = await stream.read();
    if (done) throw new Error(`the stream ended before it said "${until}": ${text}`);
    text += new TextDecoder().decode(value);
  }
  return text;
}

/** A request with this `Host` header, which fetch does not allow to set. */
async function askAs(host: string, path: string): Promise<IncomingMessage> {
  const outgoing = request(base + path, { headers: { host } });
  outgoing.end();
  // The event has this one argument.
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  answer.destroy();
  return answer;
}

async function openStream(query = ''): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const answer = await fetch(`${base}/api/v1/stream${query}`);
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  if (answer.body === null) throw new Error('no stream');
  return answer.body.getReader();
}

describe('HttpServer', () => {
  it('answers the probes of Kubernetes, and tells what is wrong', async () => {
    for (const path of ['/healthz', '/readyz']) {
      problem = null;
      expect((await fetch(base + path)).status).toBe(200);
      problem = 'caches are not synced';
      const answer = await fetch(base + path);
      expect([answer.status, await answer.text()]).toEqual([503, 'caches are not synced\n']);
    }
  });

  it('serves metrics in the Prometheus format', async () => {
    const answer = await fetch(`${base}/metrics`);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await answer.text()).toContain('\nmechanic_leader 0\n');
  });

  it('serves the status as JSON', async () => {
    const answer = await fetch(`${base}/api/v1/status`);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await answer.json()).toMatchObject({ queue: [{ node: 'aks-1', position: 1 }] });
  });

  it('computes the status at most once a second, however many clients ask', async () => {
    let made = 0;
    status = () => {
      made += 1;
      return show([`aks-${made}`]);
    };
    const ask = async (): Promise<string> => (await fetch(`${base}/api/v1/status`)).text();
    const texts = await Promise.all(Array.from({ length: 50 }, ask));
    await fetch(`${base}/`);
    expect([made, new Set(texts).size]).toEqual([1, 1]);
    await clock.advance(1_000);
    expect(await ask()).toContain('aks-2');
    expect(made).toBe(2);
  });

  it('answers only requests for its own host names, on every path', async () => {
    for (const path of ['/', '/healthz', '/metrics', '/api/v1/status', '/api/v1/stream', '/page.css']) {
      const answer = await askAs('evil.example', path);
      expect([path, answer.statusCode]).toEqual([path, 421]);
      expect(JSON.stringify(answer.headers)).not.toContain('evil');
    }
    expect((await askAs('localhost:8080', '/api/v1/status')).statusCode).toBe(200);
  });

  it('answers while the maximum number of connections is idle', async () => {
    const idle = await Promise.all(
      Array.from({ length: 300 }, async (_, index) => {
        const socket = connect(port, '127.0.0.1').on('error', () => undefined);
        await once(socket, 'connect');
        if (index % 2 === 0) socket.write('GET / HTTP/1.1\r\nHost: loc');
        return socket;
      }),
    );
    for (const path of ['/healthz', '/metrics']) expect((await fetch(base + path)).status).toBe(200);
    for (const socket of idle) socket.destroy();
  });

  it('refuses methods other than GET and HEAD on every path, and changes nothing', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      for (const path of [
        '/',
        '/healthz',
        '/api/v1/status',
        '/api/v1/stream',
        '/drainNode',
        '/debug/pprof',
      ]) {
        const answer = await fetch(base + path, { method });
        expect([path, answer.status, answer.headers.get('allow')]).toEqual([path, 405, 'GET, HEAD']);
      }
    }
    expect((await fetch(`${base}/drainNode?node=aks-1`)).status).toBe(404);
    expect((await fetch(`${base}/%E0%A4%A`)).status).toBe(404);
  });

  it('answers HEAD without a body, even where GET is a stream', async () => {
    for (const path of ['/', '/api/v1/stream', '/metrics', '/page.css']) {
      const answer = await fetch(base + path, { method: 'HEAD' });
      expect([path, answer.status, await answer.text()]).toEqual([path, 200, '']);
    }
    expect(feed.streams).toBe(0);
  });

  it('forbids the browser everything that the page does not need', async () => {
    for (const path of ['/', '/api/v1/status', '/nothing']) {
      const { headers } = await fetch(base + path);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'/);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  it('refuses headers that are too long', async () => {
    const code = await new Promise((resolve) => {
      const outgoing = request(`${base}/healthz`, { headers: { padding: 'x'.repeat(40_000) } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      outgoing.on('error', resolve);
      outgoing.end();
    });
    expect(code).toBe(431);
  });

  it('renders a page that loads nothing from other servers', async () => {
    const page = await (await fetch(`${base}/`)).text();
    expect(page).toContain('<code>aks-1</code>');
    expect(page.match(/(?:src|href)="[^"#]*"/g)).toEqual([
      'href="icon.svg"',
      'href="page.css"',
      'src="page.client.js"',
      'href="nodes/aks-1"',
      'href="nodes?pool=-&amp;zone=-&amp;state=waiting"',
      'href="nodes"',
      'href="api/v1/status"',
      'href="metrics"',
    ]);
    for (const path of ['/page.css', '/page.client.js', '/icon.svg']) {
      expect((await fetch(base + path)).status).toBe(200);
    }
  });

  it('sends an open page each change, and nothing without a change', async () => {
    const { version } = feed.latest();
    const stream = await openStream(`?from=${version}`);
    await read(stream, 'retry: 2000');
    await clock.advance(5_000);
    status = () => show(['aks-1', 'aks-2']);
    await clock.advance(1_000);
    const text = await read(stream, '\n\n');
    const update = JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '') as { parts: object; lists: object };
    expect(update.lists).toEqual({ queue: ['node-aks-1', 'node-aks-2'] });
    expect(Object.keys(update.parts)).toContain('node-aks-2');
    expect(Object.keys(update.parts)).not.toContain('node-aks-1');
    await stream.cancel();
  });

  it('sends everything to a page of another version, for example after a change of replica', async () => {
    const stream = await openStream('?from=somebody-elses-7');
    const text = await read(stream, 'data: ');
    expect(text).toMatch(/^id: [0-9a-f]{12}-1$/m);
    await stream.cancel();
  });

  it('keeps a quiet stream alive', async () => {
    const stream = await openStream();
    await read(stream, 'data: ');
    await clock.advance(16_000);
    expect(await read(stream, 'still here')).toContain(': still here');
    await stream.cancel();
  });

  it('serves a bounded number of streams', async () => {
    const streams = await Promise.all(Array.from({ length: 32 }, () => openStream()));
    const answer = await fetch(`${base}/api/v1/stream`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
    await Promise.all(streams.map((stream) => stream.cancel()));
  });

  it('does not read the cluster while no page is open', async () => {
    let looks = 0;
    status = () => {
      looks += 1;
      return show([]);
    };
    await clock.advance(60_000);
    expect(looks).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('closes while pages are open and connections are idle', async () => {
    const stream = await openStream();
    const silent = connect(port, '127.0.0.1');
    await new Promise((resolve) => silent.once('connect', resolve));
    await server.close();
    await read(stream, 'data: ');
    expect((await stream.read()).done).toBe(true);
    silent.destroy();
  });
});
