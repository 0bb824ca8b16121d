import type { Random } from '../engine/random.ts';
import type { AzureEventPlan } from './azure-plan.ts';
import { editedSettings } from './settings-plan.ts';
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
import type { Plan } from './plan.ts';
import type { Theme } from './themes.ts';

const minute = 60_000;

function tight(plan: Plan, values: Readonly<Record<string, string>> = {}): string {
  return withSettings(plan.settings, { ...open, maxConcurrentDrains: '1', ...values });
}

/** Again and again a few nodes need a slot, soon. */
function rounds(random: Random, plan: Plan, apart: number): AzureEventPlan[] {
  return moments(random, plan.troubleMs, [45_000, apart]).flatMap((announcedAt) =>
    someOf(random, plan.nodes, random.int(2, plan.nodes)).map((node) =>
      eventOn([node], {
        type: random.pick(['Reboot', 'Redeploy', 'Preempt'] as const),
        announcedAt: announcedAt + random.pick([0, 0, 1_500, 8_000]),
        noticeMs: random.between(1, 4) * minute,
      }),
    ),
  );
}

/** Themes about what lies between the controllers and the API server, and about who leads. */
export const networkThemes: Readonly<Record<string, Theme>> = {
  /** Watches break, their past is forgotten, and then it is quiet for a while. */
  'broken watches': (random, plan) => {
    const times = moments(random, plan.troubleMs, [2 * minute, 6 * minute]);
    return {
      settings: tight(plan, { maxConcurrentDrains: '2' }),
      events: rounds(random, plan, 2 * minute),
      windows: times.flatMap((from) => [
        fault(random.pick(['cut', 'partition'] as const), 'any', {
          from,
          to: from + random.between(5_000, 25_000),
        }),
      ]),
      happenings: random.chance(0.7)
        ? times.map((time) => at(time + random.between(2_000, 8_000), { kind: 'compact' }))
        : [],
      workloads: [application('app', plan.nodes, { endsAfterMs: 5_000 })],
    };
  },

  /** What watches say comes late, and in the order in which it was said. */
  'late watches': (random, plan) => ({
    settings: tight(plan),
    latency: { least: 5, most: 40 },
    events: rounds(random, plan, minute),
    windows: [fault('watch-late', 'any', { from: 20_000, to: plan.troubleMs })],
    workloads: [application('app', plan.nodes, { endsAfterMs: 2_000 })],
  }),

  /** A standby that has seen nothing for a while has to lead. */
  'stale standby': (random, plan) => {
    const times = moments(random, plan.troubleMs, [minute, 4 * minute]);
    const cast = times.map(() => someOf(random, plan.nodes, 3));
    return {
      controllers: 2,
      settings: tight(plan, { urgentWithin: '5m' }),
      events: times.flatMap((announcedAt, index) => {
        const [c = 0, b = 1, a = 2] = cast[index] ?? [];
        return [
          eventOn([c], { type: 'Reboot', announcedAt, noticeMs: 3 * minute }),
          eventOn([b], { type: 'Reboot', announcedAt: announcedAt + 1_000, noticeMs: 3.3 * minute }),
          eventOn([a], { type: 'Redeploy', announcedAt: announcedAt + 17_000, noticeMs: minute }),
        ];
      }),
      windows: times.map((time, index) =>
        fault('watch-stalls', 'any', { from: time + 12_000, to: time + 75_000, who: index % 2 }),
      ),
      happenings: times.map((time, index) =>
        at(time + random.between(24_000, 45_000), {
          kind: random.pick(['kill', 'kill', 'terminate'] as const),
          who: 1 - (index % 2),
          downMs: 20_000,
        }),
      ),
      workloads: [application('app', plan.nodes, { endsAfterMs: random.pick([5_000, 15_000]) })],
    };
  },

  /** Leaders die in the middle of drains whose pods take long to end. */
  restarts: (random, plan) => ({
    settings: tight(plan, { maxConcurrentDrains: random.pick(['1', '2']) }),
    events: moments(random, plan.troubleMs, [minute, 5 * minute]).flatMap((announcedAt) =>
      someOf(random, plan.nodes, 2).map((node) =>
        eventOn([node], { type: 'Redeploy', announcedAt, noticeMs: random.between(4, 6) * minute }),
      ),
    ),
    happenings: moments(random, plan.troubleMs, [75_000, 45_000]).map((time) =>
      random.chance(0.6)
        ? at(time, { kind: 'kill', who: random.int(0, plan.controllers - 1), downMs: 300 })
        : at(time, { kind: 'terminate', who: random.int(0, plan.controllers - 1) }),
    ),
    workloads: [
      application('app', plan.nodes, {
        replicas: plan.nodes * 4,
        graceSeconds: 120,
        endsAfterMs: random.pick([60_000, 100_000]),
        budget: random.pick([null, { maxUnavailable: 2, twice: false }, { maxUnavailable: 3, twice: false }]),
      }),
    ],
  }),

  /** A webhook hangs on whatever only helps. */
  'hanging marks': (random, plan) => ({
    settings: tight(plan, { nodeConditions: 'true' }),
    windows: [
      fault('admission-hangs', random.pick(['taint', 'marks'] as const), { from: 0, to: plan.troubleMs }),
    ],
    events: rounds(random, plan, 3 * minute),
    workloads: [application('app', plan.nodes, { endsAfterMs: 5_000 })],
  }),

  /** The settings change while writes are on their way. */
  'changing settings': (random, plan) => {
    const settings = tight(plan, { maxConcurrentDrains: '3', nodeConditions: 'true' });
    const dry = settings.replace(/^dryRun: .*$/m, 'dryRun: true');
    return {
      settings,
      latency: { least: 20, most: 200 },
      windows: moments(random, plan.troubleMs, [minute, 90_000]).map((from) =>
        fault('admission-hangs', random.pick(['taint', 'marks'] as const), { from, to: from + 40_000 }),
      ),
      events: rounds(random, plan, 90_000),
      happenings: moments(random, plan.troubleMs, [48_000, 30_000]).map((time, index) =>
        at(time, {
          kind: 'settings',
          text:
            index % 2 === 0
              ? random.pick([dry, dry, editedSettings(random, plan.nodes, settings)])
              : settings,
        }),
      ),
      workloads: [application('app', plan.nodes, { endsAfterMs: 5_000 })],
    };
  },

  /** Leaders stand still for about as long as a lease lasts while they have much to do. */
  'lost leases': (random, plan) => ({
    settings: tight(plan, { maxConcurrentDrains: '3' }),
    events: rounds(random, plan, 2 * minute),
    happenings: moments(random, plan.troubleMs, [55_000, 25_000]).map((time) =>
      at(time, {
        kind: 'suspend',
        who: random.int(0, plan.controllers - 1),
        forMs: random.pick([9_500, 11_000, 13_000, 16_000]),
        frozen: random.chance(0.3),
      }),
    ),
    windows: moments(random, plan.troubleMs, [2 * minute, 3 * minute]).map((from) =>
      fault(random.pick(['lost-before', 'delayed', 'lost-after'] as const), 'lease', {
        from,
        to: from + 30_000,
        who: random.int(0, plan.controllers - 1),
      }),
    ),
    workloads: [
      application('app', plan.nodes, {
        replicas: plan.nodes * 4,
        budget: { maxUnavailable: 1, twice: false },
      }),
      blockedApplication('blocked', plan.nodes),
    ],
  }),

  /** Answers to writes are lost, and nobody can look what became of them. */
  'lost answers': (random, plan) => ({
    settings: tight(plan),
    events: rounds(random, plan, 90_000),
    windows: moments(random, plan.troubleMs, [50_000, 90_000]).flatMap((from) => {
      const both = { from: from - 5_000, to: from + random.between(10_000, 30_000) };
      return [
        fault('lost-after', 'slots', { ...both, rate: 0.7 }),
        fault('watch-stalls', 'any', { ...both, rate: 1 }),
        fault('lost-before', 'list', both),
        fault('lost-before', 'get', { ...both, rate: random.pick([0, 0.5, 1]) }),
      ];
    }),
    workloads: [application('app', plan.nodes, { endsAfterMs: 5_000 })],
  }),
};
