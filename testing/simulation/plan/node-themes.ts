import {
  application,
  at,
  blockedApplication,
  eventOn,
  fault,
  moments,
  open,
  someOf,
  withSettings,
} from './theme-parts.ts';
import type { Theme } from './themes.ts';

const minute = 60_000;
/** Themes about what nodes, their probes and their owners tell. */
export const nodeThemes: Readonly<Record<string, Theme>> = {
  /** Probes or metadata services fall silent, and conditions alone tell of maintenance. */
  blind: (random, plan) => {
    const times = moments(random, plan.troubleMs, [minute, 7 * minute]);
    const nodes = times.map(() => random.int(0, plan.nodes - 1));
    return {
      settings: withSettings(plan.settings, { ...open, scheduledEvents: '' }),
      events: times.flatMap((announcedAt, index) =>
        random.chance(0.6)
          ? [
              eventOn([nodes[index] ?? 0], {
                type: 'Redeploy',
                announcedAt,
                noticeMs: 12 * minute,
                cancelledAfterMs: random.pick([null, 3 * minute]),
              }),
            ]
          : [],
      ),
      happenings: times.map((time, index) =>
        at(time + random.between(-20_000, 20_000), {
          kind: 'blind',
          node: nodes[index] ?? 0,
          how: random.pick(['probe', 'imds'] as const),
          then: random.pick(['True', 'False', 'Unknown'] as const),
          forMs: random.pick([4, 5, 6]) * minute,
        }),
      ),
    };
  },

  /** Nobody tells of events any more while other conditions come and go, or while the last report is still there. */
  silent: (random, plan) => {
    const times = moments(random, plan.troubleMs, [minute, 8 * minute]);
    const nodes = times.map(() => random.int(0, plan.nodes - 1));
    return {
      settings: withSettings(plan.settings, {
        ...open,
        optionalConditions: '{kernelDeadlock: true, minDuration: 0s}',
        uncordon: '{enabled: true, delay: 0s}',
      }),
      events: times.flatMap((announcedAt, index) =>
        random.chance(0.5)
          ? [
              eventOn([nodes[index] ?? 0], {
                type: 'Reboot',
                announcedAt,
                noticeMs: 15 * minute,
                cancelledAfterMs: 50_000,
              }),
            ]
          : [],
      ),
      happenings: times.flatMap((time, index) => {
        const node = nodes[index] ?? 0;
        const mute = at(time + random.pick([-30_000, 30_000, 70_000]), {
          kind: 'mute',
          node,
          forMs: 6 * minute,
        });
        const bad = at(time + 20_000, {
          kind: 'condition',
          node,
          type: 'KernelDeadlock',
          forMs: random.pick([1, 2]) * minute,
        });
        return random.chance(0.7) ? [mute, bad] : [mute];
      }),
    };
  },

  /** What a probe said before it fell silent is believed for a while, and no longer. */
  hearsay: (random, plan) => ({
    troubleMs: 60 * minute,
    settings: withSettings(plan.settings, { ...open, timeout: '2m', retry: '{initial: 30s, max: 2m}' }),
    events: someOf(random, plan.nodes, 2).map((node, index) =>
      eventOn([node], {
        type: random.pick(['Reboot', 'Redeploy'] as const),
        announcedAt: (1 + index) * minute,
        noticeMs: random.between(3, 8) * minute,
        cancelledAfterMs: 2.5 * minute,
        undated: random.chance(0.3),
      }),
    ),
    happenings: [...Array(plan.nodes).keys()].map((node) =>
      at(random.between(2.3, 3) * minute, { kind: 'mute', node, forMs: 55 * minute }),
    ),
    workloads: [blockedApplication('app', plan.nodes)],
  }),

  /** Owners of nodes lie about events, slots and labels, while others need the slot. */
  lies: (random, plan) => ({
    settings: withSettings(plan.settings, {
      ...open,
      maxConcurrentDrains: '1',
      acknowledgeEvents: 'true',
      uncordon: '{enabled: true, delay: 0s}',
      timeout: '1h',
    }),
    events: moments(random, plan.troubleMs, [minute, 5 * minute]).flatMap((announcedAt) => {
      const nodes = someOf(random, plan.nodes, random.int(1, 3)).map((node) => Math.max(1, node));
      return [
        eventOn([...new Set(nodes)], {
          type: random.pick(['Redeploy', 'Reboot'] as const),
          announcedAt,
          noticeMs: random.between(2, 4) * minute,
        }),
      ];
    }),
    happenings: moments(random, plan.troubleMs, [30_000, 5 * minute]).flatMap((time) => {
      const node = random.chance(0.6) ? 0 : random.int(0, plan.nodes - 1);
      return random.pick([
        [at(time, { kind: 'trick', node, trick: 'endless-preempt' })],
        [at(time + 45_000, { kind: 'forge', node: 0, forgery: 'claimed-event', times: 10 })],
        [
          at(time, { kind: 'forge', node, forgery: 'label', times: 1 }),
          at(time + 5, { kind: 'cordon', node }),
          at(time + 2 * minute, { kind: 'uncordon', node }),
        ],
      ]);
    }),
    workloads: [application('app', plan.nodes, { endsAfterMs: random.pick([10_000, 40_000]) })],
  }),

  /** Reports do not get through. */
  'mute probes': (random, plan) => ({
    settings: withSettings(plan.settings, open),
    windows: moments(random, plan.troubleMs, [random.pick([0, 2 * minute]), 8 * minute]).map((from) =>
      fault(random.pick(['lost-before', 'server-error', 'admission-refuses'] as const), 'report', {
        from,
        to: from + random.between(3, 5) * minute,
      }),
    ),
    events: moments(random, plan.troubleMs, [minute, 4 * minute]).map((announcedAt) =>
      eventOn(someOf(random, plan.nodes, random.int(1, 2)), {
        type: 'Redeploy',
        announcedAt,
        noticeMs: random.between(2, 8) * minute,
        cancelledAfterMs: random.chance(0.4) ? minute : null,
      }),
    ),
  }),

  /** Clocks of controllers are set while something is planned by the clock. */
  clock: (random, plan) => ({
    settings: withSettings(plan.settings, {
      ...open,
      leadTime: random.pick(['2h', '1h']),
      uncordon: `{enabled: true, delay: ${random.pick(['0s', '1m'])}}`,
    }),
    events: someOf(random, plan.nodes, 2).map((node, index) =>
      eventOn([node], {
        type: 'Redeploy',
        announcedAt: (1 + 2 * index) * minute,
        noticeMs: random.between(150, 220) * minute,
      }),
    ),
    happenings: Array.from({ length: plan.controllers }, (_, who) =>
      at(random.between(4, 6) * minute, {
        kind: 'clock-step',
        who,
        ms: random.pick([7_200_000, 7_200_000, -30_000, 30_000]),
      }),
    ),
    workloads: [application('app', plan.nodes)],
  }),
};
