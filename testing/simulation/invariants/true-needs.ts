import type { Settings } from '@mechanic/contract';
import type { NodeFacts, ReportedFacts } from './node-facts.ts';

/** A reason to drain a node, as the judge sees it. Times are milliseconds since the epoch. */
export interface TrueNeed {
  readonly id: string;
  readonly type: string;
  readonly deadline: number | null;
  readonly started: boolean;
  /** A freeze that has begun: it goes on, and there is nothing left to save. */
  readonly spent: boolean;
}

/** By what a node is judged. */
export interface Sight {
  readonly settings: Settings;
  /** Its probe is Ready. */
  readonly probed: boolean;
  /** By the clock of whoever judges, in milliseconds since the epoch. */
  readonly now: number;
}

const switches: Readonly<Record<string, keyof Settings['scheduledEvents']>> = {
  Preempt: 'preempt',
  Terminate: 'terminate',
  Redeploy: 'redeploy',
  Reboot: 'reboot',
  SpotRebalanceRecommendation: 'spotRebalance',
};
/** How long an event is believed that nobody confirms any more. */
const HEARSAY_MS = 30 * 60_000;

/** Every enabled event and condition of a node, from the sources that hold. */
export function needsOf(node: NodeFacts, sight: Sight): readonly TrueNeed[] {
  return [...eventNeeds(node, sight), ...conditionNeeds(node, sight)];
}

/** Whether the report alone tells what is announced. */
export function isToldByProbe(node: NodeFacts, { probed }: Pick<Sight, 'probed'>): boolean {
  return probed && node.reportedImds === 'ok';
}

function eventNeeds(node: NodeFacts, sight: Sight): TrueNeed[] {
  const { settings, now } = sight;
  const alone = isToldByProbe(node, sight);
  const believed = node.reported.filter((event) => alone || expiryOf(event, node) > now);
  const events = believed.filter((event) => isWanted(event, settings)).map((event) => eventNeed(event, now));
  return alone ? events : [...events, ...announcedByCondition(node, settings)];
}

/** When an event of a silent probe loses its worth; milliseconds since the epoch. */
export function expiryOf({ notBefore }: ReportedFacts, { reportChangedAt }: NodeFacts): number {
  return (notBefore ?? reportChangedAt) + HEARSAY_MS;
}

function isWanted({ type, liveMigration, durationSeconds }: ReportedFacts, settings: Settings): boolean {
  if (type !== 'Freeze') {
    const name = switches[type];
    return name !== undefined && settings.scheduledEvents[name];
  }
  const short = durationSeconds >= 0 && durationSeconds * 1_000 < settings.freezeMinDurationMs;
  return !short && settings.scheduledEvents[liveMigration ? 'liveMigration' : 'freeze'];
}

function eventNeed({ id, type, status, notBefore }: ReportedFacts, now: number): TrueNeed {
  const started = status === 'Started' && type !== 'SpotRebalanceRecommendation';
  const deadline = type === 'SpotRebalanceRecommendation' ? null : started ? now : notBefore;
  const spent = type === 'Freeze' && deadline !== null && deadline <= now;
  return { id, type, deadline, started, spent };
}

function announcedByCondition({ node }: NodeFacts, { scheduledEvents }: Settings): TrueNeed[] {
  const found = node.status?.conditions?.find(({ type }) => type === 'VMEventScheduled');
  if (found?.status !== 'True' || !scheduledEvents.reboot) return [];
  return [{ id: 'VMEventScheduled:Reboot', type: 'Reboot', deadline: null, started: false, spent: false }];
}

function conditionNeeds({ node, record }: NodeFacts, { settings, now }: Sight): TrueNeed[] {
  return settings.conditions.flatMap(({ type, minDurationMs }) => {
    const found = node.status?.conditions?.find((condition) => condition.type === type);
    if (found?.status !== 'True') return [];
    const since = Date.parse(found.lastTransitionTime ?? '');
    const counts = since + minDurationMs <= now || record?.events.includes(type) === true;
    return counts ? [{ id: type, type, deadline: null, started: false, spent: false }] : [];
  });
}

/** When the node may be lost, by all that is worth a drain; null: at no known time. */
export function deadlineOf(needs: readonly TrueNeed[]): number | null {
  const deadlines = needs.flatMap(({ deadline, spent }) => (spent ? [] : (deadline ?? [])));
  return deadlines.length === 0 ? null : Math.min(...deadlines);
}
