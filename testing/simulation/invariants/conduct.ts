import { nodeOf, nodeWrites, podWrites } from '../net/traffic.ts';
import type { Facts } from './facts.ts';
import type { Invariant } from './invariant.ts';

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
