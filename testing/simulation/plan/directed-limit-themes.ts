import type { Happening, Timed } from './happening.ts';
import { application, at, eventOn, fault, plain, rounds, someOf, withSettings } from './theme-parts.ts';
import type { Theme } from './themes.ts';
import { soloName } from './workload-plan.ts';

const minute = 60_000;

/** Directed themes about limits, watches, and what people do. */
export const limitThemes: Readonly<Record<string, Theme>> = {
  /** The calendar says that what can wait has to. Every run begins on a Monday at 05:00 UTC. */
  holds: (random, plan) => ({
    settings: plain(plan, {
      holds: `[{name: morning, days: [mon], from: "0${random.pick(['4:00', '5:00', '5:02'])}", to: "05:12"}]`,
      holdMargin: '0s',
      urgentWithin: '30s',
    }),
    events: someOf(random, plan.nodes, 3).map((node, index) =>
      eventOn([node], {
        type: 'Redeploy',
        announcedAt: (0.5 + 2.5 * index) * minute,
        noticeMs: 100 * minute,
        undated: random.chance(0.3),
      }),
    ),
    workloads: [application('app', plan.nodes, { endsAfterMs: 5_000 })],
  }),

  /** Limits are percentages of so many nodes that there is nothing to round. */
  percentages: (random, plan) => ({
    nodes: 4,
    settings: plain(plan, {
      urgentWithin: '5m',
      maxConcurrentDrains: random.pick(['"25%"', '"50%"', '"30%"', '"60%"']),
      ...(random.chance(0.5) && { maxUnavailable: random.pick(['"50%"', '"75%"']) }),
    }),
    events: rounds(random, plan, [minute, 4 * minute]).flatMap((announcedAt) =>
      someOf(random, 4, 4).map((node) =>
        eventOn([node], {
          type: 'Redeploy',
          announcedAt,
          noticeMs: random.between(3.5, 4.6) * minute,
          cancelledAfterMs: 3 * minute,
        }),
      ),
    ),
    workloads: [application('app', 4, { endsAfterMs: 20_000 })],
  }),

  /** Leaders are asked to end while their writes hang. */
  'handing over': (random, plan) => {
    const times = rounds(random, plan, [minute, 80_000]);
    return {
      settings: plain(plan, { maxConcurrentDrains: '3' }),
      latency: { least: 20, most: 200 },
      events: times.flatMap((time) =>
        someOf(random, plan.nodes, 3).map((node, index) =>
          eventOn([node], {
            type: 'Redeploy',
            announcedAt: time + index * 2_000,
            noticeMs: 5 * minute,
            cancelledAfterMs: 45_000,
          }),
        ),
      ),
      windows: times.map((from) =>
        fault('admission-hangs', random.pick(['slots', 'cordon'] as const), {
          from,
          to: from + 20_000,
          rate: 0.5,
        }),
      ),
      happenings: times.flatMap((time) =>
        [...Array(plan.controllers).keys()].map((who) =>
          at(time + random.between(4_000, 10_000), { kind: 'terminate', who }),
        ),
      ),
      workloads: [application('app', plan.nodes, { endsAfterMs: 5_000 })],
    };
  },

  /** People cordon, uncordon and cordon again what is in maintenance. */
  'second thoughts': (random, plan) => {
    const times = rounds(random, plan, [minute, 4 * minute]);
    const nodes = times.map(() => random.int(0, plan.nodes - 1));
    return {
      settings: plain(plan),
      events: times.map((announcedAt, index) =>
        eventOn([nodes[index] ?? 0], {
          type: 'Redeploy',
          announcedAt,
          noticeMs: 20 * minute,
          cancelledAfterMs: 2 * minute,
        }),
      ),
      happenings: times.flatMap((time, index): Timed<Happening>[] => {
        const node = nodes[index] ?? 0;
        const first = time + random.between(-20_000, 40_000);
        const gap = random.pick([5, 500, 20_000]);
        return random.pick<Timed<Happening>[]>([
          [at(first, { kind: 'cordon', node }), at(time + 3 * minute, { kind: 'uncordon', node })],
          [
            at(time + 40_000, { kind: 'uncordon', node }),
            at(time + 40_000 + gap, { kind: 'cordon', node }),
            at(time + 3 * minute, { kind: 'uncordon', node }),
          ],
        ]);
      }),
      workloads: [application('app', plan.nodes, { endsAfterMs: 5_000 })],
    };
  },

  /** Watches break, and cannot go on for a while in which nodes go, or in which all reports come. Then it is quiet. */
  gaps: (random, plan) => {
    const vanishing = random.chance(0.5);
    const times = vanishing ? [2 * minute] : [1.5 * minute, 8 * minute];
    const nodes = vanishing ? 6 : 4;
    const [first = 0, second = 1, ...others] = someOf(random, nodes, nodes);
    return {
      nodes,
      troubleMs: 15 * minute,
      settings: plain(plan, { maxConcurrentDrains: vanishing ? '"34%"' : '4' }),
      windows: times.flatMap((from) => [
        fault('cut', 'any', { from, to: from + 8_000 }),
        fault('server-error', 'watch', { from, to: from + 8_000 }),
      ]),
      events: times.flatMap((time) =>
        (vanishing ? others : [first, second, ...others]).map((node) =>
          eventOn([node], {
            type: 'Redeploy',
            announcedAt: vanishing ? time + 90_000 : time + random.between(0, 1_500),
            noticeMs: 20 * minute,
            cancelledAfterMs: 5 * minute,
          }),
        ),
      ),
      happenings: vanishing
        ? [first, second].map((node) =>
            at(2 * minute + 2_000, {
              kind: 'claim',
              node,
              taint: 'karpenter.sh/disrupted',
              removes: true,
              forMs: 2_000,
            }),
          )
        : [],
      workloads: [application('app', 4, { endsAfterMs: 30_000 })],
    };
  },

  /** Others write to a Node all the time, and watches tell late of it: what is older comes after the answer to our own write. */
  echoes: (random, plan) => {
    const closed = plain(plan, { maxConcurrentDrains: '0', urgentWithin: '2m' });
    const times = rounds(random, plan, [1.5 * minute, 2 * minute]);
    const cast = times.map(() => someOf(random, plan.nodes, 2));
    return {
      settings: closed,
      latency: { least: 0.5, most: 3 },
      windows: [fault('watch-late', 'any', { from: minute, to: plan.troubleMs })],
      events: times.flatMap((time, index) => {
        const [first = 0, other = 1] = cast[index] ?? [];
        return [
          eventOn([first], {
            type: 'Freeze',
            announcedAt: time - 20_000,
            noticeMs: random.between(21_500, 29_000),
          }),
          eventOn([other], {
            type: 'Reboot',
            announcedAt: time - 20_000,
            noticeMs: 3 * minute,
            cancelledAfterMs: 80_000,
          }),
        ];
      }),
      happenings: times.flatMap((time, index) => [
        at(time, { kind: 'settings', text: withSettings(closed, { maxConcurrentDrains: '1' }) }),
        at(time + 70_000, { kind: 'settings', text: closed }),
        ...Array.from({ length: 30 }, (_, turn) =>
          at(time - 4_000 + turn * 400, {
            kind: 'condition',
            node: cast[index]?.[0] ?? 0,
            type: 'FrequentKubeletRestart',
            forMs: 170,
          }),
        ),
      ]),
      workloads: [application('app', plan.nodes, { endsAfterMs: 40_000 })],
    };
  },

  /** People scale what is being surged, and leaders die meanwhile. */
  surges: (random, plan) => {
    const times = rounds(random, plan, [minute, 3.5 * minute]);
    const solos = [0, 1, 2];
    return {
      settings: plain(plan, { maxConcurrentDrains: '2', surge: 'auto', surgeTimeout: '3m' }),
      events: times.flatMap((time) =>
        someOf(random, plan.nodes, plan.nodes).map((node) =>
          eventOn([node], {
            type: 'Redeploy',
            announcedAt: time,
            noticeMs: 10 * minute,
            cancelledAfterMs: 110_000,
          }),
        ),
      ),
      happenings: times.flatMap((time): Timed<Happening>[] => [
        ...solos.flatMap((solo): Timed<Happening>[] => [
          at(time + random.between(8_000, 60_000), { kind: 'scale', solo, replicas: random.pick([2, 3]) }),
          at(time + random.between(120_000, 150_000), { kind: 'scale', solo, replicas: 1 }),
        ]),
        ...(random.chance(0.4)
          ? [at(time + random.between(6_000, 60_000), { kind: 'kill' as const, who: 0, downMs: 300 })]
          : []),
      ]),
      workloads: solos.map((solo) =>
        application(soloName(solo), plan.nodes, {
          replicas: 1,
          endsAfterMs: 5_000,
          readyAfterMs: random.pick([2_000, 15_000, 30_000]),
        }),
      ),
    };
  },
};
