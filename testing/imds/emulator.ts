import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { type Clock, systemClock } from './clock.ts';
import { answerControl } from './control.ts';
import type { Fault } from './fault.ts';
import { answerMetadata } from './metadata-service.ts';
import { PlacementGroup } from './placement-group.ts';
import type { EventRequest, ScheduledEvent } from './scheduled-event.ts';
import { type RequestCounts, VirtualMachine, type VirtualMachineSpec } from './virtual-machine.ts';
import { type Answer, json, send } from './wire.ts';

export interface EmulatorOptions {
  /** Address to listen on. Default: loopback. */
  readonly host?: string;
  /** Port to listen on. Default: any free port. */
  readonly port?: number;
  readonly clock?: Clock;
  /** How long a VM's first request for scheduled events takes, in milliseconds. */
  readonly activationDelayMs?: number;
  /** Offer api-version 2024-07-09 with SpotRebalanceRecommendation. */
  readonly spotRebalance?: boolean;
}

/** Azure's Instance Metadata Service for many VMs at once, each under its own path: `/vm/<path>/metadata/…`. */
export class ImdsEmulator {
  readonly #server: Server;
  readonly #host: string;
  readonly #clock: Clock;
  readonly #options: EmulatorOptions;
  readonly #machines = new Map<string, VirtualMachine>();
  readonly #groups = new Map<string, PlacementGroup>();
  readonly #observers = new Set<(event: ScheduledEvent) => void>();

  private constructor(options: EmulatorOptions) {
    this.#options = options;
    this.#host = options.host ?? '127.0.0.1';
    this.#clock = options.clock ?? systemClock;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).then(
        (answer) => send(response, answer),
        () => response.destroy(),
      );
    });
  }

  /** A running emulator. */
  static async start(options: EmulatorOptions = {}): Promise<ImdsEmulator> {
    const emulator = new ImdsEmulator(options);
    emulator.#server.listen(options.port ?? 0, emulator.#host);
    await once(emulator.#server, 'listening');
    return emulator;
  }

  async stop(): Promise<void> {
    for (const group of this.#groups.values()) group.stop();
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** Base URL of the emulator itself; `/control` is under it. */
  get origin(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the emulator does not listen');
    return `http://${this.#host}:${String(address.port)}`;
  }

  /** The value of `MECHANIC_IMDS_ENDPOINT` for this VM (by path or name). */
  url(vm: string): string {
    return `${this.origin}/vm/${encodeURIComponent(this.machine(vm).path)}`;
  }

  /** Adds a VM and returns its URL. */
  add(spec: VirtualMachineSpec): string {
    const name = spec.group ?? spec.name;
    const group = this.#groups.get(name) ?? new PlacementGroup(name, this.#clock);
    this.#groups.set(name, group);
    const machine = new VirtualMachine(spec, group);
    this.#machines.set(machine.path, machine);
    return this.url(machine.path);
  }

  /** Announces an event to every VM in the placement groups of the named VMs; returns its EventId. */
  schedule(request: EventRequest): string {
    const wanted = new Set(request.resources.map((name) => name.toLowerCase()));
    const machine = [...this.#machines.values()].find((vm) => wanted.has(vm.name.toLowerCase()));
    if (machine === undefined) throw new Error(`no VM is named ${request.resources.join(' or ')}`);
    const id = machine.group.add(request);
    for (const event of machine.group.events) {
      if (event.id === id) for (const observe of this.#observers) observe(event);
    }
    return id;
  }

  /** The event changes from Scheduled to Started: the id stays, NotBefore becomes blank. */
  start(eventId: string): void {
    this.#groupOf(eventId).start(eventId);
  }

  /** The event ends and is removed. */
  finish(eventId: string): void {
    this.#groupOf(eventId).remove(eventId);
  }

  /** Azure cancels the event; a reader sees the same as at the end. */
  cancel(eventId: string): void {
    this.#groupOf(eventId).remove(eventId);
  }

  /** Makes the next `times` requests of a VM fail (all requests without `times`); undefined ends the fault. */
  fault(vm: string, fault: Fault | undefined, times = Number.POSITIVE_INFINITY): void {
    this.machine(vm).setFault(fault, times);
  }

  /** Serves this text as a VM's scheduled events, even if it is invalid; undefined ends that. */
  serve(vm: string, document: string | undefined): void {
    this.machine(vm).document = document;
  }

  counts(vm: string): Readonly<RequestCounts> {
    return this.machine(vm).counts;
  }

  /** The events that a VM sees. */
  events(vm: string): readonly ScheduledEvent[] {
    return this.machine(vm).group.events;
  }

  /** Calls back for each new event; the returned function unsubscribes. */
  onSchedule(observe: (event: ScheduledEvent) => void): () => void {
    this.#observers.add(observe);
    return () => void this.#observers.delete(observe);
  }

  get machines(): readonly VirtualMachine[] {
    return [...this.#machines.values()];
  }

  /** A VM by path or name. */
  machine(vm: string): VirtualMachine {
    const found = this.#machines.get(vm) ?? this.machines.find((machine) => machine.name === vm);
    if (found === undefined) throw new Error(`the emulator has no VM ${vm}`);
    return found;
  }

  #groupOf(eventId: string): PlacementGroup {
    const group = [...this.#groups.values()].find((candidate) => candidate.has(eventId));
    if (group === undefined) throw new Error(`there is no event ${eventId}`);
    return group;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<Answer> {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path.startsWith('/control/')) return answerControl(this, path, request);
    const vm = this.#machines.get(decodeURIComponent(/^\/vm\/([^/]+)\/metadata(\/|$)/.exec(path)?.[1] ?? ''));
    if (vm === undefined) return json(404, { error: 'no such VM in this emulator' });
    vm.opened();
    response.on('close', () => vm.closed());
    return answerMetadata(vm, request, {
      clock: this.#clock,
      activationDelayMs: this.#options.activationDelayMs ?? 0,
      spotRebalance: this.#options.spotRebalance ?? false,
    });
  }
}
