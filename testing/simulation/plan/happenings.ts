import type { Random } from '../engine/random.ts';
import { type Happening, type HappeningKind, type Timed, forgeries, tricks } from './happening.ts';
import { editedSettings } from './settings-plan.ts';
import { mostSolos } from './workload-plan.ts';

const minute = 60_000;

export interface Circumstances {
  readonly nodes: number;
  readonly controllers: number;
  readonly forMs: number;
  readonly settings: string;
}

type Maker = (random: Random, circumstances: Circumstances) => Happening;

const someNode = (random: Random, { nodes }: Circumstances): number => random.int(0, nodes - 1);
const someController = (random: Random, { controllers }: Circumstances): number =>
  random.int(0, controllers - 1);
const aWhile = (random: Random): number => random.pick([2_000, 10_000, 45_000, 2 * minute, 6 * minute]);

/** How often each kind happens in an hour of a run that has it, and what it is. */
const makers: Readonly<Record<HappeningKind, { readonly perHour: number; readonly make: Maker }>> = {
  kill: {
    perHour: 8,
    make: (r, c) => ({ kind: 'kill', who: someController(r, c), downMs: r.pick([300, 2_000, 20_000]) }),
  },
  terminate: { perHour: 6, make: (r, c) => ({ kind: 'terminate', who: someController(r, c) }) },
  suspend: {
    perHour: 8,
    make: (r, c) => ({
      kind: 'suspend',
      who: someController(r, c),
      forMs: r.pick([200, 3_000, 9_500, 12_000, 16_000, 40_000]),
      frozen: r.chance(0.4),
    }),
  },
  'clock-step': {
    perHour: 6,
    make: (r, c) => ({
      kind: 'clock-step',
      who: someController(r, c),
      ms: r.pick([-3_600_000, -30_000, -2_000, 2_000, 30_000, 7_200_000]),
    }),
  },
  'delete-controller-pod': {
    perHour: 4,
    make: (r, c) => ({ kind: 'delete-controller-pod', who: someController(r, c) }),
  },
  cordon: { perHour: 10, make: (r, c) => ({ kind: 'cordon', node: someNode(r, c) }) },
  uncordon: { perHour: 10, make: (r, c) => ({ kind: 'uncordon', node: someNode(r, c) }) },
  ignore: {
    perHour: 5,
    make: (r, c) => ({
      kind: 'ignore',
      node: someNode(r, c),
      by: r.pick(['annotation', 'label'] as const),
      forMs: aWhile(r),
    }),
  },
  settings: {
    perHour: 8,
    make: (r, c) => ({ kind: 'settings', text: editedSettings(r, c.nodes, c.settings) }),
  },
  'recreate-node': { perHour: 4, make: (r, c) => ({ kind: 'recreate-node', node: someNode(r, c) }) },
  'remove-record': { perHour: 3, make: (r, c) => ({ kind: 'remove-record', node: someNode(r, c) }) },
  'remove-lease': { perHour: 2, make: () => ({ kind: 'remove-lease' }) },
  condition: {
    perHour: 6,
    make: (r, c) => ({
      kind: 'condition',
      node: someNode(r, c),
      type: r.pick(['KernelDeadlock', 'GPUMissing', 'VMEventScheduled']),
      forMs: aWhile(r),
    }),
  },
  claim: {
    perHour: 4,
    make: (r, c) => ({
      kind: 'claim',
      node: someNode(r, c),
      taint: r.pick([
        'ToBeDeletedByClusterAutoscaler',
        'karpenter.sh/disrupted',
        'remediator.kubernetes.azure.com/unschedulable',
      ]),
      removes: r.chance(0.5),
      forMs: aWhile(r),
    }),
  },
  join: { perHour: 3, make: (r) => ({ kind: 'join', zone: r.pick(['1', '2', '3']) }) },
  'kubelet-hangs': {
    perHour: 4,
    make: (r, c) => ({ kind: 'kubelet-hangs', node: someNode(r, c), forMs: aWhile(r) }),
  },
  'kubelet-dies': {
    perHour: 4,
    make: (r, c) => ({ kind: 'kubelet-dies', node: someNode(r, c), forMs: aWhile(r) }),
  },
  reboot: { perHour: 3, make: (r, c) => ({ kind: 'reboot', node: someNode(r, c) }) },
  'delete-pods': { perHour: 5, make: (r, c) => ({ kind: 'delete-pods', node: someNode(r, c) }) },
  forge: {
    perHour: 6,
    make: (r, c) => ({
      kind: 'forge',
      node: someNode(r, c),
      forgery: r.pick(forgeries),
      times: r.pick([1, 1, 5]),
    }),
  },
  compact: { perHour: 10, make: () => ({ kind: 'compact' }) },
  blind: {
    perHour: 6,
    make: (r, c) => ({
      kind: 'blind',
      node: someNode(r, c),
      forMs: r.pick([2, 5, 10, 45]) * minute,
      how: r.pick(['probe', 'imds'] as const),
      then: r.pick(['True', 'False', 'Unknown'] as const),
    }),
  },
  trick: {
    perHour: 3,
    make: (r, c) => ({ kind: 'trick', node: someNode(r, c), trick: r.pick(tricks) }),
  },
  mute: {
    perHour: 2,
    make: (r, c) => ({ kind: 'mute', node: someNode(r, c), forMs: r.pick([2, 10]) * minute }),
  },
  scale: {
    perHour: 12,
    make: (r) => ({ kind: 'scale', solo: r.int(0, mostSolos - 1), replicas: r.pick([1, 2, 3]) }),
  },
  'delete-deployment': {
    perHour: 2,
    make: (r) => ({ kind: 'delete-deployment', solo: r.int(0, mostSolos - 1) }),
  },
  load: {
    perHour: 15,
    make: (r) => ({ kind: 'load', solo: r.int(0, mostSolos - 1), pods: r.pick([1, 2, 3, 4]) }),
  },
  rollout: {
    perHour: 12,
    make: (r) => ({ kind: 'rollout', solo: r.int(0, mostSolos - 1), revision: String(r.int(1, 1_000_000)) }),
  },
  ambush: {
    perHour: 12,
    make: (r) => ({
      kind: 'ambush',
      solo: r.int(0, mostSolos - 1),
      delayMs: r.pick([0, 20, 50, 100, 300]),
      downMs: r.pick([300, 2_000, 20_000]),
    }),
  },
};

