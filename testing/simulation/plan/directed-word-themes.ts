import type { FaultWindow } from '../net/fault.ts';
import type { Happening, Timed } from './happening.ts';
import {
  application,
  at,
  blockedApplication,
  eventOn,
  fault,
  plain,
  rounds,
  someOf,
  withSettings,
} from './theme-parts.ts';
import type { Theme } from './themes.ts';

const minute = 60_000;

/** Directed themes about one answer, one mark or one word that comes at the wrong moment. */
export const wordThemes: Readonly<Record<string, Theme>> = {
  /**
   * The one slot is given to a node whose event is over in a moment. The answer is lost, the next try collides, and nobody can
   * look why, while another node waits.
   */
  collisions: (random, plan) => {
    const closed = plain(plan, { maxConcurrentDrains: '0', urgentWithin: '2m' });
    const times = rounds(random, plan, [1.5 * minute, 2 * minute]);
    return {
      settings: closed,
      latency: { least: 0.5, most: 3 },
      events: times.flatMap((time) => {
        const [first = 0, other = 1] = someOf(random, plan.nodes, 2);
        return [
          eventOn([first], {
            type: 'Freeze',
            announcedAt: time - 20_000,
            noticeMs: random.between(26_000, 34_000),
          }),
          eventOn([other], {
            type: 'Reboot',
            announcedAt: time - 20_000,
            noticeMs: 3 * minute,
            cancelledAfterMs: 80_000,
          }),
        ];
      }),
      happenings: times.flatMap((time) => [
        at(time, { kind: 'settings', text: withSettings(closed, { maxConcurrentDrains: '1' }) }),
        at(time + 70_000, { kind: 'settings', text: closed }),
      ]),
      windows: times.flatMap((time): FaultWindow[] => [
        fault('lost-after', 'slots', { from: time, to: time + 20_000, rate: 0.6 }),
        fault('watch-stalls', 'any', { from: time + 12, to: time + 25_000 }),
        fault('lost-before', 'get', { from: time, to: time + 25_000 }),
        fault('lost-before', 'list', { from: time, to: time + 25_000 }),
      ]),
      workloads: [application('app', plan.nodes, { endsAfterMs: 40_000 })],
    };
  },

  /** Evictions hang when a drain is to end, and what is written then waits for them: meanwhile a dry run is asked for. */
  'dry in between': (random, plan) => {
    const settings = plain(plan, { maxConcurrentDrains: '3', urgentWithin: '30s' });
    const dry = settings.replace(/^dryRun: .*$/m, 'dryRun: true');
    const times = rounds(random, plan, [minute, 2 * minute]);
    return {
      settings,
      events: times.flatMap((time) =>
        someOf(random, plan.nodes, 3).map((node) =>
          eventOn([node], {
            type: 'Redeploy',
            announcedAt: time,
            noticeMs: 10 * minute,
            cancelledAfterMs: random.between(12_000, 24_000),
          }),
        ),
      ),
      windows: times.map((from) => fault('admission-hangs', 'evictions', { from, to: from + 50_000 })),
      happenings: times.flatMap((time) => [
        at(time + random.between(19_000, 27_000), { kind: 'settings', text: dry }),
        at(time + 60_000, { kind: 'settings', text: settings }),
      ]),
      workloads: [application('app', plan.nodes, { replicas: plan.nodes * 4 })],
    };
  },

  /** Marks hang when a preemption comes. */
  'marks before slots': (random, plan) => {
    const times = rounds(random, plan, [2.5 * minute, 4 * minute]);
    return {
      settings: plain(plan, { maxConcurrentDrains: '3', nodeConditions: String(random.chance(0.5)) }),
      latency: { least: 0.5, most: 3 },
      windows: [fault('admission-hangs', 'marks', { from: 0, to: plan.troubleMs })],
      events: times.flatMap((time) => {
        const [first = 0, other = 1] = someOf(random, plan.nodes, 2);
        return [
          eventOn([first], {
            type: 'Redeploy',
            announcedAt: time,
            noticeMs: 60 * minute,
            cancelledAfterMs: 100_000,
          }),
          eventOn([other], {
            type: 'Preempt',
            announcedAt: time + random.between(2_000, 7_000),
            noticeMs: 3 * minute,
            cancelledAfterMs: 90_000,
          }),
        ];
      }),
      workloads: [application('app', plan.nodes, { endsAfterMs: 5_000 })],
    };
  },

  /** The last word of a probe has other events in it than the maintenance is about; before `uncordon.delay` is over it falls silent. */
  'last words': (random, plan) => {
    const nodes = someOf(random, plan.nodes, 2);
    const times = nodes.map((_, index) => (1 + index) * minute);
    return {
      settings: plain(plan, {
        scheduledEvents: '{freeze: false, liveMigration: false}',
        uncordon: '{enabled: true, delay: 1m}',
      }),
      events: nodes.flatMap((node, index) => [
        eventOn([node], { type: 'Freeze', announcedAt: 20_000, noticeMs: 60 * minute }),
        eventOn([node], {
          type: random.pick(['Reboot', 'Redeploy'] as const),
          announcedAt: times[index] ?? 0,
          noticeMs: 20 * minute,
          cancelledAfterMs: 60_000,
        }),
      ]),
      happenings: nodes.map((node, index) =>
        at((times[index] ?? 0) + minute + random.between(8_000, 25_000), {
          kind: 'mute',
          node,
          forMs: 9 * minute,
        }),
      ),
      workloads: [application('app', plan.nodes, { endsAfterMs: 5_000 })],
    };
  },

  /** A node claims the event of one that is left alone, and is emptied for it. */
  'false witnesses': (random, plan) => {
    const times = rounds(random, plan, [minute, 6 * minute]);
    return {
      settings: plain(plan, { maxConcurrentDrains: '2', acknowledgeEvents: 'true', timeout: '15m' }),
      events: times.map((announcedAt) =>
        eventOn([plan.nodes - 1], {
          type: 'Redeploy',
          announcedAt,
          noticeMs: 20 * minute,
          cancelledAfterMs: 4 * minute,
        }),
      ),
      happenings: times.flatMap((time): Timed<Happening>[] => [
        at(time - 20_000, { kind: 'ignore', node: plan.nodes - 1, by: 'annotation', forMs: 5 * minute }),
        at(time + 10_000, {
          kind: 'forge',
          node: random.chance(0.7) ? 0 : random.int(0, plan.nodes - 2),
          forgery: 'claimed-event',
          times: 12,
        }),
      ]),
      workloads: [application('app', plan.nodes, { endsAfterMs: 5_000 })],
    };
  },

  /** Azure begins late: drains that get nowhere hold their slot past their deadline while others wait, past theirs at last. */
  late: (random, plan) => {
    const [first = 0, second = 1, third = 2] = someOf(random, plan.nodes, 3);
    const type = random.pick(['Reboot', 'Redeploy'] as const);
    return {
      settings: plain(plan, { timeout: '1h', urgentWithin: random.pick(['2m', '5m']), onDeadline: 'wait' }),
      events: [
        eventOn([first], { type, announcedAt: minute, noticeMs: minute, lateMs: 11 * minute }),
        eventOn([second], {
          type,
          announcedAt: 1.5 * minute,
          noticeMs: random.between(1, 2) * minute,
          lateMs: 9 * minute,
        }),
        eventOn([third], {
          type,
          announcedAt: 3 * minute,
          noticeMs: random.between(1, 4) * minute,
          lateMs: 7 * minute,
        }),
      ],
      workloads: [
        blockedApplication('app', plan.nodes),
        application('other', plan.nodes, { endsAfterMs: 5_000 }),
      ],
    };
  },
};
