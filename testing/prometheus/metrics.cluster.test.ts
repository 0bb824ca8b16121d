import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { promtool } from '../alerts/promtool.ts';
import type { AuditEntry } from '../controlplane/index.ts';
import { scaleSetNode } from '../scenarios/fleet.ts';
import { httpUrl, namespace } from '../scenarios/installation.ts';
import { cordonChanges } from '../scenarios/oracle.ts';
import { hold } from '../scenarios/workloads.ts';
import { drainOutcomes, eventToCordonSeconds, evictionResults } from './audited.ts';
import { panelQueries } from './dashboard.ts';
import { MonitoredCluster } from './monitored-cluster.ts';

const fleet = [0, 1, 2, 3].map((index) => scaleSetNode('user', index));
const [a, b, c, d] = fleet.map(({ name }) => name) as [string, string, string, string]; // four, as listed above
const limit = 1;

/** Type of each metric that others may rely upon. */
const controllerMetrics = {
  mechanic_leader: 'gauge',
  mechanic_drains_in_progress: 'gauge',
  mechanic_drain_slots: 'gauge',
  mechanic_drain_queue_length: 'gauge',
  mechanic_drains_total: 'counter',
  mechanic_drain_duration_seconds: 'histogram',
  mechanic_event_to_cordon_seconds: 'histogram',
  mechanic_deadline_missed_total: 'counter',
  mechanic_evictions_total: 'counter',
  mechanic_cordons_total: 'counter',
  mechanic_uncordons_total: 'counter',
  mechanic_nodes: 'gauge',
  mechanic_scheduled_events: 'gauge',
  mechanic_config_reloads_total: 'counter',
  mechanic_watch_restarts_total: 'counter',
  mechanic_api_requests_total: 'counter',
  process_resident_memory_bytes: 'gauge',
};
const probeMetrics = {
  mechanic_probe_imds_requests_total: 'counter',
  mechanic_probe_imds_last_success_timestamp_seconds: 'gauge',
  mechanic_probe_events: 'gauge',
  mechanic_probe_report_writes_total: 'counter',
  mechanic_probe_identity_mismatch: 'gauge',
};

/** Instants at which Prometheus had scraped what the story had come to. */
interface Moments {
  /** One drain blocked, one node waiting. */
  readonly blocked: Date;
  /** A node was deleted while it was drained, and everything else is back to normal. */
  readonly end: Date;
}

