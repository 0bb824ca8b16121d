import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Prometheus } from '../prometheus/prometheus.ts';
import { scaleSetNode } from './fleet.ts';
import { metric } from './installation.ts';
import { useMechanic } from './suite.ts';

const fleet = [0, 1, 2].map((index) => scaleSetNode('user', index));
const [a, b] = fleet.map(({ name }) => name) as [string, string, string]; // three, as listed above
const hours = 3_600_000;
const asked = { reason: 'kernel update' };

/** The time of day in UTC, this many milliseconds from now. */
function clock(ms: number): string {
  return new Date(Date.now() + ms).toISOString().slice(11, 16);
}

describe('holds', () => {
  const suite = useMechanic({ fleet });
  let exporter: Server;
  let prometheus: Prometheus;
  let incidents = 1;

  beforeAll(async () => {
    exporter = createServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain' }).end(`incidents ${incidents}\n`);
    });
    await new Promise<void>((resolve) => {
      exporter.listen(0, '127.0.0.1', resolve);
    });
    // The server listens on a TCP port.
    const { port } = exporter.address() as AddressInfo;
    prometheus = await Prometheus.start({
      directory: join(suite.mechanic.controlPlane.dataDir, 'prometheus'),
      scrapeConfigs: [
        {
          job_name: 'incidents',
          scrape_interval: '1s',
          static_configs: [{ targets: [`127.0.0.1:${port}`] }],
        },
      ],
      ruleGroups: [
        {
          name: 'incidents',
          rules: [{ alert: 'Incident', expr: 'incidents > 0', labels: { severity: 'critical' } }],
        },
      ],
    });
  });

  afterAll(async () => {
    await prometheus.stop();
    exporter.closeAllConnections();
    exporter.close();
  });

  it('delay drains that can wait during their window, but none with a near deadline', async () => {
    const { mechanic } = suite;
    const window = { name: 'office', from: clock(-1 * hours), to: clock(1 * hours) };
    await mechanic.installation.configure({ holds: [window] });
    await mechanic.request(a, asked);
    await mechanic.until(a, 'waiting', ({ waiting }) => waiting);
    const { holds, nodes } = await mechanic.installation.status();
    expect(holds).toMatchObject([{ name: 'office', applies: true, nodes: [a] }]);
    expect(nodes.find(({ node }) => node === a)?.why).toMatch(/is held by office until \d{4}-/);
    expect(await metric(await mechanic.installation.leader(), 'mechanic_held_nodes', 'hold="office"')).toBe(
      1,
    );
    mechanic.schedule(b, 'Redeploy', { noticeMs: 600_000 });
    await mechanic.untilDrained(b);
    expect((await mechanic.node(a)).phase).toBeNull();
    await mechanic.installation.configure({ holds: [] });
    await mechanic.untilDrained(a);
  });

  it('delay drains that can wait while a real Prometheus has a result for their query', async () => {
    const { mechanic } = suite;
    const query = 'ALERTS{severity="critical",alertstate="firing"}';
    await mechanic.eventually('the alert', async () => (await prometheus.query(query)).length > 0);
    await mechanic.installation.configure({
      holds: [{ name: 'incident', prometheus: { url: prometheus.url, query } }],
    });
    await mechanic.request(a, asked);
    const why = async (): Promise<string> =>
      (await mechanic.installation.status()).nodes.find(({ node }) => node === a)?.why ?? '';
    await mechanic.eventually('the reason', async () =>
      (await why()).includes('is held by incident: its query has a result'),
    );
    expect((await mechanic.node(a)).phase).toBeNull();
    incidents = 0;
    await mechanic.untilDrained(a);
  });

  it('do not apply when their query fails, unless onError says otherwise', async () => {
    const { mechanic } = suite;
    const nowhere = { url: `${prometheus.url}/nowhere`, query: 'up' };
    await mechanic.installation.configure({
      holds: [{ name: 'incident', prometheus: { ...nowhere, onError: 'hold' } }],
    });
    await mechanic.request(a, asked);
    await mechanic.eventually('the reason', async () => {
      const { nodes } = await mechanic.installation.status();
      const why = nodes.find(({ node }) => node === a)?.why ?? '';
      return why.includes('its query cannot be asked (HTTP 404), and so it holds (onError)');
    });
    expect((await mechanic.node(a)).phase).toBeNull();
    await mechanic.installation.configure({ holds: [{ name: 'incident', prometheus: nowhere }] });
    await mechanic.untilDrained(a);
  });
});
