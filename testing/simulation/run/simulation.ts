import { ModelApi } from '../api/index.ts';
import { Engine } from '../engine/engine.ts';
import { Random } from '../engine/random.ts';
import { EPOCH } from '../engine/sim-clock.ts';
import { Calm } from '../invariants/calm.ts';
import { Court } from '../invariants/court.ts';
import { DrainTimes } from '../invariants/drain-times.ts';
import { Facts } from '../invariants/facts.ts';
import { invariantsOf } from '../invariants/invariants.ts';
import { MissedNews } from '../invariants/missed-news.ts';
import { ProbeWatch } from '../invariants/probes.ts';
import { Rest } from '../invariants/rest.ts';
import { Service } from '../invariants/service.ts';
import { SurgeFacts } from '../invariants/surges.ts';
import { keepPatience } from '../invariants/patience.ts';
import { type Violation, ViolationError } from '../invariants/violation.ts';
import { ApiServer } from '../net/api-server.ts';
import { Network } from '../net/network.ts';
import { Weather } from '../net/weather.ts';
import type { Plan } from '../plan/plan.ts';
import { Actors } from '../world/actors.ts';
import { Azure } from '../world/azure.ts';
import { Fleet } from '../world/fleet.ts';
import { Kube } from '../world/kube.ts';
import { Programs } from '../world/programs.ts';
import { Trace } from './trace.ts';

/** One run of one plan: the world, the programs in it, and the judge. */
export class Simulation {
  readonly plan: Plan;
  readonly engine = new Engine();
  readonly trace: Trace;
  readonly api: ModelApi;
  readonly kube: Kube;
  readonly facts: Facts;
  readonly surges = new SurgeFacts();
  readonly court: Court;
  readonly weather: Weather;
  readonly programs: Programs;
  readonly fleet: Fleet;
  readonly azure: Azure;
  readonly actors: Actors;

  /** @param onLine gets each line of the trace; null: nobody wants it */
  constructor(plan: Plan, onLine: ((line: string) => void) | null) {
    this.plan = plan;
    const { engine } = this;
    this.trace = new Trace(engine, onLine);
    const random = (concern: string): Random => Random.of(plan.seed, `run ${concern}`);
    this.api = new ModelApi({ now: () => EPOCH + Math.floor(engine.now) });
    this.kube = new Kube(this.api, engine);
    this.weather = new Weather(engine, plan.windows, random('weather'));
    this.facts = new Facts(engine, this.weather, plan);
    this.court = new Court({
      facts: this.facts,
      onViolation: (violation) => this.#violated(violation),
      onTraffic: (text) => this.trace.line(text),
    });
    this.api.onWrite((write) => this.court.written(write));
    const server = new ApiServer(this.api, engine);
    const network = new Network({
      engine,
      server,
      weather: this.weather,
      latency: plan.latency,
      random: random('network'),
      witness: this.court,
    });
    const onNews = (text: string): void => this.trace.line(() => text);
    this.programs = new Programs({
      engine,
      random: random('programs'),
      network,
      plan,
      serviceOf: (machine) => this.azure.serviceOf(this.fleet.indexOf(machine), machine.vm),
      onLog: (process, line) => this.court.logged(process, line),
      onUnhealthy: (process, why) => this.court.violated('loop-turns', `${process.name}: ${why}`),
      onCrash: (process, error) => this.court.violated('crash', `${process.name}: ${String(error)}`),
      onNews,
    });
    this.fleet = new Fleet({
      kube: this.kube,
      engine,
      random: random('fleet'),
      plan,
      run: (pod, machine) => this.programs.run(pod, machine),
      azure: () => this.azure,
    });
    this.azure = new Azure({
      engine,
      random: random('azure'),
      plans: plan.events,
      imds: plan.imds,
      machineAt: (index) => this.fleet.at(index),
      strike: (machine, event) => this.fleet.strike(machine, event),
      onNews,
    });
    this.actors = new Actors({
      kube: this.kube,
      engine,
      fleet: this.fleet,
      programs: this.programs,
      server,
      plan,
      azure: () => this.azure,
      announced: () => this.azure.events.map(({ plan: { id } }) => id),
      onNews,
    });
    const calm = new Calm(this);
    const drainTimes = new DrainTimes(this.facts);
    const missedNews = new MissedNews(this.facts);
    this.court.swear(invariantsOf(this, { calm, drainTimes, missedNews }));
    keepPatience(this);
    new Service(this, { calm, drainTimes, missedNews }).begin();
    new ProbeWatch(this, calm).begin();
    this.#cutWhereTheWeatherSays(network);
  }

  /** Runs the trouble, and the calm after it. Returns what did not hold; null when all held. */
  async run(): Promise<Violation | null> {
    try {
      this.fleet.build();
      await this.engine.run(this.plan.troubleMs);
      this.actors.calmDown();
      await new Rest(this).judge();
      // What was found in the last moment has not been thrown yet.
      await this.engine.run(this.engine.now);
      return null;
    } catch (error) {
      if (error instanceof ViolationError) return error.violation;
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { invariant: 'crash', at: this.engine.now, what };
    }
  }

  #violated(violation: Violation): void {
    this.trace.line(() => `VIOLATION ${violation.invariant}: ${violation.what}`);
    this.engine.fail(new ViolationError(violation));
  }

  #cutWhereTheWeatherSays(network: Network): void {
    const random = Random.of(this.plan.seed, 'run cuts');
    for (const { kind, from, to, who } of this.plan.windows) {
      if (kind !== 'cut') continue;
      for (let at = from; at < to; at += random.between(500, 10_000)) {
        this.engine.at(at, () => {
          for (const { replica } of this.programs.controllers.values()) {
            if (who === null || replica.who === who) network.cut(replica.process);
          }
        });
      }
    }
  }
}
