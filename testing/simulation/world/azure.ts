import type { Engine } from '../engine/engine.ts';
import { EPOCH } from '../engine/sim-clock.ts';
import type { Random } from '../engine/random.ts';
import type { AzureEventPlan } from '../plan/azure-plan.ts';
import type { ImdsWindow } from '../plan/plan.ts';
import type { ImdsReply, MetadataService } from '../replicas/sim-imds.ts';
import type { Machine } from './machine.ts';

/** An event as Azure announces it now. */
export interface AzureEvent {
  readonly plan: AzureEventPlan;
  /** Names of the VMs that it still concerns. */
  readonly resources: readonly string[];
  /** True time of the earliest begin, in milliseconds since the beginning. */
  readonly notBefore: number;
  readonly status: 'Scheduled' | 'Started';
}

export interface AzureParts {
  readonly engine: Engine;
  readonly random: Random;
  readonly plans: readonly AzureEventPlan[];
  readonly imds: readonly ImdsWindow[];
  /** The machine at a place of the plan; undefined when there is none any more. */
  readonly machineAt: (index: number) => Machine | undefined;
  /** An event begins or ends on a machine. */
  readonly strike: (machine: Machine, event: AzureEventPlan) => void;
  readonly onNews: (text: string) => void;
}

/** Announces maintenance, begins it, ends it; and answers for the metadata service of every VM. */
export class Azure {
  readonly #parts: AzureParts;
  readonly #events = new Map<string, AzureEvent>();
  /** Places whose metadata service says nothing, and until when. */
  readonly #blind = new Map<number, number>();
  #incarnation = 1;
  #document: string | null = null;

