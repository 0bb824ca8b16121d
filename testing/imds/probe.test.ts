import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { REPORT } from '@mechanic/contract/keys';
import { peakMemory } from '../bench/process-memory.ts';
import { Port } from '../controlplane/port.ts';
import { waitFor } from '../controlplane/wait.ts';
import { ImdsEmulator } from './emulator.ts';
import { type ProbeOptions, ProbeProcess } from './probe-process.ts';

const vm1 = 'aks-user-25795745-vmss_1';
const vm12 = 'aks-user-25795745-vmss_12';

let imds: ImdsEmulator;
const probes: ProbeProcess[] = [];

beforeEach(async () => {
  imds = await ImdsEmulator.start();
});

afterEach(async () => {
  await Promise.all(probes.splice(0).map((probe) => probe.stop()));
  await imds.stop();
});

async function probeOn(vm: string, options: Partial<ProbeOptions> = {}): Promise<ProbeProcess> {
  if (!imds.machines.some(({ name }) => name === vm)) imds.add({ name: vm, group: 'user' });
  const probe = await ProbeProcess.start({ nodeName: `node-of-${vm}`, imds: imds.url(vm), ...options });
  probes.push(probe);
  return probe;
}

describe('a probe', () => {
  it('reports only the events of its own VM, even if other names begin with its name', async () => {
    imds.add({ name: vm12, group: 'user' });
    const one = await probeOn(vm1);
    const twelve = await probeOn(vm12);
    const id = imds.schedule({ type: 'Redeploy', resources: [vm12] });

    const report = await twelve.reported('the event of _12', ({ events }) => events.length === 1);
    expect(report).toMatchObject({ version: 1, vm: vm12, imds: 'ok', events: [{ id, type: 'Redeploy' }] });
    const polls = imds.counts(vm1).scheduledEvents;
    await waitFor('the same document read by _1', () => imds.counts(vm1).scheduledEvents >= polls + 2);
    const other = await one.reported('an answer', ({ imds: said }) => said === 'ok');
    expect(other.events).toEqual([]);
  });

  it('writes nothing when other VMs of the placement group get events', async () => {
    const neighbours = Array.from({ length: 5 }, (_, index) => `aks-user-25795745-vmss_2${String(index)}`);
    for (const name of neighbours) imds.add({ name, group: 'user' });
    const one = await probeOn(vm1);
    await one.reported('an answer', (report) => report.imds === 'ok');
    const before = one.api.requests.length;
    for (const name of neighbours) {
      const id = imds.schedule({ type: 'Redeploy', resources: [name] });
      imds.start(id);
      imds.finish(id);
    }
    const polls = imds.counts(vm1).scheduledEvents;
    await waitFor('three more polls', () => imds.counts(vm1).scheduledEvents >= polls + 3);
    expect(one.api.requests).toHaveLength(before);
  });

  it('follows an event with one id from Scheduled to Started to the end', async () => {
    const probe = await probeOn(vm1);
    const id = imds.schedule({ type: 'Freeze', resources: [vm1.toUpperCase()], noticeMs: 60_000 });
    const scheduled = await probe.reported('Scheduled', ({ events }) => events[0]?.status === 'Scheduled');
    expect(Date.parse(scheduled.events[0]?.notBefore ?? '')).toBeGreaterThan(Date.now());
    imds.start(id);
    const started = await probe.reported('Started', ({ events }) => events[0]?.status === 'Started');
    expect(started.events[0]).toMatchObject({ id, notBefore: null });
    expect(await probe.metric('mechanic_probe_events{type="Freeze",status="Started"}')).toBe(1);
    imds.finish(id);
    await probe.reported('the end', ({ events }) => events.length === 0);
  });

  it('writes only its own annotation, and only when the report changes', async () => {
    const probe = await probeOn(vm1);
    await probe.reported('an answer', (report) => report.imds === 'ok');
    const polls = imds.counts(vm1).scheduledEvents;
    await waitFor('ten more polls', () => imds.counts(vm1).scheduledEvents >= polls + 10);

    const writes = probe.api.writes();
    expect(writes.length).toBeLessThanOrEqual(2);
    for (const { body, contentType } of writes) {
      expect(contentType).toBe('application/merge-patch+json');
      expect(Object.keys(JSON.parse(body) as object)).toEqual(['metadata']);
      expect(JSON.parse(body)).toEqual({
        metadata: { uid: probe.api.node.metadata.uid, annotations: { [REPORT]: expect.any(String) } },
      });
    }
    expect(probe.api.requests).toHaveLength(writes.length + 1);
    expect(imds.counts(vm1)).toMatchObject({ mostAtOnce: 1, refused: 0 });
  });

  it('keeps its report during bad answers, counts them, and continues when they end', async () => {
    const probe = await probeOn(vm1);
    const id = imds.schedule({ type: 'Reboot', resources: [vm1] });
    await probe.reported('the event', ({ events }) => events.length === 1);
    for (const [fault, result] of [
      ['throttled', 'throttled'],
      ['html', 'unreadable'],
    ] as const) {
      imds.fault(vm1, fault, 1);
      await waitFor(`${fault} counted`, async () => {
        return (await probe.metric(`mechanic_probe_imds_requests_total{result="${result}"}`)) === 1;
      });
      expect(probe.report()).toMatchObject({ imds: 'ok', events: [{ id }] });
      expect(await probe.status('/healthz')).toBe(200);
    }
    const before = imds.counts(vm1).scheduledEvents;
    await waitFor('polls again', () => imds.counts(vm1).scheduledEvents > before + 3);
  });

  it('is alive but not ready while the first answer is delayed', async () => {
    imds.add({ name: vm1, group: 'user' });
    imds.fault(vm1, 'hang');
    const probe = await probeOn(vm1);
    const report = await probe.reported('that it is starting', ({ imds: state }) => state === 'starting');
    expect(report.events).toEqual([]);
    expect(await probe.status('/healthz')).toBe(200);
    expect(await probe.status('/readyz')).toBe(503);
  });

  it('is ready after the Node has its first report', async () => {
    const probe = await probeOn(vm1);
    await waitFor('readiness', async () => (await probe.status('/readyz')) === 200);
    expect(probe.report()).toMatchObject({ imds: 'ok' });
  });

  it('keeps events when it restarts, and writes nothing without a change', async () => {
    const probe = await probeOn(vm1);
    imds.schedule({ type: 'Redeploy', resources: [vm1] });
    const before = await probe.reported('the event', ({ events }) => events.length === 1);
    await probe.kill();
    imds.fault(vm1, 'error');
    const writes = probe.api.writes().length;
    const requests = probe.api.requests.length;
    probe.restart();
    await waitFor('the Node read again', () => probe.api.requests.length > requests);
    expect(await probe.status('/readyz')).toBe(503);
    imds.fault(vm1, undefined);
    await waitFor('readiness', async () => (await probe.status('/readyz')) === 200);
    expect(probe.report()).toEqual(before);
    expect(probe.api.writes()).toHaveLength(writes);
  });

  it('takes the name of its VM from the providerID while the metadata service gives none', async () => {
    imds.add({ name: vm1, group: 'user', compute: { name: '' } });
    const probe = await probeOn(vm1, { providerId: providerIdOf('AKS-user-25795745-vmss', '1') });
    imds.schedule({ type: 'Preempt', resources: [vm1] });
    const report = await probe.reported('the event', ({ events }) => events.length === 1);
    expect(report.vm).toBe('AKS-user-25795745-vmss_1');
    expect(await probe.metric('mechanic_probe_identity_mismatch')).toBe(0);
  });

  it('uses the name of the metadata service, and logs that the providerID has another one', async () => {
    const probe = await probeOn(vm1, { providerId: providerIdOf('aks-user-25795745-vmss', '2') });
    imds.schedule({ type: 'Preempt', resources: [vm1] });
    await probe.reported('the event', ({ events }) => events.length === 1);
    expect(await probe.metric('mechanic_probe_identity_mismatch')).toBe(1);
    expect(probe.log()).toContain('The identity of this VM is in doubt');
  });

  it('is not ready while its Node is missing, logs that once, and reports when the Node exists', async () => {
    const probe = await probeOn(vm1);
    await waitFor('readiness', async () => (await probe.status('/readyz')) === 200);
    probe.api.delete();
    imds.schedule({ type: 'Redeploy', resources: [vm1] });
    await waitFor('that it is not ready', async () => (await probe.status('/readyz')) === 503);
    imds.schedule({ type: 'Preempt', resources: [vm1] });
    const reads = probe.api.reads().length;
    await waitFor('a second try', () => probe.api.reads().length > reads);
    expect(probe.log().match(/The Node cannot be reported to/g)).toHaveLength(1);

    probe.api.create();
    imds.schedule({ type: 'Reboot', resources: [vm1] });
    const report = await probe.reported('all of them', ({ events }) => events.length === 3);
    expect(report.imds).toBe('ok');
  });

  it('reads its token again when the token has changed', async () => {
    const probe = await probeOn(vm1);
    await probe.reported('an answer', (report) => report.imds === 'ok');
    probe.api.rotate('token-2');
    imds.schedule({ type: 'Redeploy', resources: [vm1] });
    const { events } = await probe.reported('the event', (report) => report.events.length === 1);
    expect(events).toMatchObject([{ type: 'Redeploy' }]);
  });

  it('retries when the API server fails', async () => {
    const probe = await probeOn(vm1);
    await probe.reported('an answer', (report) => report.imds === 'ok');
    probe.api.failWith = 503;
    imds.schedule({ type: 'Redeploy', resources: [vm1] });
    const failed = 'mechanic_probe_report_writes_total{result="failed"}';
    await waitFor('a failed write', async () => ((await probe.metric(failed)) ?? 0) > 0);
    probe.api.failWith = undefined;
    const { events } = await probe.reported('the event', (report) => report.events.length === 1);
    expect(events).toMatchObject([{ type: 'Redeploy' }]);
    await waitFor('that it says so', () => probe.log().includes('The Node can be reported to again'));
  });

  it('ends with code 0 within two seconds of SIGTERM, even in the middle of a request', async () => {
    imds.add({ name: vm1, group: 'user' });
    imds.fault(vm1, 'hang');
    const probe = await probeOn(vm1, { bundle: true });
    await waitFor('a request that hangs', () => imds.counts(vm1).instance > 0);
    const { code, ms } = await probe.kill();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(2_000);
  });

  it('ends with code 2 and names the variable when a setting is invalid', async () => {
    const probe = await probeOn(vm1, { env: { MECHANIC_IMDS_POLL_INTERVAL: '1ms' } });
    expect(await probe.exited).toMatchObject({ code: 2 });
    expect(probe.log()).toBe(
      'MECHANIC_IMDS_POLL_INTERVAL: is "1ms", must be a duration of at least 100ms, such as 1s\n',
    );
  });

  it('ends with code 2 and names the variable when it cannot listen', async () => {
    const first = await probeOn(vm1);
    await waitFor('the first to listen', async () => (await first.status('/healthz')) === 200);
    const second = await probeOn(vm1, { env: { MECHANIC_LISTEN: new URL(first.origin).host } });
    expect(await second.exited).toMatchObject({ code: 2 });
    expect(second.log()).toContain('MECHANIC_LISTEN: listen EADDRINUSE');
    const third = await probeOn(vm1, { env: { MECHANIC_HEALTH_LISTEN: new URL(first.origin).host } });
    expect(await third.exited).toMatchObject({ code: 2 });
    expect(third.log()).toContain('MECHANIC_HEALTH_LISTEN: listen EADDRINUSE');
  });

  it('uses little memory, and answers, while thousands of connections send half a request', async () => {
    const health = await Port.reserve();
    const env = { MECHANIC_HEALTH_LISTEN: `127.0.0.1:${String(health.number)}` };
    const probe = await probeOn(vm1, { bundle: true, env });
    await waitFor('readiness', async () => (await probe.status('/readyz')) === 200);
    const before = await peakMemory(probe.pid);
    const half = `GET /metrics HTTP/1.1\r\nHost: localhost\r\nX-Padding: ${'x'.repeat(4_000)}`;
    const sockets: Socket[] = [];
    for (const port of [Number(new URL(probe.origin).port), health.number]) {
      for (let index = 0; index < 1_500; index += 1) {
        const socket = connect(port, '127.0.0.1', () => socket.write(half));
        socket.on('error', () => undefined);
        sockets.push(socket);
        await once(socket, 'connect');
      }
    }
    for (const path of ['/healthz', '/readyz']) {
      expect((await fetch(`http://127.0.0.1:${String(health.number)}${path}`)).status).toBe(200);
      expect(await probe.status(path)).toBe(200);
    }
    await waitFor('few of them to be left', () => sockets.filter(({ destroyed }) => !destroyed).length < 200);
    // Without a limit memory grows by 38 MiB.
    expect((await peakMemory(probe.pid)) - before).toBeLessThan(16);
    for (const socket of sockets) socket.destroy();
    await health.release();
  });

  it('changes nothing on an HTTP request', async () => {
    const probe = await probeOn(vm1);
    await waitFor('readiness', async () => (await probe.status('/readyz')) === 200);
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      expect((await fetch(`${probe.origin}/metrics`, { method })).status).toBe(405);
    }
    expect((await fetch(`${probe.origin}/readyz`, { method: 'HEAD' })).status).toBe(200);
    expect(await probe.status('/drain')).toBe(404);
  });
});

describe('a probe with spot rebalancing', () => {
  const env = { MECHANIC_IMDS_SPOT_REBALANCE: 'true' };

  it('uses the generally available version when the other is not offered', async () => {
    const probe = await probeOn(vm1, { env });
    await probe.reported('an answer', (report) => report.imds === 'ok');
    expect(imds.counts(vm1).refused).toBe(1);
  });

  it('reports the recommendation', async () => {
    await imds.stop();
    imds = await ImdsEmulator.start({ spotRebalance: true });
    const probe = await probeOn(vm1, { env });
    imds.schedule({ type: 'SpotRebalanceRecommendation', resources: [vm1] });
    const report = await probe.reported('it', ({ events }) => events.length === 1);
    expect(report.events[0]).toMatchObject({ type: 'SpotRebalanceRecommendation', status: 'Advisory' });
  });
});

function providerIdOf(scaleSet: string, instance: string): string {
  return `azure:///subscriptions/0/resourceGroups/mc_rg/providers/Microsoft.Compute/virtualMachineScaleSets/${scaleSet}/virtualMachines/${instance}`;
}
