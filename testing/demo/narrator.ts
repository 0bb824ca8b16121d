import { setTimeout as delay } from 'node:timers/promises';
import { namespace } from '../scenarios/installation.ts';
import type { MechanicCluster } from '../scenarios/mechanic-cluster.ts';
import type { NodeState } from '../scenarios/node-state.ts';
import type { Terminal } from './terminal.ts';

const interval = 50;

/** Tells the story: what was done to the cluster, and each change of a node and of who leads, as it happens. */
export class Narrator {
  readonly #mechanic: MechanicCluster;
  readonly #terminal: Terminal;
  readonly #told = new Map<string, Situation>();
  #leader: string;
  #looking: Promise<void> = Promise.resolve();
  #watching: Promise<void> | undefined;
  #stopped = false;

  constructor(mechanic: MechanicCluster, terminal: Terminal, leader: string) {
    this.#mechanic = mechanic;
    this.#terminal = terminal;
    this.#leader = leader;
  }

  start(): void {
    this.#watching = this.#watch();
  }

  /** Tells what is left to tell, and ends. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#watching;
    await this.#look();
  }

  /** Begins a chapter, after all that happened before it was told. */
  async chapter(title: string): Promise<void> {
    await this.#look();
    this.#terminal.title(title);
  }

  /** Tells what somebody does, just before it is done. */
  says(who: string, what: string): void {
    this.#terminal.event(who, what);
  }

  async #watch(): Promise<void> {
    while (!this.#stopped) {
      await this.#look();
      await delay(interval);
    }
  }

  // One look at a time, or a change would be told twice. One that fails is made again: the API server may be busy.
  #look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#tellChanges()).catch(() => undefined);
    return this.#looking;
  }

  async #tellChanges(): Promise<void> {
    const states = await this.#mechanic.states();
    // What ended before what began: a slot is given away before it is taken.
    const ended = states.filter(({ phase }) => phase !== 'Draining');
    for (const state of new Set([...ended, ...states])) await this.#tellNode(state);
    const holder = await this.#mechanic.installation.holder();
    if (holder === this.#leader || holder === '') return;
    this.#leader = holder;
    this.#terminal.event('mechanic', `${short(holder)} leads now, and goes on from what the Nodes say`);
  }

  async #tellNode(state: NodeState): Promise<void> {
    const now = situation(state);
    const before = this.#told.get(state.name) ?? 'at rest';
    if (before === now) return;
    this.#told.set(state.name, now);
    this.#terminal.event(
      state.name,
      now === 'Draining' ? await this.#draining(state, before) : sentence(now, state),
    );
  }

  async #draining({ name, record }: NodeState, before: Situation): Promise<string> {
    const all = await this.#mechanic.cluster.podsOn(name);
    const pods = all.filter(({ metadata }) => metadata?.namespace !== namespace).length;
    const verb = before === 'Paused' ? 'goes on draining' : 'cordoned, drains';
    return `${verb} for ${record?.reason ?? ''}: ${pods} ${pods === 1 ? 'pod' : 'pods'} to move`;
  }
}

type Situation = NonNullable<NodeState['phase']> | 'waits' | 'cordoned' | 'at rest';

function situation({ phase, waiting, unschedulable }: NodeState): Situation {
  if (phase) return phase;
  if (waiting) return 'waits';
  return unschedulable ? 'cordoned' : 'at rest';
}

function sentence(now: Exclude<Situation, 'Draining'>, { record }: NodeState): string {
  const sentences = {
    Drained: 'drained: its pods run elsewhere',
    Paused: `paused, stays cordoned: ${record?.message ?? ''}`,
    Failed: `will be tried again: ${record?.message ?? ''}`,
    waits: 'waits for its turn; the scheduler prefers other nodes',
    cordoned: 'cordoned',
    'at rest': 'uncordoned',
  };
  return sentences[now];
}

/** A pod's name without what it shares with its siblings. */
export function short(pod: string): string {
  return `controller ${pod.slice(pod.lastIndexOf('-') + 1)}`;
}
