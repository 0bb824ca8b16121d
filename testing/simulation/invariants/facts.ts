import { type Settings, defaultSettings, parseSettings } from '@mechanic/contract';
import type { PodObject, WriteRecord } from '../api/index.ts';
import { SETTINGS_KEY } from '../../../controller/src/decide/views/settings-map.ts';
import type { Engine } from '../engine/engine.ts';
import { EPOCH } from '../engine/sim-clock.ts';
import type { Plan } from '../plan/plan.ts';
import type { Client } from '../net/network.ts';
import type { Weather } from '../net/weather.ts';
import { CONFIG_MAP } from '../replicas/controller-replica.ts';
import { type NodeFacts, type Writer, factsAfter } from './node-facts.ts';

/** Settings that a process had heard of, from then on. */
interface Heard {
  readonly at: number;
  readonly settings: Settings;
}

const nothing: Settings = { ...defaultSettings, maxConcurrentDrains: { kind: 'count', count: 0 } };
/** How long settings that came take to hold. */
export const SETTINGS_HOLD_MS = 2_000;
/** Nodes that went count for so long: whoever decides may not have heard of it. */
const LAG_MS = 10_000;

/** What is true, and what each process may rightly believe; kept by the judge from what it sees pass. */
export class Facts {
  readonly engine: Engine;
  readonly weather: Weather;
  readonly nodes = new Map<string, NodeFacts>();
  /** What was true of the Node that was written last, before that. */
  before: NodeFacts | undefined;
  /** When a pod came to its node, by UID. */
  readonly boundAt = new Map<string, number>();
  readonly #gone: { readonly at: number; readonly facts: NodeFacts }[] = [];
  readonly #heard = new Map<string, Heard[]>();
  readonly #texts = new Map<string, Settings | null>();

  #latest: Settings;
  readonly #happenings: Plan['happenings'];

  /** The settings that the run begins with; null when they are not valid. */
  readonly planned: Settings | null;

  constructor(
    engine: Engine,
    weather: Weather,
    { settings, happenings }: Pick<Plan, 'settings' | 'happenings'>,
  ) {
    this.#happenings = happenings;
    this.engine = engine;
    this.weather = weather;
    this.planned = this.#parsed(settings);
    this.#latest = this.planned ?? nothing;
  }

  get now(): number {
    return this.engine.now;
  }

  /** The right time, in milliseconds since the epoch. */
  epoch(): number {
    return EPOCH + this.engine.now;
  }

  /** What the ConfigMap says now, or said last when it says nothing that holds. */
  latestSettings(): Settings {
    return this.#latest;
  }

  /** Takes note of a write, after everybody has judged it. */
  take(write: WriteRecord, by: Writer): void {
    if (write.resource === 'nodes') this.#takeNode(write, by);
    if (write.resource === 'pods') this.#takePod(write.before, write.after);
    if (write.resource === 'configmaps' && write.name === CONFIG_MAP)
      this.#latest = this.#settingsIn(write.after) ?? this.#latest;
  }

  /** A process hears what the ConfigMap says; null: that there is none. */
  hearsSettings({ process }: Client, text: string | null): void {
    const list = this.#heard.get(process.name) ?? [];
    this.#heard.set(process.name, list);
    const last = list.at(-1);
    list.push({ at: this.now, settings: this.#parsed(text) ?? last?.settings ?? nothing });
  }

  /** Every setting that the process may rightly have decided by, if it decided after `since`. */
  settingsOf({ process }: Client, since: number): readonly Settings[] {
    return this.#heldSince(process.name, since - SETTINGS_HOLD_MS);
  }

  /** Whether the process has known for so long that it is to write nothing. */
  knowsDryRun({ process }: Client, forMs: number): boolean {
    const held = this.#heldSince(process.name, this.now - forMs);
    return held.length > 0 && held.every(({ dryRun }) => dryRun);
  }

  #heldSince(name: string, from: number): readonly Settings[] {
    const list = this.#heard.get(name) ?? [];
    return list
      .filter((_, index) => (list[index + 1]?.at ?? Infinity) >= from)
      .map(({ settings }) => settings);
  }

  /** Whether the settings may rightly have told the process to leave nodes cordoned that it releases. */
  mayKeepCordons(client: Client, since: number): boolean {
    return this.settingsOf(client, since).some(({ uncordon }) => !uncordon.enabled);
  }

  /** The Nodes there are, and those that went so lately that not everybody knows. */
  recentNodes(): readonly NodeFacts[] {
    const from = this.now - LAG_MS;
    return [...this.nodes.values(), ...this.#gone.filter(({ at }) => at >= from).map(({ facts }) => facts)];
  }

  /** Whether anybody was stopped in his tracks so lately. */
  wasSuspended(forMs: number): boolean {
    const from = this.now - forMs;
    return this.#happenings.some(({ at, what }) => what.kind === 'suspend' && at >= from && at <= this.now);
  }

  /** Whether this process may have heard too little of late to know how the Nodes are. */
  mayLag({ who }: Client): boolean {
    const kinds = [
      'watch-stalls',
      'watch-late',
      'partition',
      'delayed',
      'cut',
      'server-error',
      'throttled',
      'lost-before',
      'lost-after',
    ] as const;
    return this.weather.wasFoulSince(this.now - 200_000, who, kinds);
  }

  #parsed(text: string | null): Settings | null {
    if (text === null) return defaultSettings;
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const result = parseSettings(text);
    const settings = result.ok ? result.settings : null;
    this.#texts.set(text, settings);
    return settings;
  }

  #settingsIn(map: unknown): Settings | null {
    const { data = {} } = (map ?? {}) as { data?: Readonly<Record<string, string>> }; // a ConfigMap
    return this.#parsed(data[SETTINGS_KEY] ?? null);
  }

  #takeNode(write: WriteRecord, by: Writer): void {
    const before = this.nodes.get(write.name);
    this.before = before;
    if (write.after === undefined) {
      this.nodes.delete(write.name);
      if (before !== undefined) this.#gone.push({ at: this.now, facts: before });
      return;
    }
    this.nodes.set(write.name, factsAfter(before, write, { ...by, now: this.now }));
  }

  #takePod(before: PodObject | undefined, after: PodObject | undefined): void {
    if (after === undefined) {
      if (before !== undefined) this.boundAt.delete(before.metadata.uid);
      return;
    }
    if (after.spec?.nodeName !== undefined && !this.boundAt.has(after.metadata.uid)) {
      this.boundAt.set(after.metadata.uid, this.now);
    }
  }
}
