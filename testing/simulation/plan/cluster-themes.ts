import type { Random } from '../engine/random.ts';
import type { AzureEventPlan, EventType } from './azure-plan.ts';
import {
  application,
  at,
  blockedApplication,
  eventOn,
  moments,
  oneSlot,
  someOf,
  withSettings,
} from './theme-parts.ts';
import type { Theme } from './themes.ts';

const minute = 60_000;
const types: readonly EventType[] = ['Reboot', 'Redeploy', 'Freeze', 'Terminate', 'Preempt'];
const passing: readonly EventType[] = ['Reboot', 'Redeploy'];

/** Several nodes hear of something at one moment, due in the same second or one after the other. */
function wave(
  random: Random,
  nodes: readonly number[],
  { announcedAt, noticeMs }: { readonly announcedAt: number; readonly noticeMs: number },
): AzureEventPlan[] {
  const one = random.chance(0.4) ? random.pick(types.slice(0, 3)) : null;
  const spreadMs = random.pick([0, 0, minute, 2 * minute]);
  const undated = random.chance(0.15);
  return nodes.map((node, index) =>
    eventOn([node], {
      type: one ?? random.pick(types),
      announcedAt,
      noticeMs: noticeMs + (spreadMs * index) / nodes.length,
      lingersMs: random.pick([0, minute, 2 * minute]),
      undated,
    }),
  );
}

