import type { Random } from '../engine/random.ts';

export type EventType =
  'Freeze' | 'Reboot' | 'Redeploy' | 'Preempt' | 'Terminate' | 'SpotRebalanceRecommendation';

/** One scheduled event of Azure, from its announcement to its end. */
export interface AzureEventPlan {
  readonly id: string;
  readonly type: EventType;
  /** Nodes whose VMs it names. */
  readonly nodes: readonly number[];
  readonly announcedAt: number;
  /** From the announcement to the earliest begin; 0: it has begun when anybody hears of it. */
  readonly noticeMs: number;
  readonly durationMs: number;
  /** After the announcement it is taken back; null: it is not. */
  readonly cancelledAfterMs: number | null;
  /** Its begin is put off by so much, once; 0: it is not. */
  readonly putOffMs: number;
  readonly liveMigration: boolean;
  /** It is announced without a date. */
  readonly undated: boolean;
  /** So long after its begin the VM still runs; not said: it is struck at once. */
  readonly lingersMs?: number;
  /** It begins so much later than announced, and nobody says so; not said: in time. */
  readonly lateMs?: number;
}

const minute = 60_000;

/** Least and most notice by type, in minutes; what is documented, and what was seen. */
const notices: Readonly<Record<EventType, readonly [number, number]>> = {
  Freeze: [5, 15],
  Reboot: [5, 15],
  Redeploy: [3, 10],
  Preempt: [0.5, 0.6],
  Terminate: [5, 15],
  SpotRebalanceRecommendation: [0, 0],
};

const types: readonly EventType[] = [
  'Redeploy',
  'Redeploy',
  'Reboot',
  'Reboot',
  'Preempt',
  'Preempt',
  'Terminate',
  'Freeze',
  'Freeze',
  'SpotRebalanceRecommendation',
];

/** Azure's part of a plan: some events one by one, some that hit many VMs at once. */
export function azureEvents(random: Random, nodes: number, forMs: number): AzureEventPlan[] {
  const perHour = random.pick([2, 6, 12, 25]) * Math.max(1, nodes / 8);
  const events: AzureEventPlan[] = [];
  for (let at = random.between(5_000, 90_000); at < forMs && events.length < 120; at += random.gap(perHour)) {
    events.push(azureEvent(random, `event-${events.length}`, nodes, at));
  }
  return events;
}

function azureEvent(random: Random, id: string, nodes: number, announcedAt: number): AzureEventPlan {
  const type = random.pick(types);
  const hits = random.chance(0.25) ? random.int(2, Math.max(2, Math.min(nodes, 8))) : 1;
  return {
    id: `${id}-${Math.floor(random.next() * 2 ** 32)
      .toString(16)
      .padStart(8, '0')}`,
    type,
    nodes: random.shuffled([...Array(nodes).keys()]).slice(0, hits),
    announcedAt,
    noticeMs: notice(random, type),
    durationMs: type === 'Freeze' ? random.between(2_000, 15_000) : random.between(30_000, 4 * minute),
    cancelledAfterMs: random.chance(0.15) ? random.between(1_000, 8 * minute) : null,
    putOffMs: random.chance(0.1) ? random.between(minute, 10 * minute) : 0,
    liveMigration: type === 'Freeze' && random.chance(0.5),
    undated: false,
  };
}

const waveTypes: readonly EventType[] = ['Redeploy', 'Reboot', 'Terminate', 'Preempt', 'Freeze'];

/** Waves: at one moment several nodes hear of several events, due in the same second, one after the other, or without a date. */
export function azureWaves(
  random: Random,
  nodes: number,
  { forMs, sure }: { readonly forMs: number; readonly sure: boolean },
): AzureEventPlan[] {
  if (!random.chance(0.5) && !sure) return [];
  const events: AzureEventPlan[] = [];
  const perHour = random.pick([2, 5]);
  for (
    let at = random.between(minute, 3 * minute);
    at < forMs && events.length < 40;
    at += random.gap(perHour)
  ) {
    const noticeMs = random.between(3, 12) * minute;
    const undated = random.chance(0.2);
    const spreadMs = random.pick([0, 4 * minute]);
    const durationMs = random.between(30_000, 2 * minute);
    const places = random.shuffled([...Array(nodes).keys()]).slice(0, random.int(2, Math.min(nodes, 6)));
    for (const place of places) {
      events.push({
        id: `wave-${events.length}-${Math.floor(random.next() * 2 ** 32).toString(16)}`,
        type: random.pick(waveTypes),
        nodes: [place],
        announcedAt: at,
        noticeMs: noticeMs + spreadMs * random.next(),
        durationMs,
        cancelledAfterMs: null,
        putOffMs: 0,
        liveMigration: false,
        undated,
      });
    }
  }
  return events;
}

function notice(random: Random, type: EventType): number {
  const luck = random.next();
  if (luck < 0.07) return 0;
  if (luck < 0.12) return random.between(3_000, 40_000);
  if (luck < 0.2) return random.between(1, 3) * 86_400_000;
  const [least, most] = notices[type];
  return random.between(least, most) * minute;
}
