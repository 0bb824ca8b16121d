import { expect, it } from '@jest/globals';
import { CORDONED } from '@mechanic/contract';
import fc from 'fast-check';
import { decide } from './decide.ts';
import { KnownSteps } from './known-steps.ts';
import type { Decision } from './decision.ts';
import { hasWaitingTaint, isDraining } from './step/ownership.ts';
import type { DrainProgress, NodeView } from './snapshot.ts';
import {
  aDrain,
  aNode,
  aReport,
  aRequest,
  aSnapshot,
  applied,
  minutes,
  now as beginning,
  seconds,
  settingsOf,
} from './testing.ts';
import { formatTime } from './times.ts';

const settings = settingsOf(`{maxConcurrentDrains: 2, maxUnavailable: 100%, scheduledEvents: {freeze: true},
  uncordon: {delay: 2m}, drain: {timeout: 20m}}`);
const size = 4;

/** A change between two passes to the node with this number. */
type Happening = { readonly node: number } & (
  | { readonly kind: 'announce'; readonly type: string; readonly inMinutes: number }
  | { readonly kind: 'start' | 'vanish' | 'cordon' | 'uncordon' | 'probe' | 'ready' | 'label' | 'withdraw' }
  | { readonly kind: 'request'; readonly inMinutes: number }
  | { readonly kind: 'progress'; readonly state: DrainProgress['state'] }
  | { readonly kind: 'wait'; readonly seconds: number }
  /** A pass in which the write with this number fails, and every further write at the same distance. */
  | { readonly kind: 'pass'; readonly failing: number }
);

const plain = fc.constantFrom('start', 'vanish', 'cordon', 'uncordon', 'probe', 'ready', 'label', 'withdraw');
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    kind: fc.constant('announce' as const),
    node: fc.nat(size - 1),
    type: fc.constantFrom('Redeploy', 'Reboot', 'Freeze', 'Preempt'),
    inMinutes: fc.integer({ min: 0, max: 30 }),
  }),
  fc.record({
    kind: fc.constant('request' as const),
    node: fc.nat(size - 1),
    inMinutes: fc.integer({ min: -5, max: 30 }),
  }),
  fc.record({ kind: plain, node: fc.nat(size - 1) }) as fc.Arbitrary<Happening>,
  fc.record({
    kind: fc.constant('progress' as const),
    node: fc.nat(size - 1),
    state: fc.constantFrom('running', 'emptied', 'stuck'),
  }),
  fc.record({
    kind: fc.constant('wait' as const),
    node: fc.constant(0),
    seconds: fc.integer({ min: 1, max: 900 }),
  }),
  fc.record({
    kind: fc.constant('pass' as const),
    node: fc.constant(0),
    failing: fc.integer({ min: 1, max: 6 }),
  }),
);

/** Receives each decision, and a function that repeats it without known steps. */
type Check = (decision: Decision, anew: () => Decision) => void;

/** A small simulated cluster with people, probes and Azure, as the API server would show it. */
class World {
  nodes: NodeView[] = Array.from({ length: size }, (_, index) =>
    aNode(`n${index}`, { report: aReport(`n${index}`, []), conditions: {} }),
  );
  /** Nodes that a person wants cordoned. */
  readonly wanted = new Set<string>();
  readonly #probed = new Set(this.nodes.map(({ name }) => name));
  readonly #drains = new Map<string, DrainProgress['state']>();
  readonly #known = new KnownSteps();
  readonly #check: Check;
  #now = beginning;
  #events = 0;

  constructor(check: Check = () => undefined) {
    this.#check = check;
  }

  happen(what: Happening): void {
    switch (what.kind) {
      case 'wait':
        this.#now += what.seconds * seconds;
        return;
      case 'pass':
        this.pass(what.failing);
        return;
      case 'progress':
        this.#drains.set(`n${what.node}`, what.state);
        return;
      default:
        this.nodes = this.nodes.map((node, index) =>
          index === what.node ? this.#changed(node, what) : node,
        );
    }
  }

