import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditFilter } from '../controlplane/index.ts';
import { waitFor } from '../controlplane/index.ts';
import { scrapeConfigs } from '../monitoring/monitors.ts';
import { Prometheus } from '../monitoring/prometheus.ts';
import { scaleSetNode } from './fleet.ts';
import { namespace } from './installation.ts';
import { useMechanic } from './suite.ts';

const root = join(import.meta.dirname, '..', '..');
const files = join(root, 'charts/mechanic/files');
const hit = scaleSetNode('user', 0);

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

describe('monitoring, by a real Prometheus', () => {
  const suite = useMechanic({ fleet: [hit, scaleSetNode('user', 1), scaleSetNode('user', 2)] });
  let directory: string;
  let prometheus: Prometheus | undefined;

  beforeAll(async () => {
    const { controlPlane, installation } = suite.mechanic;
    await controlPlane.kubectl(['apply', '-f', join(root, 'testing/chart/monitoring-crds.yaml')]);
    await controlPlane.kubectl([...['wait', '--for=condition=Established', 'crd', '--all', '--timeout=30s']]);
    const enabled = { enabled: true };
    await waitFor('the monitors to be accepted', async () => {
      await installation.upgrade({
        monitoring: {
          serviceMonitor: enabled,
          podMonitor: enabled,
          prometheusRule: enabled,
          dashboard: enabled,
        },
      });
      return true;
    });
    directory = await mkdtemp(join(tmpdir(), 'mechanic-prometheus-'));
    prometheus = await Prometheus.start({
      directory,
      scrapeConfigs: await scrapeConfigs(controlPlane, namespace),
      ruleFiles: [join(files, 'alerts.yaml')],
    });
  });

  afterAll(async () => {
    await prometheus?.stop();
    await rm(directory, { recursive: true });
  });

  function ask(expression: string): ReturnType<Prometheus['query']> {
    if (prometheus === undefined) throw new Error('Prometheus did not start');
    return prometheus.query(expression);
  }

  /** Asks until the answer is this one: a scrape is a moment late. */
  async function expectValue(expression: string, value: number): Promise<void> {
    let last: number | undefined;
    try {
      await waitFor(expression, async () => (last = (await ask(expression))[0]?.value) === value);
    } catch (error) {
      throw new Error(`${expression} is ${String(last)}, not ${value}`, { cause: error });
    }
  }

  async function requests(filter: AuditFilter): Promise<number> {
    const user = `system:serviceaccount:${namespace}:mechanic-controller`;
    return (await suite.mechanic.controlPlane.auditLog.entries({ user, ...filter })).length;
  }

  it('finds each replica and each probe by the monitors of the chart', async () => {
    await expectValue('count(mechanic_leader)', 2);
    await expectValue('sum(mechanic_leader)', 1);
    await expectValue('count(mechanic_probe_imds_last_success_timestamp_seconds)', 3);
    await expectValue(`count(mechanic_probe_imds_last_success_timestamp_seconds{node="${hit.name}"})`, 1);
    await expectValue('sum(mechanic_drain_slots)', 1);
  });

  it('counts what the audit log tells, no more and no less', async () => {
    const { mechanic } = suite;
    await mechanic.cluster.createWorkload({
      name: 'web',
      replicas: 4,
      nodeSelector: { 'kubernetes.io/hostname': hit.name },
    });
    mechanic.schedule(hit.name, 'Redeploy');
    await expectValue('sum(mechanic_scheduled_events{type="Redeploy",status="Scheduled"})', 1);
    await mechanic.untilDrained(hit.name);
    await expectValue('sum(mechanic_drains_total{outcome="succeeded",event_type="Redeploy"})', 1);
    await expectValue('sum(mechanic_nodes{state="drained"})', 1);
    await expectValue('sum(mechanic_drains_in_progress)', 0);
    await expectValue('sum(mechanic_event_to_cordon_seconds_count{event_type="Redeploy"})', 1);
    const evicted = await requests({ resource: 'pods', subresource: 'eviction', code: 201 });
    expect(evicted).toBe(4);
    await expectValue('sum(mechanic_evictions_total{result="evicted"})', evicted);
    await expectValue('sum(mechanic_cordons_total)', 1);
    const [seconds] = await ask('sum(mechanic_event_to_cordon_seconds_sum)');
    expect(seconds?.value).toBeLessThan(5);
    const patches = await requests({ resource: 'nodes', verb: 'patch' });
    expect(patches).toBeGreaterThan(0);
    await expectValue('sum(mechanic_api_requests_total{verb="patch",resource="nodes"})', patches);
  });

  it('answers every question of the dashboard', async () => {
    const { panels } = JSON.parse(await readFile(join(files, 'dashboard.json'), 'utf8')) as {
      panels: readonly Panel[]; // our own file
    };
    const asked = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })));
    expect(asked.length).toBeGreaterThan(25);
    const unanswered: string[] = [];
    for (const { title, expr } of asked) {
      const query = expr
        .replaceAll('$namespace', '.*')
        .replaceAll('$__rate_interval', '1m')
        .replaceAll('$__range', '1h');
      if ((await ask(query)).length === 0) unanswered.push(`${title}: ${expr}`);
    }
    // A comparison may well leave nothing, and so may what was never observed or refused.
    expect(unanswered.filter((text) => !/[<>]|code!~|histogram_quantile/.test(text))).toEqual([]);
  });

  it('shows the leader on one replica only after the other has taken over', async () => {
    const { installation } = suite.mechanic;
    const leader = await installation.leader();
    leader.process().signal('SIGTERM');
    await waitFor('another leader', async () => (await installation.leader()) !== leader);
    await expectValue('sum(mechanic_leader)', 1);
    await expectValue('sum(mechanic_drain_slots)', 1);
    await expectValue('count(mechanic_leader)', 2);
  });

  it('evaluates every alert', async () => {
    const rules = await waitFor('the rules to be evaluated', async () => {
      const known = (await prometheus?.rules()) ?? [];
      return known.length > 0 && known.every(({ health }) => health !== 'unknown') && known;
    });
    expect(rules.length).toBeGreaterThan(7);
    expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
  });
});
