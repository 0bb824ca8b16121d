import { REPORT } from '@mechanic/contract';
import type { ProbeReplica } from '../replicas/probe-replica.ts';
import type { Simulation } from '../run/simulation.ts';
import type { Sent } from '../net/network.ts';
import { vmOf } from '../world/liar.ts';
import type { Calm } from './calm.ts';
import type { Invariant } from './invariant.ts';
import type { NodeFacts, ReportedFacts } from './node-facts.ts';

const LOOK_MS = 5_000;
/** A probe whose last word is not on the Node says so after a minute. */
const UNSURE_MS = 80_000;
/** It looks every five minutes whether somebody has changed its Node. */
const CHECK_MS = 400_000;
/** From what the metadata service says to the report, when nothing is in the way. */
const REPORT_MS = 25_000;
/** A program that has just begun. */
const YOUNG_MS = 60_000;
const SILENCE_MS = 55_000;
/** The longest pause of a probe that had no success, and some more. */
const ECHO_MS = 110_000;

/** Looks every few seconds whether probes do what they are for. */
export class ProbeWatch {
  readonly #simulation: Simulation;
  readonly #calm: Calm;
  /** What is wrong, and since when. */
  readonly #wrong = new Map<string, number>();

  constructor(simulation: Simulation, calm: Calm) {
    this.#simulation = simulation;
    this.#calm = calm;
  }

  begin(): void {
    this.#simulation.engine.every(
      () => LOOK_MS,
      () => this.#look(),
    );
  }

  // eslint-disable-next-line complexity -- a list of what excuses it, a line each, and nothing between them
  #look(): void {
    const { facts, programs, fleet, engine } = this.#simulation;
    const wrong = new Map<
      string,
      { readonly name: string; readonly mostMs: number; readonly what: string }
    >();
    for (const [node, probe] of programs.probes) {
      const known = facts.nodes.get(node);
      const machine = fleet.machine(node);
      if (known === undefined || !machine?.up || probe.process.state !== 'running') continue;
      for (const { name, what, mostMs } of this.#faultsOf(probe, known)) {
        wrong.set(`${name} ${probe.process.name} ${what}`, { name, mostMs, what: `${node}: ${what}` });
      }
    }
    for (const key of this.#wrong.keys()) if (!wrong.has(key)) this.#wrong.delete(key);
    for (const [key, { name, mostMs, what }] of wrong) {
      const since = this.#wrong.get(key) ?? engine.now;
      this.#wrong.set(key, since);
      if (engine.now - since > mostMs) this.#simulation.court.violated(name, what);
    }
  }

  // eslint-disable-next-line complexity -- a list of what excuses it, a line each, and nothing between them
  #faultsOf(
    probe: ProbeReplica,
    node: NodeFacts,
  ): { readonly name: string; readonly what: string; readonly mostMs: number }[] {
    const name = 'probe-readiness';
    const age = this.#simulation.engine.now - probe.process.bornAt;
    const own = this.#isTouched(node) ? CHECK_MS : UNSURE_MS;
    if (probe.ready && probe.heard === null)
      return [{ name, what: 'is Ready and has heard nothing', mostMs: 0 }];
    if (probe.ready && this.#hasNothingOf(node, probe.process.bornAt))
      return [{ name, what: 'is Ready, and nothing of it is on the Node', mostMs: 0 }];
    const faults = [];
    if (probe.ready && !saysWhatItHeard(probe, node))
      faults.push({ name, what: 'is Ready, and its last word is not on the Node', mostMs: own });
    if (age < YOUNG_MS || !this.#calm.isQuietForProbes(ECHO_MS) || this.#isTouched(node)) return faults;
    const imds = this.#imdsOf(node);
    if (imds === 'good' && !probe.ready) faults.push({ name, what: 'is not Ready', mostMs: REPORT_MS });
    const wanted = this.#truthOf(node);
    if (imds === 'good' && wanted !== textOf(node.reported))
      faults.push({ name: 'report-in-time', what: `does not report ${wanted}`, mostMs: REPORT_MS });
    if (imds === 'good' && node.reportedImds !== 'ok')
      faults.push({ name: 'report-in-time', what: 'does not say that IMDS answers', mostMs: REPORT_MS });
    if (imds === 'silent' && node.reportedImds === 'ok')
      faults.push({ name: 'report-in-time', what: 'does not say that IMDS is silent', mostMs: REPORT_MS });
    return faults;
  }

  /** It has no report, though it was there before this program began. */
  #hasNothingOf({ name, knownSince, reportedImds }: NodeFacts, bornAt: number): boolean {
    return reportedImds === '' && bornAt > knownSince && !this.#simulation.actors.liar.nodes.has(name);
  }

  /** Somebody else may have changed its report, or the Node is new. */
  #isTouched({ name, knownSince }: NodeFacts): boolean {
    const { actors, engine } = this.#simulation;
    return actors.liar.nodes.has(name) || engine.now - knownSince < CHECK_MS;
  }

  /** How the metadata service of a node is: good for a while, silent for a while, or neither. */
  #imdsOf({ name }: NodeFacts): 'good' | 'silent' | null {
    const { plan, engine, fleet, azure } = this.#simulation;
    const machine = fleet.machine(name);
    if (machine === undefined) return null;
    const index = fleet.indexOf(machine);
    const { now } = engine;
    const windows = plan.imds.filter(
      ({ node, from, to }) => (node ?? index) === index && from <= now && to >= now - ECHO_MS,
    );
    if (windows.length === 0) return azure.wasBlind(index, now - ECHO_MS) ? null : 'good';
    const fails = windows.some(
      ({ kind, from, to }) => kind !== 'lies' && kind !== 'slow' && from <= now - SILENCE_MS && to > now,
    );
    return fails && windows.length === 1 ? 'silent' : null;
  }

  #truthOf({ name }: NodeFacts): string {
    const { azure, fleet } = this.#simulation;
    const vm = fleet.machine(name)?.vm ?? '';
    return azure
      .eventsOf(vm)
      .map(({ plan: { id, type }, status }) => `${id} ${statusOf(type, status)}`)
      .sort()
      .join();
  }
}