/** Kinds in this order, whatever else changes. */
export const happeningKinds = Object.keys(makers) as HappeningKind[]; // the keys of makers

/** What people, tools and machines do in a run. Each kind draws from a stream of its own; about a third of them occur. */
export function happenings(random: Random, circumstances: Circumstances): Timed<Happening>[] {
  const mood = random.fork('mood').next();
  return happeningKinds
    .flatMap((kind) => {
      const own = random.fork(kind);
      const { perHour, make } = makers[kind];
      const scale = scaleOf(own, mood);
      return scale === 0 ? [] : timed(own, circumstances, { perHour: perHour * scale, make });
    })
    .sort((a, b) => a.at - b.at);
}

function scaleOf(random: Random, mood: number): number {
  const luck = random.next();
  if (mood < 0.1) return 0;
  if (mood > 0.95) return 1.5;
  if (luck < 0.65) return 0;
  return luck < 0.9 ? 1 : 4;
}

function timed(
  random: Random,
  circumstances: Circumstances,
  { perHour, make }: { readonly perHour: number; readonly make: Maker },
): Timed<Happening>[] {
  const list: Timed<Happening>[] = [];
  for (let at = random.gap(perHour); at < circumstances.forMs; at += random.gap(perHour)) {
    list.push({ at, what: make(random, circumstances) });
  }
  return list;
}
