import type { Settings } from '@mechanic/contract';
import type { PodObject } from '../api/index.ts';
import type { Client, Sent } from '../net/network.ts';
import { podWrites } from '../net/traffic.ts';
import type { Kube } from '../world/kube.ts';
import { hasToGo } from './emptying.ts';
import type { Facts } from './facts.ts';
import type { Invariant } from './invariant.ts';
import type { NodeFacts } from './node-facts.ts';
import { deadlineOf, needsOf } from './true-needs.ts';

type Violated = (name: string, what: string) => void;

export interface PodParts {
  readonly facts: Facts;
  readonly kube: Kube;
  readonly violated: Violated;
}

/** What changed so lately may not be known to whoever asks. */
const NEWS_MS = 5_000;
/** So near the deadline nobody waits for anybody. */
const HURRY_MS = 30_500;
const DELETE_MS = 10_500;
const critical: ReadonlySet<string> = new Set(['system-cluster-critical', 'system-node-critical']);

/** The pod that a request is about, its node, and what is known of both. */
interface Asked {
  readonly pod: PodObject;
  readonly node: NodeFacts;
  readonly client: Client;
  readonly candidates: readonly Settings[];
  /** What the node is drained for. */
  readonly about: string;
  /** The sender's clock, in milliseconds since the epoch. */
  readonly now: number;
  /** When the node may be lost; undefined: it depends on what changed a moment ago. */
  readonly deadline: number | null | undefined;
}

// eslint-disable-next-line complexity -- a list of what excuses it, a line each, and nothing between them
function askedBy({ client, call, kind, sentAt }: Sent, { facts, kube }: PodParts): Asked | null {
  if (client.who === null || !podWrites.has(kind)) return null;
  const [, namespace = '', name = ''] = /\/namespaces\/([^/]+)\/pods\/([^/]+)/.exec(call.path) ?? [];
  const pod = kube.get('pods', { metadata: { namespace, name } });
  const node = facts.nodes.get(pod?.spec?.nodeName ?? '');
  if (pod === undefined || node === undefined || !(call.body ?? '').includes(pod.metadata.uid)) return null;
  const now = client.process.clock.now();
  const candidates = facts.settingsOf(client, sentAt);
  const about = node.record?.reason ?? '';
  return {
    pod,
    node,
    client,
    candidates,
    about,
    now,
    deadline: knownDeadline(node, { candidates, now }),
  };
}

/** What the record says, when the report says the same: then nothing is on its way that could change it. */
function knownDeadline(
  node: NodeFacts,
  { candidates, now }: Pick<Asked, 'candidates' | 'now'>,
): number | null | undefined {
  const { record, recordIsOurs, reportedImds } = node;
  if (record === null || !recordIsOurs || reportedImds !== 'ok') return undefined;
  const { deadline } = record;
  const isSame = candidates.every((settings) => {
    const needs = needsOf(node, { settings, probed: true, now });
    const told = deadlineOf(needs);
    const bothPast = told !== null && deadline !== null && told <= now && deadline <= now;
    return needs.length > 0 && (told === deadline || bothPast);
  });
  return isSame ? deadline : undefined;
}

/** How long a pod gets to end. */
export function graceIsFair(parts: PodParts): Invariant {
  const name = 'grace-period';
  const { facts, violated } = parts;
  return {
    name,
    sentence:
      'A pod gets its own grace period, capped by drain.maxPodGracePeriod and by the time left before the deadline, and a second at least; it is deleted past its budget only in the last 10 s, where the settings say so.',
    // eslint-disable-next-line complexity -- a list of what excuses it, a line each, and nothing between them
    sent: (request) => {
      const asked = askedBy(request, parts);
      if (asked === null) return;
      const { pod, candidates, deadline, now } = asked;
      const given = /"gracePeriodSeconds":(-?\d+)/.exec(request.call.body ?? '')?.[1];
      if (given !== undefined && Number(given) < 1)
        violated(name, `${pod.metadata.name} gets ${given} s to end`);
      if (request.kind === 'delete-pod') judgeDelete(asked);
      if (deadline === undefined || facts.mayLag(asked.client)) return;
      const own = pod.spec?.terminationGracePeriodSeconds ?? 30;
      const gets = given === undefined ? own : Number(given);
      const fits = candidates.some(({ drain }) => {
        const left = deadline !== null && deadline > now ? deadline - now : Infinity;
        const most = Math.max(1, Math.min(left, drain.maxPodGracePeriodMs ?? Infinity) / 1_000);
        return Math.abs(Math.min(own, most) - gets) <= 2;
      });
      if (!fits) violated(name, `${pod.metadata.name} gets ${gets} s to end, its own are ${own} s`);
    },
  };

  function judgeDelete({ pod, candidates, deadline, now, client }: Asked): void {
    const what = `${pod.metadata.name} is deleted past its budget`;
    if (candidates.every(({ drain }) => drain.onDeadline !== 'delete')) violated(name, what);
    if (deadline === undefined || facts.mayLag(client)) return;
    if (deadline === null || deadline - now > DELETE_MS) violated(name, `${what} too early`);
  }
}