function statusOf(type: string, status: string): string {
  return type === 'SpotRebalanceRecommendation' ? 'Advisory' : status;
}

function textOf(reported: readonly ReportedFacts[]): string {
  return reported
    .map(({ id, status }) => `${id} ${status}`)
    .sort()
    .join();
}

function saysWhatItHeard({ heard }: ProbeReplica, node: NodeFacts): boolean {
  const own = heard?.document.events.filter(({ resources }) => resources.includes(vmOf(node.node))) ?? [];
  const said = own.map(({ id, status }) => `${id} ${status}`).sort();
  return said.join() === textOf(node.reported);
}

/** Requests of one probe in ten minutes while the network is good. */
const MOST_REQUESTS = 60;
const WINDOW_MS = 600_000;

/** A probe writes what is new, and asks nearly nothing. */
export function probesAreQuiet(simulation: Simulation, calm: Calm): Invariant {
  const name = 'probe-quiet';
  const { facts, court } = simulation;
  const said = new Map<string, string>();
  const asking = new Map<Sent, string>();
  let window = 0;
  let counts = new Map<string, number>();
  return {
    name,
    sentence: 'A probe writes its report when it says something new, and at rest asks once in five minutes.',
    // eslint-disable-next-line complexity -- a list of what excuses it, a line each, and nothing between them
    sent: (request) => {
      const { client, kind, call } = request;
      if (client.who !== null) return;
      const current = Math.floor(facts.now / WINDOW_MS);
      if (current !== window) [window, counts] = [current, new Map<string, number>()];
      const count = (counts.get(client.process.name) ?? 0) + 1;
      counts.set(client.process.name, count);
      if (count > MOST_REQUESTS && calm.isQuietForProbes(WINDOW_MS))
        court.violated(name, `${client.process.name} asks ${count} times in ten minutes`);
      if (kind !== 'report') return;
      const content = contentOf(call.body ?? '');
      const node = facts.nodes.get(call.path.split('/').at(-1) ?? '');
      const isThere = contentOf(JSON.stringify({ metadata: node?.node.metadata })) === content;
      if (isThere && said.get(client.process.name) === content && calm.isQuietForProbes(ECHO_MS))
        court.violated(name, `${client.process.name} writes what is there already`);
      asking.set(request, content);
    },
    answered: (request, answer) => {
      const content = asking.get(request);
      asking.delete(request);
      if (content !== undefined && answer?.status === 200) said.set(request.client.process.name, content);
    },
  };
}

/** What a report says, without when it changed and without what is about others. */
function contentOf(body: string): string {
  const { metadata } = JSON.parse(body) as { metadata?: { annotations?: Record<string, string> } }; // a Node, or a patch of one
  const text = metadata?.annotations?.[REPORT] ?? '';
  return text.replace(/"changedAt":"[^"]*"/, '').replace(/"incarnation":"[^"]*"/, '');
}