/** Themes about the queue, and about what is drained for how long. */
export const clusterThemes: Readonly<Record<string, Theme>> = {
  /** More nodes need the one slot than there is time for. */
  queue: (random, plan) => ({
    settings: withSettings(plan.settings, { ...oneSlot, urgentWithin: random.pick(['30s', '2m', '5m']) }),
    events: moments(random, plan.troubleMs, [minute, 6 * minute]).flatMap((announcedAt) =>
      wave(random, someOf(random, plan.nodes, random.int(3, plan.nodes)), {
        announcedAt,
        noticeMs: random.between(1.5, 4) * minute,
      }),
    ),
    workloads: [application('slow', plan.nodes, { endsAfterMs: random.pick([15_000, 30_000, 50_000]) })],
  }),

  /** A drain that can wait runs when several urgent ones come at once. */
  'room for the urgent': (random, plan) => ({
    settings: withSettings(plan.settings, {
      ...oneSlot,
      urgentWithin: '5m',
      timeout: random.pick(['2m', '15m']),
    }),
    events: moments(random, plan.troubleMs, [minute, 5 * minute]).flatMap((announcedAt) => {
      const [first = 0, ...others] = someOf(random, plan.nodes, random.int(3, plan.nodes));
      const far = eventOn([first], {
        type: random.pick(passing),
        announcedAt,
        noticeMs: 30 * minute,
        cancelledAfterMs: 7 * minute,
      });
      const noticeMs = random.between(1, 4) * minute;
      return [far, ...wave(random, others, { announcedAt: announcedAt + 40_000, noticeMs })];
    }),
    workloads: [application('slow', plan.nodes, { endsAfterMs: 50_000 })],
    // Cordons are refused at times: nobody makes room for whom nothing may be written.
    windows: random.chance(0.5)
      ? moments(random, plan.troubleMs, [1.5 * minute, 5 * minute]).map((from) => ({
          kind: 'admission-refuses' as const,
          focus: 'cordon' as const,
          from,
          to: from + minute,
          who: null,
          rate: 1,
        }))
      : [],
  }),

  /** Budgets let nothing go: drains time out, fail, are tried again, and miss their deadlines. */
  stuck: (random, plan) => ({
    settings: withSettings(plan.settings, {
      ...oneSlot,
      maxConcurrentDrains: random.pick(['1', '2']),
      timeout: '2m',
      retry: random.pick(['{initial: 2m, max: 10m}', '{initial: 5s, max: 2m}']),
      onDeadline: random.pick(['wait', 'wait', 'delete']),
      urgentWithin: random.pick(['30s', '2m']),
    }),
    events: moments(random, plan.troubleMs, [minute, 7 * minute]).flatMap((announcedAt) =>
      someOf(random, plan.nodes, 2).map((node) =>
        eventOn([node], {
          type: random.pick(passing),
          announcedAt,
          noticeMs: random.pick([1, 3, 5]) * minute,
          lingersMs: random.pick([0, 2, 5]) * minute,
          lateMs: random.pick([0, 2, 4]) * minute,
        }),
      ),
    ),
    workloads: [blockedApplication('app', plan.nodes), application('other', plan.nodes)],
  }),

  /** Nodes that are drained are to be ignored, belong to others, lose their kubelet, or are cordoned by people. */
  'taken back': (random, plan) => {
    const times = moments(random, plan.troubleMs, [minute, 7 * minute]);
    const victims = times.map(() => random.int(0, plan.nodes - 1));
    return {
      settings: withSettings(plan.settings, { ...oneSlot, timeout: '1h', nodeConditions: 'true' }),
      events: times.flatMap((announcedAt, index) => [
        eventOn([victims[index] ?? 0], { type: 'Redeploy', announcedAt, noticeMs: 6 * minute }),
        eventOn([((victims[index] ?? 0) + 1) % plan.nodes], {
          type: 'Reboot',
          announcedAt: announcedAt + 5_000,
          noticeMs: 20 * minute,
          cancelledAfterMs: 6 * minute,
        }),
      ]),
      happenings: times.flatMap((time, index) => {
        const node = victims[index] ?? 0;
        const forMs = random.pick([3, 4, 8]) * minute;
        const when = time + random.between(8_000, 60_000);
        return [
          random.pick([
            at(when, { kind: 'ignore', node, by: random.pick(['annotation', 'label'] as const), forMs }),
            at(when, { kind: 'kubelet-dies', node, forMs }),
            at(when, { kind: 'claim', node, taint: 'karpenter.sh/disrupted', removes: false, forMs }),
            at(when, { kind: 'uncordon', node }),
          ]),
        ];
      }),
      workloads: [blockedApplication('app', plan.nodes)],
    };
  },

  /** Pods that end by themselves, stay, or belong to nobody. */
  wishes: (random, plan) => ({
    settings: withSettings(plan.settings, {
      ...oneSlot,
      unmanagedPods: random.pick(['block', 'evict']),
      timeout: random.pick(['5m', '15m']),
      skipPods: random.pick(['null', '"stay=put"']),
      rules: random.pick([
        '[]',
        '[{name: batch, pods: "app=batch", action: finish}]',
        '[{name: first, pods: "app=wishing", action: evict, order: -1}, {name: frozen, events: [Freeze], action: leave}]',
      ]),
    }),
    events: moments(random, plan.troubleMs, [minute, 6 * minute]).map((announcedAt) =>
      eventOn(someOf(random, plan.nodes, random.int(1, 2)), {
        type: random.pick(['Reboot', 'Redeploy', 'Freeze'] as const),
        announcedAt,
        noticeMs: random.between(3, 8) * minute,
      }),
    ),
    workloads: [
      application('wishing', plan.nodes, { wish: random.pick(['finish', 'leave']), replicas: plan.nodes }),
      application('batch', plan.nodes, { kind: 'Job', replicas: 3 }),
      application('bare', plan.nodes, { kind: 'bare', replicas: 3 }),
      application('staying', plan.nodes, { stays: true, replicas: plan.nodes }),
    ],
  }),

  /** Volumes, load balancers, delays, and cordons of earlier days: all that has to be given back, or waited for. */
  'given back': (random, plan) => ({
    settings: withSettings(plan.settings, {
      ...oneSlot,
      maxConcurrentDrains: '2',
      volumes: 'wait',
      loadBalancers: 'exclude',
      outOfService: 'true',
      nodeConditions: 'true',
      uncordon: `{enabled: true, delay: ${random.pick(['0s', '30s', '2m'])}}`,
    }),
    orphans: 1,
    events: moments(random, plan.troubleMs, [minute, 5 * minute]).map((announcedAt) =>
      eventOn(someOf(random, plan.nodes, random.int(1, 2)), {
        type: random.pick(passing),
        announcedAt,
        noticeMs: random.between(2, 4) * minute,
        cancelledAfterMs: random.chance(0.3) ? 2 * minute : null,
      }),
    ),
    happenings: moments(random, plan.troubleMs, [2 * minute, 4 * minute]).map((time) =>
      at(time, { kind: 'kubelet-dies', node: random.int(0, plan.nodes - 1), forMs: 3 * minute }),
    ),
    workloads: [
      application('disks', plan.nodes, {
        kind: 'StatefulSet',
        replicas: plan.nodes,
        detachMs: random.pick([5_000, 30_000, 60_000]),
      }),
    ],
  }),
};
