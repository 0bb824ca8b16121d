import { resolveQuantity } from '@mechanic/contract';
import type { Plan } from '../plan/plan.ts';
import type { Facts } from './facts.ts';
import type { Invariant } from './invariant.ts';
import { type NodeFacts, isDraining, isForeign, isReady } from './node-facts.ts';

/** From the report of a preemption to its cordon, when a slot is free and nothing hangs but marks. */
const BOUND_MS = 6_000;
/** Who hands over while something hangs lets the lease expire: nobody leads who has not renewed it for so long. */
const RENEWED_MS = 4_000;
/** So long before nothing may have disturbed whoever leads. */
const FAIR_MS = 60_000;
const disturbances: ReadonlySet<string> = new Set([
  'suspend',
  'kill',
  'terminate',
  'clock-step',
  'delete-controller-pod',
  'remove-lease',
  'settings',
]);
const markFocuses: ReadonlySet<string> = new Set(['taint', 'label', 'marks', 'acknowledge']);

/** A preemption does not wait for what only helps. */
export function preemptInTime(
  facts: Facts,
  plan: Plan,
  violated: (name: string, what: string) => void,
): Invariant {
  const name = 'preempt-in-time';
  const told = new Set<string>();
  let holder: { readonly name: string; readonly since: number } = { name: '', since: 0 };
  let renewedAt = -Infinity;
  return {
    name,
    sentence:
      'A preemption is cordoned within 6 s of its report when a slot is free, even while every mark hangs.',
    // eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
    written: ({ resource, name: node, after }) => {
      if (resource === 'leases') {
        const now = (after as { spec?: { holderIdentity?: string } } | undefined)?.spec?.holderIdentity ?? ''; // a lease
        renewedAt = facts.now;
        if (now !== holder.name) holder = { name: now, since: facts.now };
      }
      if (resource !== 'nodes') return;
      const known = facts.nodes.get(node);
      if (known?.reportedAt !== facts.now || !isFree(known)) return;
      for (const event of known.reported) {
        const key = `${known.uid} ${event.id}`;
        // Without a date nobody can tell how soon it is due: by the rules it may wait.
        const isDated = event.notBefore !== null || event.status === 'Started';
        if (event.type !== 'Preempt' || !isDated || told.has(key)) continue;
        told.add(key);
        const reportedAt = facts.now;
        if (hasRoom(known)) facts.engine.after(BOUND_MS, () => look(known, event.id, reportedAt));
      }
    },
  };

  function look(then: NodeFacts, event: string, reportedAt: number): void {
    const now = facts.nodes.get(then.name);
    if (now?.uid !== then.uid || now.record !== null || !isFree(now)) return;
    if (!now.reported.some(({ id }) => id === event) || !hasRoom(now) || !isFair(reportedAt)) return;
    violated(name, `${now.name} is not cordoned ${BOUND_MS} ms after the report of ${event}`);
  }

  function isFree(node: NodeFacts): boolean {
    const schedulable = node.node.spec?.unschedulable !== true;
    return (
      schedulable &&
      isReady(node.node) &&
      !isForeign(node.node) &&
      node.ignoredSince === null &&
      node.leftToPeople === null
    );
  }

  /** Judged by the settings of the plan: where they change in between, nothing is judged. */
  function hasRoom(node: NodeFacts): boolean {
    const settings = facts.planned;
    if (
      settings === null ||
      settings.dryRun ||
      !settings.scheduledEvents.preempt ||
      settings.budgets.length > 0
    )
      return false;
    if (settings.drain.leadTimeMs !== null) return false;
    const all = [...facts.nodes.values()];
    const draining = all.filter(isDraining).length;
    const spared = node.node.metadata.labels?.['kubernetes.azure.com/scalesetpriority'] === 'spot';
    const gone = all.filter(({ unavailableSince }) => unavailableSince !== null).length;
    if (!spared && gone + 2 > resolveQuantity(settings.maxUnavailable, all.length)) return false;
    return draining < resolveQuantity(settings.maxConcurrentDrains, all.length);
  }

  function isFair(reportedAt: number): boolean {
    const from = reportedAt - FAIR_MS;
    if (holder.name === '' || holder.since > from || facts.now - renewedAt > RENEWED_MS) return false;
    const foul = plan.windows.some(
      (window) =>
        window.from <= facts.now &&
        window.to >= from &&
        !(window.kind.startsWith('admission') && markFocuses.has(window.focus)),
    );
    const disturbed = plan.happenings.some(
      ({ at, what }) => at >= from - FAIR_MS && at <= facts.now && disturbances.has(what.kind),
    );
    const frozen = plan.events.some(({ type, announcedAt, noticeMs, putOffMs }) => {
      const begins = announcedAt + noticeMs + putOffMs;
      return type !== 'SpotRebalanceRecommendation' && begins > from - FAIR_MS && begins <= facts.now;
    });
    const edited = plan.happenings.some(({ at, what }) => what.kind === 'settings' && at <= facts.now);
    const offset = plan.clocks.some(({ offsetMs }) => offsetMs !== 0);
    return !foul && !disturbed && !frozen && !edited && !offset;
  }
}
