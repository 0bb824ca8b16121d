import type { Simulation } from '../run/simulation.ts';
import type { Calm, Leader } from './calm.ts';
import type { Invariant } from './invariant.ts';
import { domainsOf, losesTheNode } from './limits.ts';
import { type NodeFacts, isDraining, isForeign, isReady } from './node-facts.ts';
import { mostOf } from './quantities.ts';
import { type TrueNeed, deadlineOf, needsOf } from './true-needs.ts';

/** What was reported so lately may not be known to whoever decides. */
const NEWS_MS = 10_000;
/** A decision is carried out this late at the latest. */
const DECIDED_MS = 5_000;
/** The gravest first. Conditions come after all of them. */
const gravity = ['Preempt', 'Terminate', 'Redeploy', 'Reboot', 'Freeze'];
const losing: ReadonlySet<string> = new Set(['Preempt', 'Terminate', 'Redeploy', 'Reboot']);

/** The place of a node in the queue: what is smaller at the first difference goes first. */
type Rank = readonly [urgent: number, losing: number, deadline: number, gravity: number];

/** Nobody is served before one who needs it more and could have been served. */
export function urgentFirst(simulation: Simulation, calm: Calm): Invariant {
  const name = 'urgent-first';
  const { facts, court, actors } = simulation;
  return {
    name,
    sentence: 'No node takes a slot while one that is more urgent, and could have it, waits.',
    // eslint-disable-next-line complexity -- a list of what excuses it, a line each, and nothing between them
    nodeWritten: ({ request, after }) => {
      const taker = facts.nodes.get(after.metadata.name);
      if (taker?.drainingSince !== facts.now || actors.liar.nodes.has(taker.name)) return;
      const leader = calm.leader();
      if (leader?.process !== request.client.process || leader.settings.dryRun) return;
      const probed = calm.probedNodes();
      if (!isSettled(taker) || !probed.has(taker.name)) return;
      for (const other of facts.nodes.values()) {
        if (other === taker || !probed.has(other.name) || actors.liar.nodes.has(other.name)) continue;
        if (!waits(other, leader) || !isFirst(other, taker, leader)) continue;
        court.violated(name, `${taker.name} begins while ${other.name}, which is more urgent, waits`);
      }
    },
  };

  /** By the ranks of now and of some seconds ago: a decision may be that old. */
  function isFirst(one: NodeFacts, two: NodeFacts, leader: Leader): boolean {
    const latest = leader.process.clock.now();
    return [latest, latest - DECIDED_MS].every((now) => {
      const [first, second] = [one, two].map((node) => rankOf(node, leader, now));
      return first && second && isBefore([first, one], [second, two]);
    });
  }

  function isSettled({ reportedAt, reported, node, knownSince }: NodeFacts): boolean {
    const from = facts.now - NEWS_MS;
    const conditions = node.status?.conditions?.some(
      ({ status, type }) => status === 'True' && type !== 'Ready',
    );
    return reportedAt < from && knownSince < from && reported.length > 0 && conditions !== true;
  }

  /** Whether it could take the slot that the other takes. */
  // eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
  function waits(node: NodeFacts, leader: Leader): boolean {
    const needs = needsOf(node, { settings: leader.settings, probed: true, now: leader.process.clock.now() });
    const { record, ignoredSince, leftToPeople } = node;
    // Cordoned already, others may be asked to make room for it first; refused, it is set aside.
    if (record !== null || ignoredSince !== null || leftToPeople !== null) return false;
    if (!isReady(node.node) || isForeign(node.node) || !isSettled(node)) return false;
    const since = Date.parse(
      node.node.status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? '',
    );
    if (!(since < simulation.kube.now() - NEWS_MS) || leader.settings.budgets.length > 0) return false;
    const lead = leader.settings.drain.leadTimeMs;
    const deadline = deadlineOf(needs);
    if (lead !== null && deadline !== null && deadline - lead > leader.process.clock.now() - NEWS_MS)
      return false;
    return hasRoom(node, needs, leader);
  }

  function hasRoom(node: NodeFacts, needs: readonly TrueNeed[], { settings }: Leader): boolean {
    const all = [...facts.nodes.values()];
    const [cluster] = domainsOf(settings, node);
    // While a slot is left its own cordon may be on its way, and arrive later.
    if (all.filter(isDraining).length < mostOf(settings.maxConcurrentDrains, all.length)) return false;
    if (node.unavailableSince !== null || needs.every(({ type }) => losesTheNode(node, type))) return true;
    const gone = all.filter((other) => other.unavailableSince !== null).length;
    return gone + 1 <= mostOf(cluster?.budget.maxUnavailable, all.length);
  }
}

function rankOf(node: NodeFacts, { settings }: Leader, now: number): Rank | null {
  const worth = needsOf(node, { settings, probed: true, now }).filter(({ spent }) => !spent);
  if (worth.length === 0) return null;
  const deadline = deadlineOf(worth);
  const started = worth.some((need) => need.started);
  const urgent = started || (deadline !== null && deadline - now <= settings.urgentWithinMs);
  const due = worth.some(
    (need) => losing.has(need.type) && (need.started || (need.deadline !== null && need.deadline <= now)),
  );
  // What leads is the gravest of those that are due first.
  const [leading] = worth.toSorted(
    (a, b) => (a.deadline ?? Infinity) - (b.deadline ?? Infinity) || graveness(a.type) - graveness(b.type),
  );
  return [
    Number(!urgent),
    Number(!due),
    started ? 0 : (deadline ?? Infinity),
    graveness(leading?.type ?? ''),
  ];
}

function graveness(type: string): number {
  const place = gravity.indexOf(type);
  return place === -1 ? gravity.length : place;
}

/** Whether the first goes before the second beyond doubt: a difference of moments may depend on when who looked. */
function isBefore([a, one]: readonly [Rank, NodeFacts], [b, two]: readonly [Rank, NodeFacts]): boolean {
  if (a[0] !== b[0]) return a[0] < b[0];
  if (a[1] !== b[1]) return a[1] < b[1];
  if (a[2] !== b[2]) return a[2] + NEWS_MS < b[2];
  if (a[3] !== b[3]) return a[3] < b[3];
  return a[2] !== 0 && one.name < two.name;
}
