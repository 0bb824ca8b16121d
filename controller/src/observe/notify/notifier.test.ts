import { type Server, createServer } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NotificationTarget } from '@mechanic/contract';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@mechanic/contract/fake-clock';
import type { RecordedEvent } from '../event-recorder.ts';
import { Metrics } from '../metrics.ts';
import { MemoryLog } from '../testing.ts';
import { AddressDirectory } from './addresses.ts';
import { Notifier } from './notifier.ts';
import { postWebhook } from './webhook.ts';

const SECRET = 'T0P-S3CRET';

/** A real HTTP server that the test controls: it answers, fails, hangs, or returns. */
class Receiver {
  readonly bodies: string[] = [];
  /** Status of the next answers; 200 after those. `hang`: no answer. */
  readonly answers: (number | 'hang')[] = [];
  readonly headers: Record<string, string> = {};
  readonly #server: Server;
  #heard: (() => void)[] = [];
  #address = '';

  constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const answer = this.answers.shift() ?? 200;
        this.bodies.push(body);
        for (const heard of this.#heard.splice(0)) heard();
        if (answer !== 'hang') response.writeHead(answer, this.headers).end(`no secret ${SECRET} here`);
      });
    });
  }

  async start(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    // A listening TCP server has an address of this form.
    const { port: taken } = this.#server.address() as AddressInfo;
    this.#address = `http://127.0.0.1:${taken}/hooks/${SECRET}`;
    return this.#address;
  }

  get address(): string {
    return this.#address;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Resolves after this many requests. */
  async received(amount: number): Promise<void> {
    while (this.bodies.length < amount) await new Promise<void>((resolve) => this.#heard.push(resolve));
  }
}

let directory: string;
let receiver: Receiver;
let clock: FakeClock;
let metrics: Metrics;
let log: MemoryLog;
let targets: NotificationTarget[];
let notifier: Notifier;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mechanic-notify-'));
  receiver = new Receiver();
  await address('ops', await receiver.start());
  clock = new FakeClock();
  metrics = new Metrics({ nodeDefaults: false });
  log = new MemoryLog();
  targets = [target('ops')];
  notifier = new Notifier({
    targets: () => targets,
    addresses: new AddressDirectory(directory),
    post: (url, body) => postWebhook(url, body, 200),
    metrics,
    clock,
    log,
  });
});

afterEach(async () => {
  if ((JSON.stringify(log.lines) + (await metrics.text())).includes(SECRET)) throw new Error('told a secret');
  await receiver.stop();
  await rm(directory, { recursive: true });
});

function address(name: string, url: string): Promise<void> {
  return writeFile(join(directory, name), `${url}\n`);
}

function target(name: string, fields: Partial<NotificationTarget> = {}): NotificationTarget {
  return { name, format: 'json', reasons: [], eventTypes: [], template: '{reason} on {subject}', ...fields };
}

function event(occasion: string, fields: Partial<RecordedEvent> = {}): RecordedEvent {
  return {
    type: 'Normal',
    reason: 'NodeDrained',
    message: `drained ${occasion}`,
    about: 'Redeploy',
    occasion,
    subject: { kind: 'Node', name: 'aks-1', uid: 'u' },
    name: `aks-1.${occasion}`,
    namespace: 'default',
    at: new Date('2026-11-23T05:00:00.000Z'),
    ...fields,
  };
}

async function counted(result: string): Promise<number> {
  const series = `mechanic_notifications_total{format="json",result="${result}"} `;
  const line = (await metrics.text()).split('\n').find((text) => text.startsWith(series));
  return Number(line?.slice(series.length));
}

/** Advances the fake clock until a state is reached: requests take real time, pauses do not. */
async function until(reached: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 20_000;
  while (!(await reached())) {
    if (performance.now() > end) throw new Error('waited in vain');
    await clock.advance(1_000);
  }
}

const ids = (): unknown[] => receiver.bodies.map((body) => (JSON.parse(body) as { id: unknown }).id);

