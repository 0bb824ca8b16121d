import { describe, expect, it } from '@jest/globals';
import { Metrics } from './metrics.ts';
import { readScheduledEvents } from './scheduled-events.ts';

describe('the metrics', () => {
  it('exist before anything has happened', async () => {
    const text = await new Metrics().text();
    expect(text).toContain('mechanic_probe_imds_requests_total{result="ok"} 0');
    expect(text).toContain('mechanic_probe_imds_requests_total{result="timeout"} 0');
    expect(text).toContain('mechanic_probe_imds_last_success_timestamp_seconds 0');
    expect(text).toContain('mechanic_probe_report_writes_total{result="forbidden"} 0');
    expect(text).toContain('mechanic_probe_identity_mismatch 0');
  });

  it('count requests and writes, and show them', async () => {
    const metrics = new Metrics();
    metrics.imdsRequest('throttled');
    metrics.imdsSuccess(1_500);
    metrics.reportWrite('ok');
    metrics.identityMismatch(true);
    const text = await metrics.text();
    expect(text).toContain('mechanic_probe_imds_requests_total{result="throttled"} 1');
    expect(text).toContain('mechanic_probe_imds_last_success_timestamp_seconds 1.5');
    expect(text).toContain('mechanic_probe_report_writes_total{result="ok"} 1');
    expect(text).toContain('mechanic_probe_identity_mismatch 1');
  });

  it('show the present events only', async () => {
    const metrics = new Metrics();
    const event = (id: string): object => ({ EventId: id, EventType: 'Redeploy', Resources: ['vm'] });
    const events = readScheduledEvents(JSON.stringify({ Events: [event('1'), event('2')] }))?.events ?? [];
    metrics.events(events);
    expect(await metrics.text()).toContain('mechanic_probe_events{type="Redeploy",status="Scheduled"} 2');
    metrics.events([]);
    expect(await metrics.text()).not.toContain('mechanic_probe_events{');
  });

  it('contain no id of a node, pod or event', async () => {
    const labels = [...(await new Metrics().text()).matchAll(/\{([a-z]+)=/g)].map(([, label]) => label);
    expect(new Set(labels)).toEqual(new Set(['result']));
  });
});
