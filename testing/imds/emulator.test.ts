import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { type EmulatorOptions, ImdsEmulator } from './emulator.ts';
import { isFault } from './fault.ts';
import { LIVE_MIGRATION } from './scheduled-event.ts';

const a = 'vmss_0';
const b = 'vmss_1';
const alone = 'other-vm';
const headers = { Metadata: 'true' };
const version = 'api-version=2020-07-01';

let imds: ImdsEmulator;

async function begin(options: EmulatorOptions = {}): Promise<void> {
  imds = await ImdsEmulator.start(options);
  for (const name of [a, b]) imds.add({ name, group: 'pool' });
  imds.add({ name: alone });
}

beforeEach(() => begin());
afterEach(() => imds.stop());

interface Document {
  readonly DocumentIncarnation: number;
  readonly Events: readonly Record<string, unknown>[];
}

function get(
  vm: string,
  path = `scheduledevents?${version}`,
  init: RequestInit = { headers },
): Promise<Response> {
  return fetch(`${imds.url(vm)}/metadata/${path}`, init);
}

async function document(vm: string): Promise<Document> {
  // Written by the emulator itself.
  return (await (await get(vm)).json()) as Document;
}

async function control(path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${imds.origin}/control/${path}`, {
    ...(body !== undefined && { method: 'POST', body: text }),
  });
  return { status: response.status, body: await response.json() };
}

describe('the rules of the metadata service', () => {
  it.each([
    ['no Metadata header', `scheduledevents?${version}`, {}, 400],
    ['another Metadata header', `scheduledevents?${version}`, { Metadata: 'yes' }, 400],
    ['a forwarded request', `scheduledevents?${version}`, { ...headers, 'X-Forwarded-For': '10.0.0.1' }, 400],
    ['no api-version', 'scheduledevents', headers, 400],
    ['an api-version twice', `scheduledevents?${version}&${version}`, headers, 400],
    ['an unknown api-version', 'scheduledevents?api-version=2020-07-02', headers, 400],
    ['{latest}', 'scheduledevents?api-version=latest', headers, 400],
    ['a version that is not generally available', 'scheduledevents?api-version=2024-07-09', headers, 404],
    ['an unknown version of the instance', 'instance?api-version=1', headers, 400],
    ['an unknown element', `instance/compute/colour?${version}&format=text`, headers, 404],
    ['a leaf without format', `instance/compute/name?${version}`, headers, 400],
    ['something else', `identity?${version}`, headers, 404],
  ])('refuse %s', async (_what, path, sent, status) => {
    expect((await get(a, path, { headers: sent })).status).toBe(status);
  });

  it('allow only GET and POST', async () => {
    expect((await get(a, `scheduledevents?${version}`, { headers, method: 'DELETE' })).status).toBe(405);
  });

  it('give every VM its own identity, with texts only', async () => {
    expect(await (await get(a, `instance/compute/name?${version}&format=text`)).text()).toBe(a);
    const compute: unknown = await (await get(b, `instance/compute?${version}`)).json();
    expect(compute).toMatchObject({ name: b, vmScaleSetName: 'vmss', evictionPolicy: '' });
    expect(await (await get(alone, `instance?${version}`)).json()).toMatchObject({
      compute: { name: alone, vmScaleSetName: '' },
    });
  });

  it('delay the first request for events', async () => {
    await imds.stop();
    await begin({ activationDelayMs: 200 });
    const begun = performance.now();
    expect((await get(a)).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(190);
    const again = performance.now();
    await get(a);
    expect(performance.now() - again).toBeLessThan(150);
  });
});

describe('an event', () => {
  it('is shown to every VM of the placement group, and to no other', async () => {
    const id = imds.schedule({ type: 'Redeploy', resources: [b] });
    expect((await document(a)).Events).toMatchObject([
      { EventId: id, Resources: [b], EventStatus: 'Scheduled' },
    ]);
    expect((await document(alone)).Events).toEqual([]);
  });

  it('keeps its id from Scheduled to the end, and each change is counted', async () => {
    expect((await document(a)).DocumentIncarnation).toBe(1);
    const id = imds.schedule({
      type: 'Freeze',
      resources: [a],
      description: LIVE_MIGRATION,
      durationSeconds: 5,
    });
    const scheduled = await document(a);
    expect(scheduled).toMatchObject({
      DocumentIncarnation: 2,
      Events: [{ EventId: id, DurationInSeconds: 5 }],
    });
    expect(scheduled.Events[0]?.NotBefore).toMatch(
      /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/,
    );
    imds.start(id);
    expect(await document(a)).toMatchObject({
      DocumentIncarnation: 3,
      Events: [{ EventId: id, EventStatus: 'Started', NotBefore: '' }],
    });
    imds.finish(id);
    expect(await document(a)).toEqual({ DocumentIncarnation: 4, Events: [] });
  });

  it('is approved for all VMs by any VM that sees it', async () => {
    const id = imds.schedule({ type: 'Reboot', resources: [a, b] });
    const approve = (body: unknown): Promise<Response> =>
      get(b, `scheduledevents?${version}`, { headers, method: 'POST', body: JSON.stringify(body) });
    expect((await approve({ StartRequests: [{ EventId: 'unknown' }] })).status).toBe(400);
    expect((await approve({ StartRequests: id })).status).toBe(400);
    expect((await approve({ StartRequests: [{ EventId: id }] })).status).toBe(200);
    expect((await document(a)).Events).toMatchObject([{ EventStatus: 'Started' }]);
  });

  it('starts and ends by itself when it has a duration', async () => {
    imds.schedule({ type: 'Freeze', resources: [a], noticeMs: 300, finishAfterMs: 300 });
    const seen = new Set<unknown>();
    for (let events = (await document(a)).Events; events.length > 0; events = (await document(a)).Events) {
      seen.add(events[0]?.EventStatus);
      await delay(2);
    }
    expect([...seen]).toEqual(['Scheduled', 'Started']);
  });

  it('shows only the fields of the requested version', async () => {
    imds.schedule({ type: 'Preempt', resources: [a] });
    const read = async (asked: string): Promise<unknown> =>
      (await get(a, `scheduledevents?api-version=${asked}`)).json();
    expect(await read('2017-08-01')).toMatchObject({ Events: [] });
    expect(await read('2019-01-01')).toMatchObject({
      Events: [expect.not.objectContaining({ Description: '' })],
    });
    expect(await read('2019-08-01')).toMatchObject({
      Events: [{ Description: '', EventSource: 'Platform' }],
    });
  });

  it('needs an existing VM', () => {
    expect(() => imds.schedule({ type: 'Reboot', resources: ['nobody'] })).toThrow('no VM is named nobody');
    expect(() => imds.finish('nothing')).toThrow('there is no event nothing');
  });
});

describe('a fault', () => {
  it.each([
    ['not-found', 404, /error/],
    ['gone', 410, /error/],
    ['throttled', 429, /Too Many Requests/],
    ['error', 500, /error/],
    ['empty', 200, /^$/],
    ['html', 200, /<html>/],
    ['truncated', 200, /[^}]$/],
    ['garbage', 200, /"Events":"none"/],
    ['huge', 200, /^ +$/],
  ] as const)('%s answers %d', async (fault, status, body) => {
    imds.fault(a, fault);
    const response = await get(a);
    expect(response.status).toBe(status);
    expect((await response.text()).slice(0, 200)).toMatch(body);
    expect((await get(b)).status).toBe(200);
  });

  it('hang sends no answer, and reset closes the connection', async () => {
    imds.fault(a, 'hang');
    await expect(get(a, undefined, { headers, signal: AbortSignal.timeout(50) })).rejects.toThrow('timeout');
    imds.fault(a, 'reset');
    await expect(get(a)).rejects.toThrow('fetch failed');
  });

  it('lasts for a number of requests, or until it is healed', async () => {
    imds.fault(a, 'error', 2);
    expect([(await get(a)).status, (await get(a)).status, (await get(a)).status]).toEqual([500, 500, 200]);
    imds.fault(a, 'error');
    imds.fault(a, undefined);
    expect((await get(a)).status).toBe(200);
  });

  it('may be any document', async () => {
    imds.serve(a, '{"DocumentIncarnation":"x"}');
    expect(await (await get(a)).text()).toBe('{"DocumentIncarnation":"x"}');
    imds.serve(a, undefined);
    expect((await document(a)).Events).toEqual([]);
  });
});

describe('the request count', () => {
  it('is kept for each VM', async () => {
    await Promise.all([get(a), get(a), get(a, `instance?${version}`), get(a, 'scheduledevents')]);
    expect(imds.counts(a)).toMatchObject({ scheduledEvents: 2, instance: 1, startRequests: 0, refused: 1 });
    expect(imds.counts(a).mostAtOnce).toBeGreaterThan(0);
    expect(imds.counts(b).scheduledEvents).toBe(0);
  });
});

describe('the control by HTTP', () => {
  it('has the same effects as the class', async () => {
    const { body: added } = await control('vms', { name: 'vmss_2', path: 'node-2', group: 'pool' });
    expect(added).toEqual({ url: `${imds.origin}/vm/node-2` });
    const { body: created } = await control('events', { type: 'Redeploy', resources: ['vmss_2'] });
    const [event] = (await document('vmss_2')).Events;
    expect(created).toEqual({ id: event?.EventId });
    await control(`events/${String(event?.EventId)}/start`, {});
    expect((await document(a)).Events).toMatchObject([{ EventStatus: 'Started' }]);
    await control(`events/${String(event?.EventId)}/finish`, {});
    expect((await document(a)).Events).toEqual([]);
    await control('vms/node-2/fault', { fault: 'gone', times: 1 });
    expect((await get('node-2')).status).toBe(410);
    await control('vms/node-2/document', 'whatever');
    expect(await (await get('node-2')).text()).toBe('whatever');
    await control('vms/node-2/heal', {});
    expect((await control('state')).body).toContainEqual(
      expect.objectContaining({ name: 'vmss_2', requests: expect.objectContaining({ scheduledEvents: 3 }) }),
    );
  });

  it.each([
    ['vms', {}, 'name: the VM needs one'],
    ['vms/vmss_0/fault', { fault: 'fire' }, 'fault: "fire" is not known'],
    ['vms/nobody/heal', {}, 'the emulator has no VM nobody'],
    ['vms/vmss_0/paint', {}, 'a VM has fault, heal and document, not paint'],
    ['events', { resources: [] }, 'type: the event needs one, such as Redeploy'],
    ['events', { type: 'Reboot' }, 'resources: the event needs a list of VM names'],
    ['events/1/pause', {}, 'an event has start, finish and cancel, not pause'],
    ['weather', {}, 'there is no /control/weather; see testing/imds/README.md'],
  ])('says what is wrong with POST /control/%s %j', async (path, body, error) => {
    expect(await control(path, body)).toEqual({ status: 400, body: { error } });
  });

  it('accepts the faults by name', () => {
    expect(['slow', 'hang', 'toString', 5].map(isFault)).toEqual([true, true, false, false]);
  });
});