/** In which order pods go, and which do not go at all. */
export function podsGoInOrder(parts: PodParts): Invariant {
  const name = 'pods-in-order';
  const { facts, kube, violated } = parts;
  const gaveBack = new Set<string>();
  const led = new Set<string>();
  return {
    name,
    sentence:
      'A pod is asked to go from a cordoned node only, not again while it ends, not when the settings leave it; critical pods go after the others, and the own pod last, when the lease is given away.',
    // Whoever leads a second time has been somebody whom nobody succeeded, and does not wait for a successor again.
    logged: (process, { message }) => {
      if (message !== 'leads now') return;
      if (led.has(process.name)) gaveBack.add(process.name);
      led.add(process.name);
    },
    sent: (request) => {
      noteLease(request);
      const asked = askedBy(request, parts);
      if (asked === null || facts.mayLag(asked.client)) return;
      judge(asked, `${request.kind} of ${asked.pod.metadata.name} on ${asked.node.name}`);
    },
  };

  function noteLease({ kind, call, client }: Sent): void {
    if (kind === 'lease' && (call.body ?? '').includes('"holderIdentity":""'))
      gaveBack.add(client.process.name);
  }

  // eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
  function judge(asked: Asked, what: string): void {
    const { pod, node, client, candidates, deadline, now } = asked;
    if (node.cordonedBy === null && facts.now - node.schedulableSince > NEWS_MS)
      violated(name, `${what}, which is not cordoned`);
    if (endsSince(pod, kube.now()) > NEWS_MS) violated(name, `${what}, which ends already`);
    if (candidates.every((settings) => isKept(pod, settings))) violated(name, `${what}, which is to stay`);
    if (deadline === undefined || (deadline !== null && deadline - now <= HURRY_MS)) return;
    const isOwn = pod.metadata.name === client.process.name.split('#')[0];
    if (isOwn && !gaveBack.has(client.process.name)) violated(name, `${what}, which leads`);
    const before = kube.podsOn(node.name).filter((other) => goesBefore(other, [pod, isOwn], asked));
    if (before.length > 0)
      violated(name, `${what} before ${before.map(({ metadata }) => metadata.name).join(', ')}`);
  }

  function goesBefore(other: PodObject, [pod, isOwn]: readonly [PodObject, boolean], asked: Asked): boolean {
    if (other.metadata.uid === pod.metadata.uid || (other.spec?.tolerations ?? []).length > 0) return false;
    const isNew = (facts.boundAt.get(other.metadata.uid) ?? 0) > facts.now - NEWS_MS;
    if (
      isNew ||
      asked.candidates.some(
        (settings) => isKept(other, settings) || !hasToGo(other, settings, kube, asked.about),
      )
    )
      return false;
    return tierOf(pod, isOwn) > tierOf(other, false);
  }
}

function tierOf({ spec }: PodObject, isOwn: boolean): number {
  if (isOwn) return 2;
  return critical.has(spec?.priorityClassName ?? '') ? 1 : 0;
}

/** For how long the pod has been ending; -Infinity when it does not. */
function endsSince({ metadata }: PodObject, now: number): number {
  if (metadata.deletionTimestamp === undefined) return -Infinity;
  const grace = (metadata.deletionGracePeriodSeconds ?? 0) * 1_000;
  return now - (Date.parse(metadata.deletionTimestamp) - grace);
}

/** Whether the settings leave the pod where it is, in the way. */
function isKept({ metadata, status, spec }: PodObject, { drain }: Settings): boolean {
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return false;
  const isBare = metadata.ownerReferences === undefined && drain.unmanagedPods === 'block';
  const holdsData = (spec?.volumes ?? []).some((volume) => 'emptyDir' in volume);
  return isBare || (holdsData && drain.emptyDirPods === 'block');
}

/** Refusals of one budget in a minute. */
const MOST_REFUSALS = 30;

/** Evictions keep the pauses that they are asked for. */
export function evictionsAreSlow({ facts, violated }: PodParts): Invariant {
  const name = 'eviction-pace';
  const pausedUntil = new Map<string, number>();
  const refusals = new Map<string, number[]>();
  return {
    name,
    sentence:
      'No pod is asked to go before the pause is over that the API server asked for, and an exhausted budget is asked a few times a minute, however many pods it protects.',
    sent: ({ client, kind, call }) => {
      if (client.who === null || !podWrites.has(kind)) return;
      const left = (pausedUntil.get(client.process.name) ?? 0) - facts.now;
      if (left > 50)
        violated(name, `${client.process.name} asks ${call.path} ${Math.round(left)} ms too early`);
    },
    // eslint-disable-next-line complexity -- a list of what excuses it, a line each, and nothing between them
    answered: ({ client, kind, call }, answer) => {
      if (client.who === null || !podWrites.has(kind) || answer?.status !== 429) return;
      const seconds = Number(answer.headers?.['retry-after'] ?? 0);
      if (!answer.text.includes('DisruptionBudget')) {
        const until = Math.max(pausedUntil.get(client.process.name) ?? 0, facts.now + seconds * 990);
        pausedUntil.set(client.process.name, until);
        return;
      }
      const [, namespace = '', workload = ''] =
        /\/namespaces\/([^/]+)\/pods\/(.+)-[^-]+\/eviction/.exec(call.path) ?? [];
      const key = `${client.process.name} ${namespace}/${workload}`;
      const times = (refusals.get(key) ?? []).filter((at) => at > facts.now - 60_000);
      refusals.set(key, [...times, facts.now]);
      if (times.length + 1 === MOST_REFUSALS)
        violated(name, `${key} is refused ${MOST_REFUSALS} times in a minute`);
    },
  };
}
