import type { IncomingMessage } from 'node:http';
import { type Fault, isFault } from './fault.ts';
import type { EventRequest } from './scheduled-event.ts';
import type { VirtualMachine, VirtualMachineSpec } from './virtual-machine.ts';
import { type Answer, json, readBody } from './wire.ts';

/** What the control can change. */
export interface Controlled {
  readonly machines: readonly VirtualMachine[];
  url(vm: string): string;
  add(spec: VirtualMachineSpec): string;
  schedule(request: EventRequest): string;
  start(eventId: string): void;
  finish(eventId: string): void;
  cancel(eventId: string): void;
  fault(vm: string, fault: Fault | undefined, times?: number): void;
  serve(vm: string, document: string | undefined): void;
}

/** `/control/…`: controls the emulator by HTTP. An invalid request gets status 400 and a sentence. */
export async function answerControl(
  emulator: Controlled,
  path: string,
  request: IncomingMessage,
): Promise<Answer> {
  try {
    const [, , noun, id, verb] = path.split('/').map(decodeURIComponent);
    const body = await readBody(request);
    const command: Command = { method: request.method ?? 'GET', noun, id, verb, body };
    return json(200, run(emulator, command));
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

interface Command {
  readonly method: string;
  readonly noun: string | undefined;
  readonly id: string | undefined;
  readonly verb: string | undefined;
  readonly body: string;
}

function run(emulator: Controlled, command: Command): unknown {
  const { method, noun, id, verb } = command;
  if (method === 'GET' && noun === 'state') return state(emulator);
  if (method !== 'POST') throw new Error('use GET /control/state or POST; see testing/imds/README.md');
  if (noun === 'vms') return runOnMachine(emulator, id, verb, command.body);
  if (noun === 'events') return runOnEvent(emulator, id, verb, command.body);
  throw new Error(`there is no /control/${noun ?? ''}; see testing/imds/README.md`);
}

function runOnMachine(
  emulator: Controlled,
  id: string | undefined,
  verb: string | undefined,
  body: string,
): unknown {
  if (id === undefined) {
    const spec = parseObject(body);
    if (typeof spec.name !== 'string' || spec.name === '') throw new Error('name: the VM needs one');
    // A tool for manual tests: the other fields are not checked.
    return { url: emulator.add(spec as unknown as VirtualMachineSpec) };
  }
  switch (verb) {
    case 'fault': {
      const { fault, times } = parseObject(body);
      if (!isFault(fault)) throw new Error(`fault: ${JSON.stringify(fault)} is not known`);
      emulator.fault(id, fault, typeof times === 'number' ? times : undefined);
      return {};
    }
    case 'heal':
      emulator.fault(id, undefined);
      emulator.serve(id, undefined);
      return {};
    case 'document':
      emulator.serve(id, body);
      return {};
    default:
      throw new Error(`a VM has fault, heal and document, not ${verb ?? 'nothing'}`);
  }
}

function runOnEvent(
  emulator: Controlled,
  id: string | undefined,
  verb: string | undefined,
  body: string,
): unknown {
  if (id === undefined) {
    const request = parseObject(body);
    if (typeof request.type !== 'string') throw new Error('type: the event needs one, such as Redeploy');
    if (!Array.isArray(request.resources)) throw new Error('resources: the event needs a list of VM names');
    // As above, further fields are not checked.
    return { id: emulator.schedule(request as unknown as EventRequest) };
  }
  if (verb !== 'start' && verb !== 'finish' && verb !== 'cancel') {
    throw new Error(`an event has start, finish and cancel, not ${verb ?? 'nothing'}`);
  }
  emulator[verb](id);
  return {};
}

function state(emulator: Controlled): unknown {
  return emulator.machines.map((vm) => ({
    name: vm.name,
    url: emulator.url(vm.path),
    group: vm.group.name,
    requests: vm.counts,
    events: vm.group.events,
  }));
}

function parseObject(body: string): Record<string, unknown> {
  const value: unknown = JSON.parse(body);
  if (typeof value !== 'object' || value === null) throw new Error('the body must be a JSON object');
  return value as Record<string, unknown>;
}
