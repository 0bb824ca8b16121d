import { COMPONENT_LABEL } from '@mechanic/contract';
import type { Settings } from '@mechanic/contract';
import type { SimProcess } from '../engine/sim-process.ts';
import type { FaultWindow } from '../net/fault.ts';
import type { Client } from '../net/network.ts';
import type { HappeningKind } from '../plan/happening.ts';
import type { Simulation } from '../run/simulation.ts';

/** What a network did to somebody may be felt for so long: a watch notices late that it stands still. */
export const NETWORK_ECHO_MS = 200_000;
/** So long after a change of who leads, or of the settings, nothing is asked of anybody. */
const CHANGE_ECHO_MS = 45_000;
/** Who hands over while something hangs lets the lease expire: nobody leads who has not renewed it for so long. */
const RENEWED_MS = 7_000;
/** Marks that were refused are not tried again for ten minutes. */
const MARKS_ECHO_MS = 700_000;
const markFocuses: ReadonlySet<string> = new Set(['taint', 'label', 'marks', 'acknowledge']);
const disturbances: ReadonlySet<HappeningKind> = new Set<HappeningKind>([
  'suspend',
  'kill',
  'terminate',
  'delete-controller-pod',
  'remove-lease',
]);

/** Whoever leads, with what it goes by. */
export interface Leader {
  readonly client: Client;
  readonly process: SimProcess;
  readonly settings: Settings;
}

/** Tells when nothing keeps whoever leads from seeing all there is and doing all it should. */
export class Calm {
  readonly #simulation: Simulation;
  #holder = '';
  #heldSince = 0;
  #haltedAt = -Infinity;
  #renewal = { version: '', at: 0 };

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** To be called at each look: what happened between two looks of a few seconds does not count. */
  look(): void {
    this.#lookAtLease();
    const { engine } = this.#simulation;
    const running = this.#running();
    if (running?.replica.process.state !== 'running' || !running.machine.up) this.#haltedAt = engine.now;
  }

  #lookAtLease(): void {
    const { kube, engine } = this.#simulation;
    const [lease] = kube.list('leases');
    const holder = lease?.spec?.holderIdentity ?? '';
    const version = lease?.metadata.resourceVersion ?? '';
    if (version !== this.#renewal.version) this.#renewal = { version, at: engine.now };
    if (engine.now - this.#renewal.at > RENEWED_MS) this.#haltedAt = engine.now;
    if (holder !== this.#holder) [this.#holder, this.#heldSince] = [holder, engine.now];
  }

  /** Who leads, if nothing has disturbed it of late; null otherwise. */
  leader(): Leader | null {
    const { engine, facts } = this.#simulation;
    const from = engine.now - CHANGE_ECHO_MS;
    const running = this.#running();
    if (running === undefined || this.#heldSince > from || this.#haltedAt > from) return null;
    const { process, who } = running.replica;
    const client = { process, who };
    const [settings, ...others] = facts.settingsOf(client, from);
    if (settings === undefined || others.length > 0) return null;
    return this.#isDisturbed(who) ? null : { client, process, settings };
  }

  /** Nodes whose probe the API server calls Ready. */
  probedNodes(): ReadonlySet<string> {
    const names = new Set<string>();
    for (const { metadata, spec, status } of this.#simulation.kube.pods()) {
      if (metadata.labels?.[COMPONENT_LABEL] !== 'probe') continue;
      const ready = status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True');
      if (ready === true && spec?.nodeName !== undefined) names.add(spec.nodeName);
    }
    return names;
  }

  /** Whether a probe is there and has not been Ready for so long. */
  isUnprobed(node: string, forMs: number): boolean {
    const { kube } = this.#simulation;
    return kube.podsOn(node).some(({ metadata, status }) => {
      if (metadata.labels?.[COMPONENT_LABEL] !== 'probe') return false;
      const ready = status?.conditions?.find(({ type }) => type === 'Ready');
      return ready?.status === 'False' && Date.parse(ready.lastTransitionTime ?? '') < kube.now() - forMs;
    });
  }

  /** Whether the network has been good to everybody who has no name, as probes have none. */
  isQuietForProbes(forMs: number): boolean {
    const { engine, weather } = this.#simulation;
    return !weather.wasFoulSince(engine.now - forMs, null);
  }

  /** Whether nobody has refused marks, or let them hang, for longer than a refusal is remembered. */
  areMarksFree(): boolean {
    const { engine, plan } = this.#simulation;
    const from = engine.now - MARKS_ECHO_MS;
    return !plan.windows.some(
      ({ kind, from: begins, to }) => kind.startsWith('admission') && begins <= engine.now && to >= from,
    );
  }

  #isDisturbed(who: number): boolean {
    const { engine, plan } = this.#simulation;
    const { now } = engine;
    const foul = plan.windows.some(
      (window) =>
        window.from <= now &&
        window.to >= now - NETWORK_ECHO_MS &&
        (window.who === null || window.who === who) &&
        !isAside(window),
    );
    const hit = plan.happenings.some(
      ({ at, what }) => at <= now && at >= now - CHANGE_ECHO_MS && disturbances.has(what.kind),
    );
    return foul || hit;
  }

  #running(): { replica: Leading; machine: { readonly up: boolean } } | undefined {
    const { programs } = this.#simulation;
    return [...programs.controllers.values()].find(({ replica }) => replica.podName === this.#holder);
  }
}

interface Leading {
  readonly process: SimProcess;
  readonly who: number;
}

/** Marks hold up nothing, and reports are the affair of probes. */
function isAside({ kind, focus }: FaultWindow): boolean {
  return focus === 'report' || (kind.startsWith('admission') && markFocuses.has(focus));
}
