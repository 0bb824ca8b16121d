import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { scaleSetNode } from './fleet.ts';
import { httpUrl, metric, namespace } from './installation.ts';
import { useMechanic } from './suite.ts';

const SECRET = 'T0P-S3CRET';
const first = scaleSetNode('user', 0);
const second = scaleSetNode('user', 1);

/** A webhook that records messages, and answers unless it hangs. */
class Receiver {
  readonly heard: string[] = [];
  readonly #server: Server;
  #port = 0;

  constructor(answers: boolean) {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        // The `json` format of mechanic.
        const { reason, name } = JSON.parse(body) as { reason: string; name: string };
        this.heard.push(`${reason} ${name}`);
        if (answers) response.end();
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    // A listening TCP server has an address of this form.
    this.#port = (this.#server.address() as AddressInfo).port;
    return `http://127.0.0.1:${this.#port}/hooks/${SECRET}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe('notifications', () => {
  const live = new Receiver(true);
  const dead = new Receiver(false);
  const suite = useMechanic({
    fleet: [first, second],
    settings: {
      notifications: [
        { name: 'live', format: 'json', reasons: ['MaintenanceScheduled', 'NodeDrained', 'UncordonNode'] },
        { name: 'dead', format: 'json' },
        { name: 'forgotten', format: 'slack' },
      ],
    },
    values: { controller: { notificationsSecret: 'webhooks' } },
  });

  beforeAll(async () => {
    const { controlPlane, installation } = suite.mechanic;
    const stringData = { live: await live.start(), dead: await dead.start() };
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'webhooks' }, stringData };
    await controlPlane.kubectl(['-n', namespace, 'create', '-f', '-'], JSON.stringify(secret));
    // New pods mount the new Secret; running pods do not know the addresses.
    const before = installation.controllers();
    await installation.upgrade({ controller: { podAnnotations: { mounted: 'webhooks' } } });
    await suite.mechanic.eventually('controllers with the Secret', async () => {
      const now = installation.controllers();
      return now.length === 2 && now.every((pod) => !before.includes(pod)) && (await installation.isReady(2));
    });
  });

  afterAll(() => {
    live.stop();
    dead.stop();
  });

  it('reach one webhook while another hangs, and delay no drain', async () => {
    const { mechanic } = suite;
    await mechanic.cluster.createWorkload({
      name: 'web',
      replicas: 4,
      nodeSelector: { 'kubernetes.io/hostname': first.name },
    });
    const began = Date.now();
    const event = mechanic.schedule(first.name, 'Redeploy');
    await mechanic.untilDrained(first.name);
    expect(Date.now() - began).toBeLessThan(10_000);
    mechanic.imds.finish(event);
    await mechanic.untilIdle(first.name);
    await mechanic.eventually('the webhook to hear of it', () => live.heard.length === 3);
    expect(live.heard).toEqual([
      `MaintenanceScheduled ${first.name}`,
      `NodeDrained ${first.name}`,
      `UncordonNode ${first.name}`,
    ]);
    expect(dead.heard.length).toBeGreaterThan(0);
    for (const pod of mechanic.installation.controllers()) {
      expect((await fetch(httpUrl(pod, '/healthz'))).status).toBe(200);
    }
  });

  it('are not repeated by the next leader', async () => {
    const { mechanic } = suite;
    const { installation } = mechanic;
    const heard = live.heard.length;
    // There is no slot: the node waits, and for the next leader it is new.
    await installation.configure({ maxConcurrentDrains: 0 });
    mechanic.schedule(second.name, 'Redeploy');
    await mechanic.eventually('the announcement', () => live.heard.length === heard + 1);
    const leader = await installation.leader();
    leader.process().signal('SIGTERM');
    await mechanic.eventually('another leader', async () => (await installation.leader()) !== leader);
    await installation.configure({});
    await mechanic.untilDrained(second.name);
    await mechanic.eventually('the news', () => live.heard.length > heard + 1);
    expect(live.heard.slice(heard)).toEqual([
      `MaintenanceScheduled ${second.name}`,
      `NodeDrained ${second.name}`,
    ]);
  });

  it('reach their webhook even if the leader was killed after writing the Event and before sending', async () => {
    const { mechanic } = suite;
    const { installation, controlPlane } = mechanic;
    await installation.configure({ maxConcurrentDrains: 0 });
    const heard = live.heard.length;
    live.stop();
    const event = mechanic.schedule(first.name, 'Redeploy');
    await mechanic.eventually('the Event', async () => {
      const selector = `involvedObject.name=${first.name},reason=MaintenanceScheduled`;
      const events = await controlPlane.kubectl([
        'get',
        'events',
        '--field-selector',
        selector,
        '-o',
        'json',
      ]);
      return events.includes(event);
    });
    const leader = await installation.leader();
    leader.process().signal('SIGKILL');
    await live.start();
    await mechanic.eventually('the message', () => live.heard.length > heard);
    expect(live.heard.slice(heard)).toEqual([`MaintenanceScheduled ${first.name}`]);
    mechanic.imds.finish(event);
    await installation.configure({});
  });

  it('never reveal the addresses', async () => {
    const { mechanic } = suite;
    const { installation, controlPlane } = mechanic;
    const pods = installation.controllers();
    await mechanic.eventually('a failure to be counted', async () => {
      const failed = await Promise.all(
        pods.map((pod) => metric(pod, 'mechanic_notifications_total', 'result="failed"')),
      );
      return failed.some((amount) => amount > 0);
    });
    const events = await controlPlane.kubectl(['get', 'events,nodes,leases,configmaps', '-A', '-o', 'json']);
    expect(events).not.toContain(SECRET);
    expect(pods.map((pod) => pod.logs()).join('\n')).toContain('notification not sent');
    for (const pod of pods) {
      expect(pod.logs()).not.toContain(SECRET);
      for (const path of ['/', '/metrics', '/api/v1/status', '/healthz']) {
        expect(await (await fetch(httpUrl(pod, path))).text()).not.toContain(SECRET);
      }
    }
  });
});
