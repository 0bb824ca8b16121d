import type { IncomingMessage } from 'node:http';
import type { Clock } from './clock.ts';
import { SLOW_MS, faultAnswer } from './fault.ts';
import { SCHEDULED_EVENTS_VERSIONS } from './scheduled-event.ts';
import type { VirtualMachine } from './virtual-machine.ts';
import { type Answer, json, readBody, text } from './wire.ts';

export interface ServiceOptions {
  readonly clock: Clock;
  /** How long the first request for scheduled events waits; up to 2 min in Azure. */
  readonly activationDelayMs: number;
  /** Whether api-version 2024-07-09, which is not generally available, is offered. */
  readonly spotRebalance: boolean;
}

/** The `/metadata` of one VM, with the rules of the real service. */
export async function answerMetadata(
  vm: VirtualMachine,
  request: IncomingMessage,
  options: ServiceOptions,
): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://imds');
  const path = url.pathname.replace(/^\/vm\/[^/]+\/metadata/, '').replace(/\/$/, '');
  const refusal = ruleBroken(request, url) ?? versionRefused(path, url, options);
  if (refusal !== undefined) {
    vm.counts.refused += 1;
    return refusal;
  }
  count(vm, path, request);
  const fault = vm.takeFault();
  if (fault !== undefined && fault !== 'slow') return faultAnswer(fault);
  if (fault === 'slow') await pause(options.clock, SLOW_MS);
  return path === '/scheduledevents'
    ? answerScheduledEvents(vm, request, url, options)
    : answerInstance(vm, path, url);
}

function badRequest(why: string): Answer {
  return json(400, { error: `Bad request. ${why}` });
}

function ruleBroken(request: IncomingMessage, url: URL): Answer | undefined {
  if (request.headers.metadata?.toString().toLowerCase() !== 'true') {
    return badRequest('Required metadata header not specified');
  }
  if (request.headers['x-forwarded-for'] !== undefined) {
    return badRequest('The X-Forwarded-For header is not allowed');
  }
  const names = [...url.searchParams.keys()];
  if (new Set(names).size < names.length) return badRequest('A query parameter is given twice');
  if (!url.searchParams.has('api-version')) return badRequest('api-version was not specified in the request');
  return undefined;
}

function versionRefused(path: string, url: URL, options: ServiceOptions): Answer | undefined {
  const version = url.searchParams.get('api-version') ?? '';
  const invalid = 'Invalid version requested';
  if (path !== '/scheduledevents') {
    return /^20\d\d-\d\d-\d\d$/.test(version) ? undefined : badRequest(invalid);
  }
  if (version === '2024-07-09' && !options.spotRebalance)
    return json(404, { error: `Not found. ${invalid}` });
  return SCHEDULED_EVENTS_VERSIONS.some((known) => known === version) ? undefined : badRequest(invalid);
}

function count(vm: VirtualMachine, path: string, request: IncomingMessage): void {
  if (path !== '/scheduledevents') vm.counts.instance += 1;
  else if (request.method === 'POST') vm.counts.startRequests += 1;
  else vm.counts.scheduledEvents += 1;
}

async function answerScheduledEvents(
  vm: VirtualMachine,
  request: IncomingMessage,
  url: URL,
  options: ServiceOptions,
): Promise<Answer> {
  if (request.method === 'POST') return approve(vm, await readBody(request));
  if (request.method !== 'GET') return json(405, { error: 'Method not allowed' });
  const wait = vm.activate(options.clock.now(), options.activationDelayMs);
  if (wait > 0) await pause(options.clock, wait);
  const version = url.searchParams.get('api-version') ?? '';
  return text(200, vm.document ?? JSON.stringify(vm.group.document(version)));
}

/** `{"StartRequests":[{"EventId":"…"}]}`: an approval counts for every VM of the event. */
function approve(vm: VirtualMachine, body: string): Answer {
  const ids = startRequests(body);
  if (ids === undefined || ids.some((id) => !vm.group.has(id))) return badRequest('Invalid StartRequests');
  for (const id of ids) vm.group.start(id);
  return text(200, '');
}

function startRequests(body: string): string[] | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null || !('StartRequests' in parsed)) return undefined;
    if (!Array.isArray(parsed.StartRequests)) return undefined;
    const ids = parsed.StartRequests.map((entry: unknown) =>
      typeof entry === 'object' && entry !== null && 'EventId' in entry ? String(entry.EventId) : '',
    );
    return ids.length > 0 ? ids : undefined;
  } catch {
    return undefined;
  }
}

function answerInstance(vm: VirtualMachine, path: string, url: URL): Answer {
  const [, root, part, leaf] = path.split('/');
  const notFound = json(404, { error: 'Not found' });
  if (root !== 'instance') return notFound;
  if (part === undefined) return json(200, { compute: vm.compute, network: { interface: [] } });
  if (part !== 'compute') return notFound;
  if (leaf === undefined) return json(200, vm.compute);
  const value = vm.compute[leaf];
  if (value === undefined) return notFound;
  return url.searchParams.get('format') === 'text'
    ? text(200, value, 'text/plain')
    : badRequest('Leaf elements need format=text');
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve));
}
