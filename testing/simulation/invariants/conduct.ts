import { nodeOf, nodeWrites, podWrites } from '../net/traffic.ts';
import type { Facts } from './facts.ts';
import type { Invariant } from './invariant.ts';
import type { MissedNews } from './missed-news.ts';

type Violated = (name: string, what: string) => void;

const MINUTE_MS = 60_000;
/** Writes to one Node by one process in a minute, whatever happens. */
const MOST_WRITES_TO_ONE_NODE = 40;
/** Evictions of one pod. */
const MOST_EVICTIONS_OF_ONE_POD = 40;
/** Requests of one process, whatever happens. */
const MOST_REQUESTS = 1_500;

/** Nothing is repeated faster than its back-off. */
export function noHotLoop(facts: Facts, violated: Violated): Invariant {
  const name = 'hot-loop';
  let minute = 0;
  let counts = new Map<string, number>();
  const count = (key: string, most: number): void => {
    const now = (counts.get(key) ?? 0) + 1;
    counts.set(key, now);
    if (now === most) violated(name, `${key}: ${most} times in a minute`);
  };
  return {
    name,
    sentence:
      'No process writes to one Node, asks for one pod, or asks at all, more often in a minute than any back-off allows.',
    sent: ({ client, kind, call }) => {
      if (client.who === null) return;
      const current = Math.floor(facts.now / MINUTE_MS);
      if (current !== minute) {
        minute = current;
        counts = new Map();
      }
      count(client.process.name, MOST_REQUESTS);
      if (nodeWrites.has(kind))
        count(`${client.process.name} ${kind} of ${nodeOf(call.path)}`, MOST_WRITES_TO_ONE_NODE);
      if (podWrites.has(kind))
        count(`${client.process.name} ${kind} ${call.path}`, MOST_EVICTIONS_OF_ONE_POD);
    },
  };
}

/** No pass fails, no loop ends, no listener throws. */
export function nothingFails(violated: Violated): Invariant {
  const name = 'no-failure';
  const failures: readonly string[] = [
    'pass failed',
    'a listener failed',
    'tracing failed',
    'the API server was set back to an earlier state',
    'cannot watch, trying again',
  ];
  const mistakes = /^(Range|Type|Reference|Syntax)Error|call stack/;
  return {
    name,
    sentence: 'Nothing that an object contains or a network does makes a pass or a listener throw.',
    logged: (process, { message, fields }) => {
      // A look that the network refuses is nobody's mistake.
      if (failures.includes(message) && mistakes.test(String(fields.error)))
        violated(name, `${process.name}: ${message} ${String(fields.error)}`);
    },
  };
}

/** Pauses of one node in ten minutes. */
const MOST_PAUSES = 12;

/** A drain is not paused again and again for somebody who cannot go. */
export function pausesAreRare(facts: Facts, violated: Violated): Invariant {
  const name = 'pause-churn';
  const pauses = new Map<string, number[]>();
  return {
    name,
    sentence: 'No drain is paused more than a dozen times in ten minutes.',
    nodeWritten: ({ after }) => {
      const node = facts.nodes.get(after.metadata.name);
      if (node?.record?.phase !== 'Paused' || facts.before?.record?.phase !== 'Draining') return;
      const times = (pauses.get(node.uid) ?? []).filter((at) => at > facts.now - 10 * MINUTE_MS);
      pauses.set(node.uid, [...times, facts.now]);
      if (times.length >= MOST_PAUSES)
        violated(name, `${node.name} is paused ${times.length + 1} times in 10 minutes`);
    },
  };
}

