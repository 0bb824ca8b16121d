import { describe, expect, it } from '@jest/globals';
import { Metrics } from './metrics.ts';

/** The value of a series in a scrape; undefined when the series is missing. */
async function series(metrics: Metrics, name: string): Promise<number | undefined> {
  const line = (await metrics.text()).split('\n').find((text) => text.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}

describe('Metrics', () => {
  const calm = {
    states: {},
    queued: 0,
    nextDeadline: null,
    cordonedWithoutNeed: 0,
    atRisk: null,
    events: [],
  };

  it('has every metric of the contract from the start, with a help text', async () => {
    const text = await new Metrics({ nodeDefaults: true }).text();
    for (const [name, type] of [
      ['mechanic_leader', 'gauge'],
      ['mechanic_drains_in_progress', 'gauge'],
      ['mechanic_drain_slots', 'gauge'],
      ['mechanic_drain_queue_length', 'gauge'],
      ['mechanic_drains_total', 'counter'],
      ['mechanic_drain_duration_seconds', 'histogram'],
      ['mechanic_event_to_cordon_seconds', 'histogram'],
      ['mechanic_deadline_missed_total', 'counter'],
      ['mechanic_evictions_total', 'counter'],
      ['mechanic_cordons_total', 'counter'],
      ['mechanic_uncordons_total', 'counter'],
      ['mechanic_nodes', 'gauge'],
      ['mechanic_held_nodes', 'gauge'],
      ['mechanic_scheduled_events', 'gauge'],
      ['mechanic_config_reloads_total', 'counter'],
      ['mechanic_watch_restarts_total', 'counter'],
      ['mechanic_api_requests_total', 'counter'],
      ['nodejs_eventloop_lag_seconds', 'gauge'],
    ] as const) {
      expect(text).toContain(`# TYPE ${name} ${type}\n`);
      expect(text).toMatch(new RegExp(`# HELP ${name} \\S`));
    }
  });

  it('starts known series at 0, so that a rate includes the first step', async () => {
    const metrics = new Metrics({ nodeDefaults: false });
    for (const name of [
      'mechanic_leader',
      'mechanic_cordons_total',
      'mechanic_uncordons_total',
      'mechanic_drains_total{outcome="paused",event_type="Redeploy"}',
      'mechanic_drain_duration_seconds_count{event_type="Freeze"}',
      'mechanic_event_to_cordon_seconds_count{event_type="Preempt"}',
      'mechanic_deadline_missed_total{event_type="Terminate"}',
      'mechanic_evictions_total{result="throttled"}',
      'mechanic_nodes{state="waiting"}',
      'mechanic_scheduled_events{type="Reboot",status="Started"}',
      'mechanic_config_reloads_total{result="invalid"}',
    ]) {
      expect([name, await series(metrics, name)]).toEqual([name, 0]);
    }
  });

  it('keeps labels bounded, whatever the names of events and conditions', async () => {
    const metrics = new Metrics({ nodeDefaults: false });
    const lines = async (): Promise<number> => (await metrics.text()).split('\n').length;
    const before = await lines();
    const events = Array.from({ length: 10_000 }, (_, index) => ({
      type: `T${index}`,
      status: `S${index}`,
      count: 1,
    }));
    metrics.cluster({ ...calm, events }, { used: 0, total: 1 });
    for (const { type } of events) metrics.drainEnded(type, 'succeeded', 1);
    expect(await lines()).toBe(before);
  });

  it('accepts event types in any case', async () => {
    const metrics = new Metrics({ nodeDefaults: false });
    metrics.deadlineMissed('PREEMPT');
    expect(await series(metrics, 'mechanic_deadline_missed_total{event_type="Preempt"}')).toBe(1);
  });

  it('shows only present events and nodes', async () => {
    const metrics = new Metrics({ nodeDefaults: false });
    const slots = { used: 1, total: 2 };
    const events = [{ type: 'Redeploy', status: 'Scheduled', count: 1 }];
    metrics.cluster({ ...calm, queued: 3, states: { draining: 1, idle: 5 }, events }, slots);
    metrics.cluster({ ...calm, queued: 3, states: { idle: 4 } }, slots);
    expect(await series(metrics, 'mechanic_nodes{state="draining"}')).toBe(0);
    expect(await series(metrics, 'mechanic_nodes{state="idle"}')).toBe(4);
    expect(await series(metrics, 'mechanic_scheduled_events{type="Redeploy",status="Scheduled"}')).toBe(0);
    expect(await series(metrics, 'mechanic_drain_queue_length')).toBe(3);
  });

  it('resets gauges of the leader when leadership ends, and keeps its counters', async () => {
    const metrics = new Metrics({ nodeDefaults: false });
    metrics.leading();
    metrics.cluster({ ...calm, queued: 3, states: { idle: 4 } }, { used: 1, total: 2 });
    metrics.blocked({ drains: 1, first: { since: 1_000, deadline: 2_000 } });
    metrics.cordoned('Redeploy', 0.3);
    expect(await series(metrics, 'mechanic_leader')).toBe(1);
    metrics.notLeading();
    for (const name of [
      'mechanic_leader',
      'mechanic_drains_in_progress',
      'mechanic_drain_slots',
      'mechanic_drain_queue_length',
      'mechanic_drains_blocked',
      'mechanic_blocked_drain_deadline_timestamp_seconds',
      'mechanic_nodes{state="idle"}',
    ]) {
      expect([name, await series(metrics, name)]).toEqual([name, 0]);
    }
    expect(await series(metrics, 'mechanic_cordons_total')).toBe(1);
    expect(await series(metrics, 'mechanic_event_to_cordon_seconds_sum{event_type="Redeploy"}')).toBe(0.3);
  });

  it('measures the duration of drains that succeeded or failed, not of cancelled or paused ones', async () => {
    const metrics = new Metrics({ nodeDefaults: false });
    metrics.drainEnded('Reboot', 'succeeded', 10);
    metrics.drainEnded('Reboot', 'failed', 20);
    metrics.drainEnded('Reboot', 'paused', 40);
    metrics.drainEnded('Reboot', 'cancelled', 80);
    expect(await series(metrics, 'mechanic_drain_duration_seconds_sum{event_type="Reboot"}')).toBe(30);
    expect(await series(metrics, 'mechanic_drains_total{outcome="cancelled",event_type="Reboot"}')).toBe(1);
  });

  it('shows whether the newest settings are in force', async () => {
    const metrics = new Metrics({ nodeDefaults: false });
    metrics.configReloaded('invalid');
    expect(await series(metrics, 'mechanic_config_valid')).toBe(0);
    metrics.configReloaded('ok');
    expect(await series(metrics, 'mechanic_config_valid')).toBe(1);
  });

  it('counts a request without an answer under the code "none"', async () => {
    const metrics = new Metrics({ nodeDefaults: false });
    metrics.apiRequest({ verb: 'patch', resource: 'nodes', code: 'none' });
    metrics.apiRequest({ verb: 'patch', resource: 'nodes', code: '200' });
    expect(
      await series(metrics, 'mechanic_api_requests_total{verb="patch",resource="nodes",code="none"}'),
    ).toBe(1);
    expect(
      await series(metrics, 'mechanic_api_requests_total{verb="patch",resource="nodes",code="200"}'),
    ).toBe(1);
  });
});