describe('what Prometheus knows by the monitors of the chart', () => {
  let monitored: MonitoredCluster;
  let moments: Moments;
  let audit: readonly AuditEntry[];
  /** A range that holds the whole story. */
  let story: string;

  beforeAll(async () => {
    monitored = await MonitoredCluster.start({
      fleet,
      settings: { maxConcurrentDrains: limit },
      patience: { MechanicSettingsRefused: '2s' },
    });
    moments = await tellStory(monitored);
    story = `${Math.ceil((moments.end.getTime() - monitored.startedAt.getTime()) / 1_000) + 5}s`;
    audit = await monitored.mechanic.controlPlane.auditLog.entries();
  }, 400_000);

  afterAll(() => monitored.stop());

  const atTheEnd = (expression: string): Promise<number> =>
    monitored.prometheus.value(expression, moments.end);
  const whenBlocked = (expression: string): Promise<number> =>
    monitored.prometheus.value(expression, moments.blocked);

  /** How much a counter grew in the story, by the values of a label; those that did not grow are left out. */
  async function growthBy(label: string, counter: string): Promise<Record<string, number>> {
    const sums: Record<string, number> = {};
    for (const { labels, values } of await monitored.prometheus.growth(counter, story, moments.end)) {
      const key = labels[label] ?? '';
      const sum = (sums[key] ?? 0) + (values[0] ?? NaN);
      if (sum !== 0) sums[key] = sum;
    }
    return sums;
  }

  /** How much a counter grew in the story. */
  async function growth(counter: string): Promise<number> {
    return (await growthBy('namespace', counter))[namespace] ?? 0;
  }

  it('comes from each replica and each probe, which have the labels that alerts and dashboard rely upon', () => {
    const { controllers, probes } = Object.groupBy(monitored.targets, ({ scrapePool }) =>
      scrapePool.startsWith('serviceMonitor/') ? 'controllers' : 'probes',
    );
    const pods = monitored.mechanic.installation.controllers().map(({ view }) => view.name);
    expect(controllers?.map(({ labels }) => labels.pod).sort()).toEqual(pods.toSorted());
    for (const { labels } of controllers ?? []) {
      expect(labels).toMatchObject({ namespace, job: 'mechanic-controller', container: 'controller' });
    }
    expect(probes?.map(({ labels }) => labels.node).sort()).toEqual([a, b, c, d]);
    for (const { labels } of probes ?? []) expect(labels).toMatchObject({ namespace, container: 'probe' });
  });

  it('has every metric that others may rely upon, with type and help', async () => {
    const types = await monitored.prometheus.types();
    const wanted = { ...controllerMetrics, ...probeMetrics };
    const found = Object.keys(wanted).map((name) => [name, types.get(name)]);
    expect(Object.fromEntries(found)).toEqual(wanted);
  });

  it('has one leader of two at rest, also after the leader was killed', async () => {
    expect(await atTheEnd('count(mechanic_leader)')).toBe(2);
    expect(await atTheEnd('sum(mechanic_leader)')).toBe(1);
    expect(await atTheEnd(`max(changes(mechanic_leader[${story}]))`)).toBeGreaterThan(0);
  });

  it('never sees more drains than the limit allows', async () => {
    expect(await atTheEnd('sum(mechanic_drain_slots)')).toBe(limit);
    expect(await atTheEnd(`max_over_time(sum(mechanic_drains_in_progress)[${story}:1s])`)).toBe(limit);
    expect(await atTheEnd('sum(mechanic_drains_in_progress)')).toBe(0);
    expect(await whenBlocked('sum(mechanic_drain_queue_length)')).toBe(1);
    expect(await whenBlocked('sum(mechanic_drains_blocked)')).toBe(1);
  });

  it('counts each drain of the audit log once, by how it ended, whoever led', async () => {
    const ended = drainOutcomes(audit);
    const counts = Object.entries(Object.groupBy(ended, (outcome) => outcome));
    expect(await growthBy('outcome', 'mechanic_drains_total')).toEqual(
      Object.fromEntries(counts.map(([outcome, drains]) => [outcome, drains.length])),
    );
    const succeeded = ended.filter((outcome) => outcome === 'succeeded').length;
    expect(await growth('mechanic_drain_duration_seconds_count')).toBe(succeeded);
    // What the manual recommends.
    const increase = await atTheEnd(`sum(increase(mechanic_drains_total{outcome="succeeded"}[${story}]))`);
    expect(Math.abs(increase - succeeded)).toBeLessThan(0.5);
  });

  it('counts each request to evict a pod that the audit log has, by the answer', async () => {
    const answered = evictionResults(audit);
    const counted = await growthBy('result', 'mechanic_evictions_total');
    expect(counted.evicted).toBe(answered.evicted);
    expect(counted.gone ?? 0).toBe(answered.gone);
    // One may have been under way when its event was cancelled: that answer is of no interest to mechanic.
    expect([answered.blocked, answered.blocked - 1]).toContain(counted.blocked);
    expect(Object.keys(counted)).not.toContain('error');
  });

  it('counts the cordons that the audit log has, and how long they took', async () => {
    const changes = fleet
      .flatMap(({ name }) => cordonChanges(audit, name))
      .filter(({ user }) => user.endsWith(':mechanic-controller'));
    const cordons = changes.filter(({ unschedulable }) => unschedulable).length;
    expect(await growth('mechanic_cordons_total')).toBe(cordons);
    expect(await growth('mechanic_uncordons_total')).toBe(changes.length - cordons);
    const seconds = eventToCordonSeconds(audit);
    expect(seconds).toHaveLength(cordons);
    expect(await growth('mechanic_event_to_cordon_seconds_count')).toBe(cordons);
    const sum = await growth('mechanic_event_to_cordon_seconds_sum');
    const judged = seconds.reduce((total, each) => total + each, 0);
    // The controller takes the time when it has read the answer.
    expect(Math.abs(sum - judged)).toBeLessThan(0.5 * cordons);
  });

  it('counts the accepted writes of Nodes that the audit log has', async () => {
    const patches = audit.filter(
      ({ user, verb, resource, code, receivedAt }) =>
        user.endsWith(':mechanic-controller') &&
        verb === 'patch' &&
        resource === 'nodes' &&
        code === 200 &&
        receivedAt > monitored.startedAt,
    ).length;
    const counted = await growth('mechanic_api_requests_total{verb="patch",resource="nodes",code="200"}');
    expect(counted).toBe(patches);
  });

  it('has each node in one state, and forgets a node that was deleted', async () => {
    const { items } = await monitored.mechanic.cluster.core.listNode();
    expect(items.map(({ metadata }) => metadata?.name)).not.toContain(d);
    expect(await whenBlocked('sum(mechanic_nodes)')).toBe(items.length + 1);
    expect(await whenBlocked('sum(mechanic_nodes{state="draining"})')).toBe(1);
    expect(await whenBlocked('sum(mechanic_nodes{state="waiting"})')).toBe(1);
    expect(await atTheEnd('sum(mechanic_nodes)')).toBe(items.length);
    expect(await atTheEnd('sum(mechanic_nodes{state!~"idle|unknown"})')).toBe(0);
  });

  it('has the events that are announced, and none that is over', async () => {
    expect(await whenBlocked('sum(mechanic_scheduled_events{type="Redeploy",status="Scheduled"})')).toBe(1);
    expect(await whenBlocked('sum(mechanic_scheduled_events{type="Reboot",status="Scheduled"})')).toBe(1);
    expect(await atTheEnd('sum(mechanic_scheduled_events)')).toBe(0);
    const seenOn = (node: string, type: string): Promise<number> =>
      whenBlocked(`sum(mechanic_probe_events{node="${node}",type="${type}",status="Scheduled"})`);
    expect(await seenOn(c, 'Redeploy')).toBe(1);
    expect(await seenOn(d, 'Reboot')).toBe(1);
  });

  it('hears each probe ask its metadata service, and count the reports that the audit log has', async () => {
    for (const node of [a, b, c]) {
      const of = `{node="${node}"}`;
      expect(await atTheEnd(`time() - mechanic_probe_imds_last_success_timestamp_seconds${of}`)).toBeLessThan(
        5,
      );
      expect(
        await atTheEnd(`sum(rate(mechanic_probe_imds_requests_total{result="ok",node="${node}"}[10s]))`),
      ).toBeGreaterThan(1);
      expect(await atTheEnd(`mechanic_probe_identity_mismatch${of}`)).toBe(0);
      const { name } = monitored.mechanic.installation.probe(node).view;
      const reports = audit.filter(
        // A probe reads its Node by a patch that changes nothing.
        ({ pod, verb, resource, code, dryRun }) =>
          pod === name && verb === 'patch' && resource === 'nodes' && code === 200 && !dryRun,
      );
      expect(await atTheEnd(`mechanic_probe_report_writes_total{result="ok",node="${node}"}`)).toBe(
        reports.length,
      );
    }
  });

  it('passes promtool, with the values of a life', async () => {
    const { installation } = monitored.mechanic;
    for (const pod of [...installation.controllers(), installation.probe(a)]) {
      const text = await (await fetch(httpUrl(pod, '/metrics'))).text();
      // The names of Node.js' own metrics are not ours to choose.
      const own = text.split('\n').filter((line) => /^(# \w+ )?mechanic_/.test(line));
      expect(await promtool(['check', 'metrics'], `${own.join('\n')}\n`)).toEqual({ code: 0, output: '' });
    }
  });

  it('answers every question of the dashboard', async () => {
    const queries = panelQueries(monitored.dashboard, {
      namespace: '.*',
      __range: story,
      // What Grafana makes of a scrape each second.
      __rate_interval: '4s',
    });
    expect(queries.length).toBeGreaterThan(25);
    const range = { start: monitored.startedAt, end: moments.end, step: 1 };
    const silent = new Set<string>();
    for (const { panel, expression, instant } of queries) {
      const series = instant
        ? await monitored.prometheus.query(expression, moments.blocked)
        : await monitored.prometheus.queryRange(expression, range);
      if (!series.some(({ values }) => values.some(Number.isFinite))) silent.add(panel);
    }
    // No webhook was set up.
    silent.delete('Webhooks');
    // One of its two queries is about watches that had to begin again.
    silent.delete('Refused or failed requests');
    expect([...silent]).toEqual([]);
  });

  it('leads to no alert while everything goes as it should', async () => {
    const { prometheus } = monitored;
    const rules = await prometheus.rules();
    expect(rules.length).toBeGreaterThan(7);
    expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
    const fired = `max_over_time(ALERTS{alertstate="firing"}[${story}])`;
    expect(await prometheus.query(fired, moments.end)).toEqual([]);
  });

  it('leads to an alert when settings are refused, until they are mended', async () => {
    const which = `alertname="MechanicSettingsRefused",namespace="${namespace}",alertstate="firing"`;
    const firing = `count(ALERTS{${which}}) or vector(0)`;
    await monitored.mechanic.installation.writeSettings('maxConcurrentDrains: many');
    await monitored.until(firing, 1);
    await monitored.until('sum(mechanic_config_reloads_total{result="invalid"})', 2);
    await monitored.mechanic.installation.configure({});
    await monitored.until(firing, 0);
  });
});

/** All that may happen to a drain. Each step ends with everything back to normal, and the next one begins. */
async function tellStory(monitored: MonitoredCluster): Promise<Moments> {
  const { mechanic } = monitored;
  await twoAtOnce(monitored);
  const blocked = await cancelledWhileAnotherWaits(monitored);
  await blockedForAWhile(monitored);
  await leaderKilled(monitored);

  await hold(mechanic, d);
  mechanic.schedule(d, 'Redeploy');
  await mechanic.untilPhase(d, 'Draining');
  await monitored.until('sum(mechanic_nodes{state="draining"})', 1);
  await mechanic.removeNode(d);
  await monitored.until('sum(mechanic_nodes{state="draining"})', 0);
  await monitored.until('sum(mechanic_scheduled_events)', 0);
  return { blocked, end: await monitored.scraped() };
}

async function twoAtOnce({ mechanic }: MonitoredCluster): Promise<void> {
  for (const [name, node] of Object.entries({ red: a, blue: b })) {
    await mechanic.cluster.createWorkload({ name, replicas: 3, nodeSelector: on(node) });
  }
  const events = [a, b].map((node) => mechanic.schedule(node, 'Redeploy'));
  for (const node of [a, b]) await mechanic.untilDrained(node);
  for (const event of events) mechanic.imds.finish(event);
  for (const node of [a, b]) await mechanic.untilIdle(node);
}

async function cancelledWhileAnotherWaits(monitored: MonitoredCluster): Promise<Date> {
  const { mechanic } = monitored;
  await hold(mechanic, c, 2);
  const soon = mechanic.schedule(c, 'Redeploy');
  await mechanic.untilPhase(c, 'Draining');
  const later = mechanic.schedule(d, 'Reboot', { noticeMs: 3_600_000 });
  await monitored.until('sum(mechanic_drain_queue_length)', 1);
  await monitored.until('sum(mechanic_drains_blocked)', 1, whenBlockedForLong);
  const moment = await monitored.scraped();
  mechanic.imds.cancel(soon);
  await mechanic.untilIdle(c);
  await mechanic.untilDrained(d);
  mechanic.imds.finish(later);
  await mechanic.untilIdle(d);
  return moment;
}

async function blockedForAWhile(monitored: MonitoredCluster): Promise<void> {
  const { mechanic } = monitored;
  const held = await hold(mechanic, b);
  const event = mechanic.schedule(b, 'Redeploy');
  await monitored.until('sum(mechanic_drains_blocked)', 1, whenBlockedForLong);
  await held.release();
  await mechanic.untilDrained(b);
  mechanic.imds.finish(event);
  await mechanic.untilIdle(b);
}

async function leaderKilled(monitored: MonitoredCluster): Promise<void> {
  const { mechanic } = monitored;
  const slow = { name: 'slow', replicas: 2, stopSeconds: 6 };
  await mechanic.cluster.createWorkload({ ...slow, nodeSelector: on(a) });
  const event = mechanic.schedule(a, 'Redeploy');
  await mechanic.untilPhase(a, 'Draining');
  await mechanic.eventually('all to leave', async () => (await mechanic.workloadOn(a)).length === 0);
  // What it counted since the last scrape dies with a process, as with any program that Prometheus watches.
  await monitored.scraped();
  const leader = await mechanic.installation.leader();
  leader.process().signal('SIGKILL');
  await mechanic.untilDrained(a);
  mechanic.imds.finish(event);
  await mechanic.untilIdle(a);
  await monitored.until('count(mechanic_leader)', 2);
}

/** A drain counts as blocked when no pod could go for 30 s. */
const whenBlockedForLong = { timeout: 60_000 };

function on(node: string): Record<string, string> {
  return { 'kubernetes.io/hostname': node };
}