/** Nobody makes room for a node that may not even be cordoned. */
export function roomIsForTheCordoned(facts: Facts, violated: Violated): Invariant {
  const name = 'room-for-the-cordoned';
  return {
    name,
    sentence: 'A drain gives its slot only to a node that is cordoned already.',
    // eslint-disable-next-line complexity -- a list of what excuses it, a line each, and nothing between them
    nodeWritten: ({ after }) => {
      const node = facts.nodes.get(after.metadata.name);
      if (node?.record?.phase !== 'Paused' || facts.before?.record?.phase !== 'Draining') return;
      const other = facts.nodes.get(/^gave its slot to (\S+),/.exec(node.record.message)?.[1] ?? '');
      if (other === undefined || other.node.spec?.unschedulable === true) return;
      if (facts.now - other.schedulableSince < MINUTE_MS / 6) return;
      violated(name, `${node.name} gives its slot to ${other.name}, which is not cordoned`);
    },
  };
}

/** A write that changes nothing is one too many. */
export function writesChangeSomething(facts: Facts, violated: Violated): Invariant {
  const name = 'needless-write';
  return {
    name,
    sentence: 'No controller that sees how things are writes what is there already.',
    nodeWritten: ({ before, after, request }) => {
      if (before.metadata.resourceVersion !== after.metadata.resourceVersion || facts.mayLag(request.client))
        return;
      violated(name, `${request.kind} of ${after.metadata.name} changes nothing: ${request.call.body ?? ''}`);
    },
  };
}

interface EventShape {
  readonly metadata?: { readonly name?: string };
  readonly reason?: string;
  readonly message?: string;
  readonly involvedObject?: { readonly uid?: string; readonly name?: string };
}

/** Of one reason about one object in ten minutes. */
const MOST_EVENTS = 30;

/** Who takes its date back and gives it again makes it another. */
const SAME_MS = 30_000;

/** What is told is told once. */
export function eventsAreTold(facts: Facts, missedNews: MissedNews, violated: Violated): Invariant {
  const name = 'told-once';
  const missed = new Map<string, string>();
  const loggedAt = new Map<string, number>();
  let window = 0;
  let counts = new Map<string, number>();
  return {
    name,
    sentence:
      'One process says DeadlineMissed once for each deadline of a node, and does not log it again and again, and never floods anybody with Events.',
    // Whoever begins to lead may say again what it has said before.
    written: ({ resource, before, after }) => {
      if (resource === 'leases' && holderOf(before) !== holderOf(after)) loggedAt.clear();
    },
    logged: (process, { message, fields }) => {
      if (message !== 'deadline missed') return;
      const about = `${process.name} ${String(fields.node)} ${String(fields.deadline)}`;
      if (facts.now - (loggedAt.get(about) ?? -Infinity) < SAME_MS)
        violated(name, `${process.name} logs twice of ${String(fields.node)}: ${message}`);
      loggedAt.set(about, facts.now);
    },
    // eslint-disable-next-line complexity -- a list of what excuses it, a line each, and nothing between them
    sent: ({ client, kind, call }) => {
      if (client.who === null || kind !== 'event') return;
      const event = JSON.parse(call.body ?? '{}') as EventShape; // our own programs wrote it
      const { reason = '', message = '', involvedObject = {}, metadata = {} } = event;
      const current = Math.floor(facts.now / (10 * MINUTE_MS));
      if (current !== window) [window, counts] = [current, new Map<string, number>()];
      const key = `${client.process.name} ${reason} ${involvedObject.uid ?? ''}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (counts.get(key) === MOST_EVENTS) violated(name, `${key}: ${MOST_EVENTS} times in ten minutes`);
      if (reason !== 'DeadlineMissed') return;
      missedNews.said(involvedObject.uid ?? '');
      // The message begins with the events and the deadline; which pods are left may differ.
      const about = `${key} ${message.split(' may begin')[0] ?? ''}`;
      const known = missed.get(about);
      if (known !== undefined && known !== metadata.name)
        violated(name, `${client.process.name} says twice of ${involvedObject.name ?? ''}: ${message}`);
      missed.set(about, metadata.name ?? '');
    },
  };
}

function holderOf(lease: object | undefined): string | undefined {
  return (lease as { readonly spec?: { readonly holderIdentity?: string } } | undefined)?.spec
    ?.holderIdentity; // a lease
}
