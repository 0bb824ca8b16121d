import type { PodAction, Settings } from '@mechanic/contract';
import { POD_DRAIN, matchesSelector } from '@mechanic/contract';
import type { PodObject } from '../api/index.ts';
import { nodeWrites, podWrites } from '../net/traffic.ts';
import type { Kube } from '../world/kube.ts';
import { type Facts, SETTINGS_HOLD_MS } from './facts.ts';
import type { Invariant } from './invariant.ts';
import { isDraining } from './node-facts.ts';

/** From hearing of new settings to going by them. */
const MOMENT_MS = 300;
const SUSPENSION_MS = 60_000;

type Violated = (name: string, what: string) => void;

/** A pause, and what was on its way when it came. */
const ON_ITS_WAY_MS = 3_000;
/** The scheduler may have bound a pod that nobody could see yet. */
const JUST_BOUND_MS = 2_000;

/** A dry run writes nothing. */
export function dryRunIsDry(facts: Facts, violated: Violated): Invariant {
  const name = 'dry-run';
  return {
    name,
    sentence:
      'Nothing is written to Nodes or Pods a moment after a process has heard that dryRun is on: settings are read again before each write.',
    sent: ({ client, kind }) => {
      if (client.who === null || (!nodeWrites.has(kind) && !podWrites.has(kind))) return;
      // A process that was suspended may send first what had arrived before.
      const moment = facts.wasSuspended(SUSPENSION_MS) ? SETTINGS_HOLD_MS : MOMENT_MS;
      if (facts.knowsDryRun(client, moment)) violated(name, `${client.process.name} sends ${kind}`);
    },
  };
}

/** The record comes before what it announces. */
export function recordComesFirst(facts: Facts, kube: Kube, violated: Violated): Invariant {
  const name = 'record-first';
  return {
    name,
    sentence:
      'A pod is asked to go only while the record of its node says Draining, and never one of a DaemonSet or of the kubelet itself.',
    // eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
    podRemoved: ({ before, request }) => {
      const { name: pod, annotations = {} } = before.metadata;
      const node = facts.nodes.get(before.spec?.nodeName ?? '');
      // Who cannot hear that somebody took the record away goes on for a while.
      const wasKnown =
        node !== undefined && node.knownSince < request.sentAt && !facts.mayLag(request.client);
      if (wasKnown && !isDraining(node) && request.sentAt - node.drainingUntil > ON_ITS_WAY_MS) {
        violated(
          name,
          `${request.kind} of ${pod} on ${node.name}, whose record says ${node.record?.phase ?? 'nothing'}`,
        );
      }
      if (isOfDaemonSet(before, kube)) violated(name, `${request.kind} of ${pod} of a DaemonSet`);
      if ('kubernetes.io/config.mirror' in annotations)
        violated(name, `${request.kind} of the static pod ${pod}`);
    },
  };
}

/** Drained means empty. */
export function drainedIsEmpty(facts: Facts, kube: Kube, violated: Violated): Invariant {
  const name = 'drained-is-empty';
  return {
    name,
    sentence: 'A record says Drained only when no pod that has to go was on the node 2 s earlier.',
    nodeWritten: ({ before, after, request }) => {
      const node = facts.nodes.get(after.metadata.name);
      if (node?.record?.phase !== 'Drained' || !isDrainingText(before.metadata.annotations)) return;
      const { reason } = node.record;
      const candidates = facts.settingsOf(request.client, request.sentAt);
      const left = kube.podsOn(node.name).filter((pod) => {
        const bound = facts.boundAt.get(pod.metadata.uid) ?? 0;
        return (
          bound < request.sentAt - JUST_BOUND_MS &&
          candidates.every((settings) => hasToGo(pod, settings, kube, reason))
        );
      });
      if (left.length > 0)
        violated(
          name,
          `${node.name} is called Drained with ${left.map(({ metadata }) => metadata.name).join(', ')}`,
        );
    },
  };
}

function isDrainingText(annotations: Readonly<Record<string, string>> = {}): boolean {
  return (annotations['mechanic.dev/maintenance'] ?? '').includes('"phase":"Draining"');
}

/** Whether a drain for `about`, the type of an event or condition, has to wait for this pod. */
export function hasToGo(pod: PodObject, { drain }: Settings, kube: Kube, about: string): boolean {
  const { annotations = {} } = pod.metadata;
  if ('kubernetes.io/config.mirror' in annotations || isOfDaemonSet(pod, kube)) return false;
  return actionOn(pod, drain, about) !== 'leave';
}

/** What becomes of a pod, as users are told it is decided. */
export function actionOn({ metadata }: PodObject, { rules }: Settings['drain'], about: string): PodAction {
  const { annotations = {}, labels = {}, namespace = '' } = metadata;
  const wish = annotations[POD_DRAIN];
  if (wish === 'evict' || wish === 'finish' || wish === 'leave') return wish;
  const rule = rules.find(
    ({ namespaces, pods, events }) =>
      (namespaces.length === 0 || namespaces.includes(namespace)) &&
      (pods === null || matchesSelector(pods, labels)) &&
      (events.length === 0 || events.includes(about)),
  );
  return rule?.action ?? 'evict';
}

function isOfDaemonSet({ metadata }: PodObject, kube: Kube): boolean {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
  if (owner?.kind !== 'DaemonSet') return false;
  const { namespace } = metadata;
  return kube.get('daemonsets', { metadata: { name: owner.name, namespace } }) !== undefined;
}
