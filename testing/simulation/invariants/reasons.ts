import type { Actors } from '../world/actors.ts';
import type { Settings } from '@mechanic/contract';
import type { Calm } from './calm.ts';
import type { Facts } from './facts.ts';
import type { Invariant, OwnWrite } from './invariant.ts';
import type { NodeObject } from '../api/index.ts';
import { type NodeFacts, isDraining } from './node-facts.ts';
import { expiryOf, needsOf } from './true-needs.ts';

type Violated = (name: string, what: string) => void;

/** What changed so lately may not be known to whoever decides. */
const NEWS_MS = 6_000;
/** A decision is carried out so late at the latest. */
const CARRIED_OUT_MS = 20_000;

export interface ReasonParts {
  readonly facts: Facts;
  readonly actors: () => Actors;
  readonly calm: Calm;
  readonly violated: Violated;
}

/** Every drain has a reason, and no maintenance ends while it has one. */
export function needsAreReal({ facts, actors, calm, violated }: ReasonParts): Invariant {
  const name = 'need-is-real';
  return {
    name,
    sentence:
      'A node is drained only for an enabled event or condition, and given back only when none is left that anybody can know of, and somebody can have said so; Unknown is no end.',
    // eslint-disable-next-line complexity -- a list of what excuses it, a line each, and nothing between them
    nodeWritten: (write) => {
      const { after, before } = write;
      const now = facts.nodes.get(after.metadata.name);
      const past = facts.before;
      if (now === undefined || past?.uid !== now.uid || actors().liar.nodes.has(now.name)) return;
      if (isDraining(now) && !isDraining(past)) judgeBegin(now, write);
      const ended = past.record !== null && now.record === null && past.record.nodeUID === past.uid;
      if (ended && past.recordIsOurs) judgeEnd(past, write, before);
    },
  };

  /** Under every setting that may hold, whether or not its probe is Ready. */
  function needs(node: NodeFacts, { request }: OwnWrite<NodeObject>): readonly boolean[] {
    const now = request.client.process.clock.now();
    const isSilent = !facts.mayLag(request.client) && calm.isUnprobed(node.name, NEWS_MS);
    const probes = isSilent ? [false] : [true, false];
    return facts.settingsOf(request.client, request.sentAt).flatMap((settings) =>
      // What a Node says was decided on as it is; only Ready probes and clocks may have changed since.
      probes.flatMap((probed) =>
        [now, now - CARRIED_OUT_MS].map((at) => needsOf(node, { settings, probed, now: at }).length > 0),
      ),
    );
  }

  function judgeBegin(node: NodeFacts, write: OwnWrite<NodeObject>): void {
    if (needs(node, write).some((is) => is)) return;
    violated(name, `${node.name} is drained for ${node.record?.events.join(', ') ?? ''}, and needs nothing`);
  }

  /** Whether anybody can have said that the maintenance is over: a probe, now or last, or a condition. */
  // eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
  function mayBeKnownToBeOver(past: NodeFacts, { request }: OwnWrite<NodeObject>): boolean {
    const { name: node, record } = past;
    if (record === null || !announced.has(record.reason) || record.startedAt === null) return true;
    const isSilent = !facts.mayLag(request.client) && calm.isUnprobed(node, NEWS_MS);
    if (past.reportedImds === 'ok' && !isSilent) return true;
    const told = past.node.status?.conditions?.find(({ type }) => type === 'VMEventScheduled')?.status;
    const isMentioned = past.reported.some(({ id }) => record.events.includes(id));
    const isLastWord = past.reportedImds === 'ok' && past.reportChangedAt > record.startedAt - CLOCKS_MS;
    if (told === 'False' || (isLastWord && !isMentioned)) return true;
    // What is still seen and no longer wanted hides nothing.
    const now = request.client.process.clock.now() - EXPIRED_MS;
    const seen = past.reported.filter((event) => expiryOf(event, past) > now);
    return record.events.every((id) => seen.some((event) => event.id === id));
  }

  function judgeEnd(past: NodeFacts, write: OwnWrite<NodeObject>, before: NodeObject): void {
    if (needs(past, write).every((is) => is))
      violated(name, `${past.name} is given back, and still has a need`);
    if (!mayBeKnownToBeOver(past, write))
      violated(name, `${past.name} is given back, and nobody says that it is over`);
    const unclear = before.status?.conditions?.filter(({ type, status }) => {
      const isAbout = past.record?.events.some((id) => id === type || id.startsWith(`${type}:`)) === true;
      return status === 'Unknown' && type !== 'Ready' && isAbout;
    });
    const isLeftOut = facts
      .settingsOf(write.request.client, write.request.sentAt)
      .some((settings) => unclear?.some(({ type }) => !isWatched(type, settings)));
    // Of scheduled events a Ready probe tells more.
    const isSilent = !facts.mayLag(write.request.client) && calm.isUnprobed(past.name, NEWS_MS);
    if (unclear?.length && !isLeftOut && unclear.every(({ type }) => isSilent || type !== 'VMEventScheduled'))
      violated(name, `${past.name} is given back while ${unclear.map(({ type }) => type).join()} is Unknown`);
  }
}

/** Types of scheduled events: what is about anything else tells by itself when it is over. */
const announced: ReadonlySet<string> = new Set([
  'Preempt',
  'Terminate',
  'Redeploy',
  'Reboot',
  'Freeze',
  'SpotRebalanceRecommendation',
]);
/** Times in records and reports are of different clocks. */
const CLOCKS_MS = 8_000;
/** From the moment at which an event loses its worth to a write that says so. */
const EXPIRED_MS = 3_000;

function isWatched(type: string, { conditions, scheduledEvents }: Settings): boolean {
  return type === 'VMEventScheduled' ? scheduledEvents.reboot : conditions.some((one) => one.type === type);
}