  pass(failing = Number.POSITIVE_INFINITY): Decision {
    const running = this.nodes
      .filter(isDraining)
      .map(({ name }) => aDrain(name, { state: this.#drains.get(name) ?? 'running' }));
    const snapshot = aSnapshot(this.nodes, { probed: [...this.#probed], drains: running });
    const decision = decide(snapshot, settings, this.#now, this.#known);
    this.#check(decision, () => decide(snapshot, settings, this.#now));
    for (const [index, action] of decision.actions.entries()) {
      if ((index + 1) % failing === 0) continue;
      this.nodes = this.nodes.map((node) => applied(node, action));
    }
    for (const { name } of this.nodes.filter((node) => !isDraining(node))) this.#drains.delete(name);
    return decision;
  }

  /** All events of Azure end, and all writes succeed again. */
  calmDown(): void {
    for (const { name } of this.nodes) this.#probed.add(name);
    this.nodes = this.nodes.map((node) => ({
      ...node,
      ready: 'True',
      report: this.#report(node, []),
      request: { kind: 'absent' },
    }));
    for (let pass = 0; pass < 6; pass += 1) {
      this.pass();
      this.#now += 1 * minutes;
    }
  }

  #changed(node: NodeView, what: Happening): NodeView {
    const events = node.report.kind === 'present' ? node.report.value.events : [];
    switch (what.kind) {
      case 'announce': {
        const notBefore = formatTime(this.#now + what.inMinutes * minutes);
        this.#events += 1;
        const announced = { id: `e${this.#events}`, type: what.type, notBefore };
        return { ...node, report: this.#report(node, [...events, announced]) };
      }
      case 'start': {
        const started = events.map((event) => ({ ...event, status: 'Started', notBefore: null }));
        return { ...node, report: this.#report(node, started) };
      }
      case 'vanish':
        return { ...node, report: this.#report(node, []) };
      case 'probe':
        if (!this.#probed.delete(node.name)) this.#probed.add(node.name);
        return node;
      case 'label':
        // Marks that an earlier mechanic left on the node, whatever its present state.
        return { ...node, labels: { ...node.labels, [CORDONED]: 'true' } };
      case 'ready':
        return { ...node, ready: node.ready === 'True' ? 'False' : 'True' };
      default:
        return this.#byAPerson(node, what);
    }
  }

  #byAPerson(node: NodeView, what: Happening): NodeView {
    const act = what.kind;
    if (act === 'request')
      return { ...node, request: aRequest({ by: this.#now + what.inMinutes * minutes }) };
    if (act === 'withdraw') return { ...node, request: { kind: 'absent' } };
    if (act === 'uncordon' && node.unschedulable) {
      this.wanted.delete(node.name);
      const uncordonSeen = node.record.kind === 'present';
      return { ...node, unschedulable: false, cordonedWithLabel: false, uncordonSeen };
    }
    if (act === 'cordon' && !node.unschedulable) {
      this.wanted.add(node.name);
      return { ...node, unschedulable: true };
    }
    return node;
  }

  #report(node: NodeView, events: Parameters<typeof aReport>[1]): NodeView['report'] {
    return aReport(node.name, events, { changedAt: formatTime(this.#now) });
  }
}

it('after any changes, exactly the nodes that people want cordoned are cordoned in the end, and no mark is left', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60, size: 'max' }), (history) => {
      const world = new World();
      for (const what of history) {
        world.happen(what);
        expect(world.nodes.filter(isDraining).length).toBeLessThanOrEqual(2);
      }
      world.calmDown();
      const cordoned = world.nodes.filter(({ unschedulable }) => unschedulable).map(({ name }) => name);
      expect(cordoned).toEqual([...world.wanted].toSorted());
      const marked = world.nodes.filter((node) => node.record.kind !== 'absent' || hasWaitingTaint(node));
      expect(marked).toEqual([]);
      expect(world.pass()).toMatchObject({ actions: [], statuses: [], nextPassAt: null });
    }),
    { numRuns: 1500 },
  );
});

it('steps known from earlier passes change no decision', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60, size: 'max' }), (history) => {
      const world = new World((decision, anew) => expect(decision).toEqual(anew()));
      for (const what of history) {
        world.happen(what);
        world.pass();
      }
      world.calmDown();
    }),
    { numRuns: 150 },
  );
});