describe('Notifier', () => {
  it('sends messages in order', async () => {
    for (const occasion of ['a', 'b', 'c']) notifier.tell(event(occasion));
    await receiver.received(3);
    expect(ids()).toEqual(['aks-1.a', 'aks-1.b', 'aks-1.c']);
    expect(JSON.parse(receiver.bodies[0] ?? '')).toEqual({
      version: 1,
      text: 'NodeDrained on aks-1',
      type: 'Normal',
      reason: 'NodeDrained',
      kind: 'Node',
      name: 'aks-1',
      message: 'drained a',
      eventType: 'Redeploy',
      time: '2026-11-23T05:00:00.000Z',
      id: 'aks-1.a',
    });
  });

  it('sends each webhook only the Events that it wants', async () => {
    targets = [target('ops', { reasons: ['DrainFailed'], eventTypes: ['preempt'] })];
    notifier.tell(event('wrong reason'));
    notifier.tell(event('wrong type', { reason: 'DrainFailed' }));
    notifier.tell(event('about nothing', { reason: 'DrainFailed', about: null }));
    notifier.tell(event('right', { reason: 'DrainFailed', about: 'Preempt' }));
    await receiver.received(1);
    expect(ids()).toEqual(['aks-1.right']);
  });

  it('returns at once while a webhook hangs, retries, and delivers when it is back', async () => {
    receiver.answers.push('hang', 'hang', 503, 429);
    notifier.tell(event('a'));
    notifier.tell(event('b'));
    await until(() => receiver.bodies.length === 6);
    expect(ids()).toEqual(['aks-1.a', 'aks-1.a', 'aks-1.a', 'aks-1.a', 'aks-1.a', 'aks-1.b']);
    await until(async () => (await counted('sent')) === 2);
    expect(log.lines).toEqual([]);
  });

  it('does not let a hanging webhook delay another', async () => {
    const other = new Receiver();
    await address('other', await other.start());
    targets = [target('ops'), target('other')];
    receiver.answers.push('hang', 'hang', 'hang', 'hang');
    notifier.tell(event('a'));
    notifier.tell(event('b'));
    await other.received(2);
    expect(await counted('failed')).toBe(0);
    await other.stop();
  });

  it('gives up after a while, logs it once without the address, and continues when the webhook is back', async () => {
    const port = Number(new URL(receiver.address).port);
    await receiver.stop();
    notifier.tell(event('a'));
    notifier.tell(event('b'));
    await until(async () => (await counted('failed')) === 2);
    expect(log.lines).toEqual([
      { level: 'warn', message: 'notification not sent', fields: { target: 'ops', error: 'ECONNREFUSED' } },
    ]);
    receiver = new Receiver();
    await receiver.start(port);
    notifier.tell(event('c'));
    await until(() => receiver.bodies.length === 1);
    expect(ids()).toEqual(['aks-1.c']);
  });

  it('does not retry a refused message', async () => {
    receiver.answers.push(404);
    notifier.tell(event('a'));
    notifier.tell(event('b'));
    await until(async () => (await counted('sent')) === 1);
    expect(ids()).toEqual(['aks-1.a', 'aks-1.b']);
    expect(log.lines).toMatchObject([{ fields: { target: 'ops', error: 'HTTP 404' } }]);
  });

  it('follows no redirect', async () => {
    receiver.headers.location = 'http://127.0.0.1:1/elsewhere';
    receiver.answers.push(307);
    notifier.tell(event('a'));
    await until(async () => (await counted('failed')) === 1);
    expect(log.lines).toMatchObject([{ fields: { error: 'HTTP 307' } }]);
  });

  it('keeps a bounded queue and drops the oldest', async () => {
    receiver.answers.push('hang');
    for (let index = 0; index < 300; index++) notifier.tell(event(String(index)));
    await until(async () => (await counted('sent')) === 101);
    expect(await counted('dropped')).toBe(199);
    expect(ids().slice(-1)).toEqual(['aks-1.299']);
    expect(log.messages()).toEqual(['notification not sent']);
  });

  it('drops no message of a quiet node because of a noisy one', async () => {
    receiver.answers.push('hang');
    notifier.tell(event('first'));
    const subject = { kind: 'Node', name: 'aks-2', uid: 'quiet' } as const;
    notifier.tell(event('quiet', { subject }));
    for (let index = 0; index < 300; index++) notifier.tell(event(String(index)));
    await until(async () => (await counted('sent')) === 101);
    expect(ids().slice(0, 4)).toContain('aks-1.quiet');
  });

  it('uses a changed address from the next message on, and logs a missing one', async () => {
    await rm(join(directory, 'ops'));
    notifier.tell(event('a'));
    await until(async () => (await counted('failed')) === 1);
    expect(log.lines).toMatchObject([{ fields: { target: 'ops', error: 'the Secret has no such key' } }]);
    await address('ops', `ftp://${SECRET}`);
    notifier.tell(event('b'));
    await until(async () => (await counted('failed')) === 2);
    await address('ops', receiver.address);
    notifier.tell(event('c'));
    await receiver.received(1);
    expect(ids()).toEqual(['aks-1.c']);
  });

  it('sends the remaining messages before it closes, within the time limit', async () => {
    notifier.tell(event('a'));
    await notifier.close(5_000);
    expect(ids()).toEqual(['aks-1.a']);
    notifier.tell(event('b'));
    expect(ids()).toEqual(['aks-1.a']);
  });

  it('closes although a webhook hangs', async () => {
    receiver.answers.push('hang');
    notifier.tell(event('a'));
    await receiver.received(1);
    const closed = notifier.close(100);
    await clock.advance(100);
    await expect(closed).resolves.toBeUndefined();
  });

  it('does not let a name become markup in Slack', async () => {
    targets = [target('ops', { format: 'slack', template: 'prod: {message}' })];
    notifier.tell(event('a', { message: '<!channel> & <https://evil|x>' }));
    await receiver.received(1);
    expect(receiver.bodies.map((body) => JSON.parse(body) as unknown)).toEqual([
      {
        text: 'prod: &lt;!channel&gt; &amp; &lt;https: //evil|x&gt;',
        mrkdwn: false,
        unfurl_links: false,
        unfurl_media: false,
      },
    ]);
  });

  it.each(['slack', 'teams'] as const)('allows links only from the template, in %s', async (format) => {
    targets = [target('ops', { format, template: 'https://wiki/runbook {message} {subject} {eventType}' })];
    const told = 'a\nb \u202e https://evil.example www.evil.example';
    notifier.tell(
      event('a', { message: told, about: 'x\ny', subject: { kind: 'Node', name: 'n', uid: 'u' } }),
    );
    await receiver.received(1);
    expect(receiver.bodies[0]).toContain(
      'https://wiki/runbook a b https: //evil.example www .evil.example n x y',
    );
  });

  it('writes a card for Teams', async () => {
    targets = [target('ops', { format: 'teams', template: '{subject} {eventType} {time}' })];
    notifier.tell(event('a'));
    await receiver.received(1);
    expect(JSON.parse(receiver.bodies[0] ?? '')).toMatchObject({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: { body: [{ text: 'aks-1 Redeploy 2026-11-23T05:00:00.000Z', wrap: true }] },
        },
      ],
    });
  });
});
