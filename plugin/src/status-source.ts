import { type SettingsState, pausedState, settingsState } from '@mechanic/contract';
import type { Clock } from '@mechanic/contract/clock';
import type { DrainProgress, NodeView } from '../../controller/src/decide/snapshot.ts';
import { isGone } from '../../controller/src/decide/step/stuck.ts';
import { isDraining, ownRecord } from '../../controller/src/decide/step/ownership.ts';
import { type Status, readStatus } from '@mechanic/contract/status';
import type { SettingsText } from '../../controller/src/decide/views/settings-map.ts';
import { type ClusterReader, SERVICE } from './cluster-reader.ts';
import { derivedStatus } from './derived-status.ts';
import { messageOf } from './failure.ts';
import type { Kubectl } from './kubectl.ts';
import { podsLeft } from './pods-left.ts';
import { readable } from './readable.ts';

/** The source of a status. */
export type Origin =
  | { readonly kind: 'leader'; readonly name: string }
  /** A standby, which knows neither pods left nor history. `why` tells why the leader did not answer. */
  | { readonly kind: 'standby'; readonly name: string; readonly why: string }
  /** The Nodes. `why` tells why no controller answered; `gaps` lists what else could not be read. */
  | { readonly kind: 'nodes'; readonly why: string; readonly gaps: readonly string[] };

export interface Answer {
  readonly status: Status;
  readonly origin: Origin;
}

export interface StatusSourceParts {
  readonly kubectl: Kubectl;
  readonly reader: ClusterReader;
  readonly namespace: string;
  readonly clock: Pick<Clock, 'now'>;
  /** Version of this plugin. */
  readonly version: string;
}

/** Time limit: a running controller answers at once, but the proxy of the API server may be blocked silently. */
const ANSWER_MS = 5_000;
/** What the API server does not pass on. */
const NEEDS_TOKEN = 'it asks for a token (server.auth), and the proxy of the API server passes none on';
/** Maximum number of draining nodes whose pods are counted, at one request each. */
const COUNTED = 10;

/** Asks the controller through the proxy of the API server, and reads the Nodes when none answers. */
export class StatusSource {
  readonly #parts: StatusSourceParts;

  constructor(parts: StatusSourceParts) {
    this.#parts = parts;
  }

  /** @throws KubectlFailure when not even the Nodes can be read */
  async read(): Promise<Answer> {
    const asked = await this.controller();
    return 'status' in asked ? asked : this.#derive(asked.why);
  }

  /** The answer of a controller, if possible of the leader; or why none answers. */
  async controller(): Promise<Answer | { readonly why: string }> {
    const first = await this.#askEither((scheme) => `services/${scheme}${SERVICE}:http/proxy`);
    if (typeof first === 'string') return { why: first };
    const { self, identity, isLeader } = first.leader;
    if (isLeader) return { status: first, origin: { kind: 'leader', name: self } };
    if (identity === null) {
      return { status: first, origin: { kind: 'standby', name: self, why: 'nobody leads' } };
    }
    // Without a port the API server uses the first one of the pod's containers.
    const pod = encodeURIComponent(identity);
    const leader = await this.#askEither((scheme) =>
      scheme === '' ? `pods/${pod}/proxy` : `pods/${scheme}${pod}:/proxy`,
    );
    if (typeof leader === 'string') {
      return { status: first, origin: { kind: 'standby', name: self, why: leader } };
    }
    const name = leader.leader.self;
    if (leader.leader.isLeader) return { status: leader, origin: { kind: 'leader', name } };
    return { status: leader, origin: { kind: 'standby', name, why: 'the leadership changes just now' } };
  }

  /** The status, or why there is none. Uses TLS when the controller does not serve plain HTTP. */
  async #askEither(proxy: (scheme: '' | 'https:') => string): Promise<Status | string> {
    const plain = await this.#ask(proxy(''));
    if (typeof plain !== 'string' || !plain.includes('error trying to reach service')) return plain;
    const secure = await this.#ask(proxy('https:'));
    if (typeof secure !== 'string') return secure;
    return /Unauthorized/i.test(secure) ? NEEDS_TOKEN : plain;
  }

  /** The status, or why there is none. */
  async #ask(proxy: string): Promise<Status | string> {
    const path = `/api/v1/namespaces/${this.#parts.namespace}/${proxy}/api/v1/status`;
    try {
      const text = await this.#parts.kubectl.run(['get', '--raw', path], { timeoutMs: ANSWER_MS });
      const status = readStatus(text);
      if (status === null) return 'what answers is not a status that this version can read';
      return status.synced ? status : 'the controller has just started and does not know the cluster yet';
    } catch (error) {
      return messageOf(error);
    }
  }

  async #derive(why: string): Promise<Answer> {
    const { reader, clock, version } = this.#parts;
    const gaps: string[] = [];
    const [nodes, settings, lease, probes] = await Promise.all([
      reader.nodes(),
      readable(reader.settings(), 'the settings (taken to be the defaults)', gaps),
      readable(reader.lease(), 'the lease', gaps),
      readable(reader.probes(), 'the probe pods (taken to be absent)', gaps),
    ]);
    const inForce = inForceOf(settings);
    const status = derivedStatus({
      version,
      now: clock.now(),
      nodes,
      probedNodes: new Set(probes?.filter(({ ready }) => ready).map(({ nodeName }) => nodeName)),
      settings: inForce,
      lease,
      drains: await this.#count(nodes.filter(isDraining), inForce, gaps),
    });
    return { status, origin: { kind: 'nodes', why, gaps } };
  }

  async #count(
    draining: readonly NodeView[],
    { settings }: SettingsState,
    gaps: string[],
  ): Promise<Map<string, DrainProgress>> {
    const drains = new Map<string, DrainProgress>();
    if (draining.length === 0) return drains;
    const { clock, reader } = this.#parts;
    const budgets = (await readable(reader.budgets(), 'the PodDisruptionBudgets', gaps)) ?? [];
    for (const node of draining.slice(0, COUNTED)) {
      const { name, uid } = node;
      const pods = await readable(reader.podsOn(name), `the pods on ${name}`, gaps);
      if (pods === null) continue;
      const kubeletSilent = isGone(node, clock.now());
      const policy = { ...settings.drain, about: ownRecord(node)?.reason ?? '' };
      const left = podsLeft(pods, budgets, policy, kubeletSilent);
      drains.set(uid, {
        nodeUID: uid,
        state: 'running',
        message: '',
        podsTotal: left.length,
        podsLeft: left,
        kubeletSilent,
      });
    }
    return drains;
  }
}

function inForceOf(settings: SettingsText | null): SettingsState {
  const state = settingsState(settings?.text ?? null, null);
  return settings?.paused === true ? pausedState(state) : state;
}
