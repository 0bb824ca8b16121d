import { isDeepStrictEqual } from 'node:util';
import {
  ACKNOWLEDGE,
  CORDONED,
  EXCLUDED,
  MAINTENANCE,
  OUT_OF_SERVICE_TAINT,
  WAITING_TAINT,
} from '@mechanic/contract';
import type { NodeObject } from '../api/index.ts';
import { type TrafficKind, marks } from '../net/traffic.ts';
import type { Facts } from './facts.ts';
import type { Invariant } from './invariant.ts';
import { NOBODY, type NodeFacts, isForeign, isIgnored } from './node-facts.ts';

type Violated = (name: string, what: string) => void;

/** What was set so lately may not have reached a mark that was on its way. */
const ON_ITS_WAY_MS = 2_000;

/** Nothing but our own keys is ever changed. */
export function onlyOwnFields(violated: Violated): Invariant {
  const name = 'own-fields';
  return {
    name,
    sentence:
      'A write to a Node changes only our annotations, labels, taints and conditions, and spec.unschedulable.',
    nodeWritten: ({ before, after, request }) => {
      if (!isDeepStrictEqual(withoutOurs(before), withoutOurs(after))) {
        violated(
          name,
          `${request.kind} of ${after.metadata.name} changes something else: ${request.call.body ?? ''}`,
        );
      }
    },
  };
}

export const maintenanceConditions = [
  'MaintenancePlanned',
  'DrainInProgress',
  'Drained',
  'MaintenanceInProgress',
];

function withoutOurs(node: NodeObject): object {
  const { annotations = {}, labels = {} } = node.metadata;
  const { taints = [], providerID } = node.spec ?? {};
  return {
    uid: node.metadata.uid,
    annotations: without(annotations, [MAINTENANCE, ACKNOWLEDGE]),
    labels: without(labels, [CORDONED, EXCLUDED]),
    providerID,
    // The real API server keeps times to the second, however they are written.
    taints: taints
      .filter(({ key }) => key !== WAITING_TAINT && key !== OUT_OF_SERVICE_TAINT)
      .map(({ timeAdded, ...taint }) => ({
        ...taint,
        at: timeAdded === undefined ? null : Date.parse(timeAdded),
      })),
    status: {
      ...node.status,
      conditions: node.status?.conditions?.filter(({ type }) => !maintenanceConditions.includes(type)),
    },
  };
}

function without(entries: Readonly<Record<string, string>>, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => !keys.includes(key)));
}

/** Whose cordons may be undone by us. */
const rightful: ReadonlySet<string> = new Set(['mechanic', 'original-mechanic', NOBODY]);

/** Whose cordon it is. The facts are those after the write; what was before it comes with it. */
export function cordonsBelong(facts: Facts, violated: Violated): Invariant {
  const name = 'ownership';
  return {
    name,
    sentence:
      "Nobody else's cordon is undone, no ignored or foreign node is cordoned, and a person's uncordon is not fought.",
    // eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
    nodeWritten: ({ before, after, request }) => {
      const past = facts.before;
      const now = facts.nodes.get(after.metadata.name);
      if (past?.uid !== after.metadata.uid || now === undefined) return;
      const was = before.spec?.unschedulable === true;
      const is = after.spec?.unschedulable === true;
      if (was && !is) judgeUncordon(past);
      if (!was && is) judgeCordon(before, now, past);
      if (isIgnored(before)) judgeIgnored(past, now, request.kind);
    },
  };

  function judgeUncordon({ cordonedBy, name: node }: NodeFacts): void {
    if (cordonedBy === null || rightful.has(cordonedBy)) return;
    violated(name, `${node} is uncordoned, which ${cordonedBy} had cordoned`);
  }

  function judgeCordon(before: NodeObject, now: NodeFacts, past: NodeFacts): void {
    if (isForeign(before)) violated(name, `${now.name} is cordoned, which is somebody else's`);
    if (now.record === null) violated(name, `${now.name} is cordoned without a record`);
    const left = past.leftToPeople;
    if (left !== null && (now.record?.events ?? []).every((id) => left.includes(id))) {
      violated(name, `${now.name} is cordoned again, which a person had uncordoned in this maintenance`);
    }
  }

  function judgeIgnored(past: NodeFacts, now: NodeFacts, kind: TrafficKind): void {
    const isLate = marks.has(kind) && facts.now - (past.ignoredSince ?? 0) < ON_ITS_WAY_MS;
    const isPause = past.record?.phase === 'Draining' && now.record?.phase === 'Paused';
    if (isPause || isLate) return;
    violated(name, `${now.name} is ignored, and ${kind} is written there`);
  }
}

/** A write is for one Node, the one that was looked at. */
export function uidsAreNamed(violated: Violated): Invariant {
  const name = 'uid';
  return {
    name,
    sentence:
      'Each write says for which object it is: by UID, and for a Node by its version, too, unless it is a mark.',
    // eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
    sent: ({ client, kind, call: { body = '' } }) => {
      if (client.who === null) return;
      if (kind === 'evict' || kind === 'delete-pod') {
        if (!/"preconditions":\{[^}]*"uid":"[^"]+"/.test(body))
          violated(name, `${kind} without a UID: ${body}`);
        return;
      }
      const isWrite = kind === 'cordon' || kind === 'record' || kind === 'release';
      if (isWrite && !/"metadata":\{[^{}]*"resourceVersion":"\d+"/.test(body))
        violated(name, `${kind} without a version: ${body}`);
      if ((isWrite || marks.has(kind)) && !/"uid":"[^"]+"|"\/metadata\/uid"/.test(body))
        violated(name, `${kind} without a UID: ${body}`);
    },
  };
}