  constructor(parts: AzureParts) {
    this.#parts = parts;
    for (const plan of parts.plans) parts.engine.at(plan.announcedAt, () => this.#announce(plan));
  }

  /** What is announced for a VM now. */
  eventsOf(vm: string): readonly AzureEvent[] {
    return [...this.#events.values()].filter(({ resources }) => resources.includes(vm));
  }

  get events(): readonly AzureEvent[] {
    return [...this.#events.values()];
  }

  /** Takes everything back that has not begun, and lets no more begin. */
  calmDown(): void {
    for (const id of [...this.#events.keys()]) this.#drop(id, 'is taken back');
  }

  /** A VM is gone: nothing concerns it any more. */
  forget(vm: string): void {
    for (const [id, event] of this.#events) {
      const resources = event.resources.filter((name) => name !== vm);
      if (resources.length === event.resources.length) continue;
      if (resources.length === 0) this.#drop(id, 'ends with its VM');
      else this.#set({ ...event, resources });
    }
  }

  /** The metadata service of one VM. */
  serviceOf(index: number, vm: string): MetadataService {
    return { vmName: () => vm, ask: () => this.#answer(index, vm) };
  }

  /** Whether what this VM is told is not the truth now. */
  lies(index: number, since: number): boolean {
    const { now } = this.#parts.engine;
    return this.#parts.imds.some(
      ({ kind, from, to, node }) =>
        kind === 'lies' && from <= now && to >= since && (node ?? index) === index,
    );
  }

  /** The metadata service of one VM does not answer for a while. */
  blind(index: number, forMs: number): void {
    this.#blind.set(index, this.#parts.engine.now + forMs);
  }

  /** It answers again. */
  see(index: number): void {
    const until = this.#blind.get(index);
    if (until !== undefined) this.#blind.set(index, Math.min(until, this.#parts.engine.now));
  }

  /** Whether it did not answer at some time since. */
  wasBlind(index: number, since: number): boolean {
    return (this.#blind.get(index) ?? -Infinity) >= since;
  }

  #announce(plan: AzureEventPlan): void {
    const { engine, machineAt } = this.#parts;
    const machines = plan.nodes.flatMap((index) => machineAt(index) ?? []).filter(({ gone }) => !gone);
    if (machines.length === 0) return;
    const begins = engine.now + plan.noticeMs;
    this.#set({ plan, resources: machines.map(({ vm }) => vm), notBefore: begins, status: 'Scheduled' });
    this.#parts.onNews(`${plan.type} ${plan.id} for ${machines.map(({ name }) => name).join(', ')}`);
    if (plan.cancelledAfterMs !== null) engine.after(plan.cancelledAfterMs, () => this.#cancel(plan.id));
    if (plan.putOffMs > 0 && plan.noticeMs > 0) {
      engine.after(plan.noticeMs * 0.6, () => this.#putOff(plan));
      engine.at(begins + plan.putOffMs, () => this.#begin(plan, machines));
    } else engine.at(begins + (plan.lateMs ?? 0), () => this.#begin(plan, machines));
  }

  #cancel(id: string): void {
    if (this.#events.get(id)?.status === 'Scheduled') this.#drop(id, 'is cancelled');
  }

  #putOff(plan: AzureEventPlan): void {
    const event = this.#events.get(plan.id);
    if (event !== undefined) this.#set({ ...event, notBefore: event.notBefore + plan.putOffMs });
  }

  #begin(plan: AzureEventPlan, machines: readonly Machine[]): void {
    const event = this.#events.get(plan.id);
    if (event === undefined) return;
    if (plan.type === 'SpotRebalanceRecommendation') return;
    this.#set({ ...event, status: 'Started' });
    this.#parts.onNews(`${plan.type} ${plan.id} begins`);
    const { lingersMs = 0 } = plan;
    for (const machine of machines) {
      if (event.resources.includes(machine.vm))
        this.#parts.engine.after(lingersMs + 500, () => this.#strike(machine, plan));
    }
    this.#parts.engine.after(lingersMs + plan.durationMs + 1_000, () => this.#drop(plan.id, 'ends'));
  }

  /** Not when it was taken back meanwhile. */
  #strike(machine: Machine, plan: AzureEventPlan): void {
    if (this.#events.has(plan.id)) this.#parts.strike(machine, plan);
  }

  #set(event: AzureEvent): void {
    this.#events.set(event.plan.id, event);
    this.#changed();
  }

  #drop(id: string, how: string): void {
    if (!this.#events.delete(id)) return;
    this.#changed();
    this.#parts.onNews(`event ${id} ${how}`);
  }

  #changed(): void {
    this.#incarnation += 1;
    this.#document = null;
  }

  #answer(index: number, vm: string): ImdsReply {
    const { engine, imds, random } = this.#parts;
    const { now } = engine;
    const afterMs = 3 + 2 * random.next();
    const window = imds.find(({ from, to, node }) => from <= now && now < to && (node ?? index) === index);
    if ((this.#blind.get(index) ?? -Infinity) > now)
      return { kind: 'failure', failure: 'unreachable', afterMs };
    switch (window?.kind) {
      case 'fails':
        return { kind: 'failure', failure: 'server_error', afterMs };
      case 'throttles':
        return { kind: 'failure', failure: 'throttled', afterMs };
      case 'garbage':
        return { kind: 'document', body: '<html>bad gateway', afterMs };
      case 'slow':
        return { kind: 'document', body: this.#text(), afterMs: 4_000 + 3_000 * random.next() };
      case 'lies':
        return { kind: 'document', body: lie(vm, this.#incarnation), afterMs };
      case undefined:
        return { kind: 'document', body: this.#text(), afterMs };
    }
  }

  /** The same text until something changes. */
  #text(): string {
    this.#document ??= JSON.stringify({
      DocumentIncarnation: this.#incarnation,
      Events: this.events.map(render),
    });
    return this.#document;
  }
}

function render({ plan, resources, notBefore, status }: AzureEvent): object {
  const advice = plan.type === 'SpotRebalanceRecommendation';
  return {
    EventId: plan.id,
    EventStatus: advice ? 'Advisory' : status,
    EventType: plan.type,
    ResourceType: 'VirtualMachine',
    Resources: resources,
    NotBefore:
      status === 'Started' || advice || plan.undated ? '' : new Date(EPOCH + notBefore).toUTCString(),
    Description: plan.liveMigration
      ? 'Virtual machine is being paused because of a memory-preserving Live Migration operation.'
      : 'Host server is undergoing maintenance.',
    EventSource: 'Platform',
    DurationInSeconds: plan.type === 'Freeze' ? Math.ceil(plan.durationMs / 1_000) : -1,
  };
}

/** A document that nothing stands behind. */
function lie(vm: string, incarnation: number): string {
  const event = {
    EventId: `lie-${vm}`,
    EventStatus: 'Scheduled',
    EventType: 'Redeploy',
    ResourceType: 'VirtualMachine',
    Resources: [vm],
    NotBefore: '',
    Description: '',
    EventSource: 'Platform',
    DurationInSeconds: -1,
  };
  return JSON.stringify({ DocumentIncarnation: incarnation, Events: [event] });
}
