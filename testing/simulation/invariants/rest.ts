import { ACKNOWLEDGE, CORDONED, MAINTENANCE, REPORT, WAITING_TAINT } from '@mechanic/contract';
import type { Settings } from '@mechanic/contract';
import { EPOCH } from '../engine/sim-clock.ts';
import type { Simulation } from '../run/simulation.ts';
import { hasTaint } from '../world/kube.ts';
import { leftOverSurges } from './surges.ts';
import type { NodeFacts } from './node-facts.ts';
import { isForeign, isReady } from './node-facts.ts';
import { isEnabled, reasonToWait } from './waiting-reasons.ts';

const MINUTE_MS = 60_000;
/** Nothing was written for so long: the world rests. A probe looks after its report every five minutes, give or take a tenth. */
const REST_MS = 6 * MINUTE_MS;
const LONGEST_SERVING_MS = 90 * MINUTE_MS;
const LONGEST_RETURN_MS = 30 * MINUTE_MS;
/** Requests of one controller in a minute at rest, on average. */
const MOST_REQUESTS_AT_REST = 50;

/** What must be so once the trouble is over: all that can be done gets done, and then nothing more. */
export class Rest {
  readonly #simulation: Simulation;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** The trouble is over: needs are served, then given back, then there is silence. */
  async judge(): Promise<void> {
    const { azure } = this.#simulation;
    const served = await this.#untilRest(LONGEST_SERVING_MS);
    if (served) this.#needsAreServed();
    this.#somebodyLeads();
    this.#reportsAreTrue();
    azure.calmDown();
    const returned = await this.#untilRest(LONGEST_RETURN_MS);
    if (!returned)
      this.#violated('comes-to-rest', 'there are still writes half an hour after the last event ended');
    this.#allIsGivenBack();
    await this.#silence();
  }

  async #untilRest(atMost: number): Promise<boolean> {
    const { engine, court } = this.#simulation;
    const end = engine.now + atMost;
    const began = engine.now;
    while (engine.now < end) {
      await engine.run(engine.now + 20_000);
      if (engine.now - Math.max(began, court.lastOwnWriteAt) >= REST_MS) return true;
    }
    return false;
  }

  // eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
  #needsAreServed(): void {
    const { azure, facts, kube, fleet, engine, programs } = this.#simulation;
    const settings = this.#settings();
    if (settings === null) return;
    for (const node of facts.nodes.values()) {
      const machine = fleet.machine(node.name);
      if (machine === undefined || !machine.up || !programs.probes.has(node.name)) continue;
      const events = azure.eventsOf(machine.vm).filter((event) => isEnabled(event, settings));
      if (events.length === 0 || node.record?.phase === 'Drained') continue;
      const cluster = { facts, kube, settings, epoch: EPOCH + engine.now };
      if (reasonToWait(node, events, cluster) !== null) continue;
      const what = events.map(({ plan }) => plan.type).join(', ');
      this.#violated(
        'needs-served',
        `${node.name} needs a drain (${what}) and is ${node.record?.phase ?? 'untouched'}`,
      );
    }
  }

  #somebodyLeads(): void {
    const { kube, programs } = this.#simulation;
    const [lease] = kube.list('leases');
    const holder = lease?.spec?.holderIdentity ?? '';
    const pods = [...programs.controllers.values()].map(({ replica }) => replica.podName);
    if (pods.length > 0 && !pods.includes(holder))
      this.#violated('somebody-leads', `the lease is held by "${holder}"`);
  }

  #reportsAreTrue(): void {
    const { azure, facts, fleet, programs } = this.#simulation;
    for (const node of facts.nodes.values()) {
      const machine = fleet.machine(node.name);
      if (machine === undefined || !machine.up || programs.probes.get(node.name)?.ready !== true) continue;
      const told = azure
        .eventsOf(machine.vm)
        .map(({ plan }) => plan.id)
        .sort();
      const reported = node.reported.map(({ id }) => id).sort();
      if (node.node.metadata.annotations?.[REPORT] === undefined) continue;
      if (told.join() !== reported.join()) {
        this.#violated(
          'reports-true',
          `${node.name} reports ${reported.join()} where IMDS says ${told.join()}`,
        );
      }
    }
  }

  #allIsGivenBack(): void {
    const { facts, kube, surges } = this.#simulation;
    const settings = this.#settings();
    if (settings === null || settings.dryRun) return;
    for (const left of leftOverSurges(surges, kube)) this.#violated('surges-returned', left);
    for (const node of facts.nodes.values()) {
      if (node.ignoredSince !== null || isForeign(node.node) || !isReady(node.node)) continue;
      const kept = keptOf(node, settings);
      if (kept.length > 0) this.#violated('given-back', `${node.name} keeps ${kept.join(', ')}`);
    }
  }

  /** Eventually stable: five minutes without a write, and few questions. */
  async #silence(): Promise<void> {
    const { engine, court, plan } = this.#simulation;
    const began = engine.now;
    const asked = court.requests;
    await engine.run(began + 5 * MINUTE_MS);
    if (court.lastOwnWriteAt >= began)
      this.#violated('eventually-stable', `there are writes although nothing changes: ${court.lastOwnWrite}`);
    const rate = (court.requests - asked) / 5 / plan.controllers;
    if (rate > MOST_REQUESTS_AT_REST) this.#violated('quiet-traffic', `${rate} requests a minute at rest`);
  }

  /** What the leader goes by; null when nobody leads or it is not known. */
  #settings(): Settings | null {
    const { kube, programs, facts } = this.#simulation;
    const holder = kube.list('leases')[0]?.spec?.holderIdentity;
    const leader = [...programs.controllers.values()].find(({ replica }) => replica.podName === holder);
    if (leader === undefined) return null;
    const { process, who } = leader.replica;
    return facts.settingsOf({ process, who }, facts.now).at(-1) ?? null;
  }

  #violated(name: string, what: string): void {
    this.#simulation.court.violated(name, what);
  }
}

// eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
function keptOf(node: NodeFacts, settings: Settings): string[] {
  const { annotations = {}, labels = {} } = node.node.metadata;
  const isOurs = node.cordonedBy === 'mechanic' && settings.uncordon.enabled;
  return [
    ...(MAINTENANCE in annotations ? [`its record (${node.record?.phase ?? 'unreadable'})`] : []),
    ...(ACKNOWLEDGE in annotations ? ['its approvals'] : []),
    ...(CORDONED in labels && node.cordonedBy === null ? ['its label'] : []),
    ...(hasTaint(node.node, WAITING_TAINT) ? ['its taint'] : []),
    ...(isOurs ? ['our cordon'] : []),
    ...(node.excludedBy === 'mechanic' ? ['its exclusion from load balancers'] : []),
    ...(node.takenOutBy === 'mechanic' ? ['the taint that takes it out of service'] : []),
    ...heldConditions(node),
  ];
}

/** Conditions of ours that are still True. */
function heldConditions({ node }: NodeFacts): string[] {
  const conditions = node.status?.conditions ?? [];
  return conditions
    .filter(({ reason, status }) => status === 'True' && reason?.startsWith('Mechanic') === true)
    .map(({ type }) => `the condition ${type}`);
}
