import type { SimProcess } from '../engine/sim-process.ts';
import { nodeWrites, podWrites } from '../net/traffic.ts';
import type { Client, Sent } from '../net/network.ts';
import { LEASE } from '../replicas/controller-replica.ts';
import type { Facts } from './facts.ts';
import type { Invariant } from './invariant.ts';

type Violated = (name: string, what: string) => void;

/** A moment on both clocks of a process. */
interface Moment {
  readonly monotonic: number;
  readonly now: number;
}

interface LeaseBody {
  readonly spec?: { readonly holderIdentity?: string };
}

/** Who leads writes; who may not be sure that it does, does not. Judged by the sender's own clocks, as client-go does. */
export function fenceHolds(violated: Violated): Invariant {
  const name = 'fence';
  const renewedAt = new Map<string, Moment>();
  const askedAt = new Map<Sent, Moment>();
  return {
    name,
    sentence:
      'A write to a Node or Pod leaves only a process whose last renewal of the lease was sent less than the renew deadline ago.',
    sent: (request) => {
      const { client, kind, call } = request;
      if (client.who === null) return;
      const moment = momentOf(client.process);
      if (kind === 'lease' && call.method !== 'GET') {
        if (isGivenBack(call.body)) renewedAt.delete(client.process.name);
        else askedAt.set(request, moment);
      }
      if (!nodeWrites.has(kind) && !podWrites.has(kind)) return;
      const renewed = renewedAt.get(client.process.name);
      const age =
        renewed === undefined
          ? Infinity
          : Math.max(moment.monotonic - renewed.monotonic, moment.now - renewed.now);
      if (age > LEASE.renewDeadlineMs + 50)
        violated(name, `${client.process.name} sends ${kind}, its renewal is ${Math.round(age)} ms old`);
    },
    answered: (request, answer) => {
      const moment = askedAt.get(request);
      if (moment === undefined) return;
      askedAt.delete(request);
      if (answer !== null && answer.status < 300) renewedAt.set(request.client.process.name, moment);
    },
  };
}

/** While one controller holds the lease, nothing that another sent after that is done. */
export function termsDoNotOverlap(facts: Facts, violated: Violated): Invariant {
  const name = 'one-leader';
  let holder = '';
  let since = 0;
  const judge = ({ client, sentAt, kind }: Sent): void => {
    if (holder === '' || holder === podOf(client) || sentAt <= since) return;
    violated(
      name,
      `${client.process.name} sent ${kind} ${Math.round(sentAt - since)} ms after ${holder} took the lease`,
    );
  };
  return {
    name,
    sentence: 'Nobody writes to Nodes or Pods what he sent after another took the lease.',
    written: ({ resource, after }) => {
      if (resource !== 'leases') return;
      const now = (after as LeaseBody | undefined)?.spec?.holderIdentity ?? ''; // a lease
      if (now === holder) return;
      holder = now;
      since = facts.now;
    },
    nodeWritten: ({ request }) => judge(request),
    podRemoved: ({ request }) => judge(request),
  };
}

/** Broken off so shortly before, a write was not given up for its own time. */
const BROKEN_OFF_MS = 100;
/** A write is given up for its own time when it is older. */
const PATIENCE_MS = 4_500;

/** Who leads next may act at once: nothing of the one before may still be on its way. */
export function leaseIsGivenBackLast(facts: Facts, violated: Violated): Invariant {
  const name = 'given-back-last';
  const open = new Map<string, Sent[]>();
  return {
    name,
    sentence: 'No process gives the lease back while a write of its own to a Node or Pod is under way.',
    sent: (request) => {
      const { client, kind, call } = request;
      if (client.who === null) return;
      const before = (open.get(client.process.name) ?? []).filter(isUnsettled);
      open.set(client.process.name, nodeWrites.has(kind) ? [...before, request] : before);
      if (kind !== 'lease' || call.method === 'GET' || !isGivenBack(call.body) || before.length === 0) return;
      const writes = before.map((write) => `${write.kind} of ${write.call.path}`).join(', ');
      violated(name, `${client.process.name} gives the lease back, and ${writes} is under way`);
    },
  };

  /** Without an answer, and given up for no other reason than that the lease is given back. */
  function isUnsettled({ over = true, abandonedAt = null, sentAt }: Sent): boolean {
    if (!over) return true;
    return (
      abandonedAt !== null && facts.now - abandonedAt < BROKEN_OFF_MS && abandonedAt - sentAt < PATIENCE_MS
    );
  }
}

function podOf({ process }: Client): string {
  return process.name.split('#')[0] ?? '';
}

function momentOf({ clock }: SimProcess): Moment {
  return { monotonic: clock.monotonic(), now: clock.now() };
}

function isGivenBack(body: string | undefined): boolean {
  return (JSON.parse(body ?? '{}') as LeaseBody).spec?.holderIdentity === ''; // our own elector wrote it
}
