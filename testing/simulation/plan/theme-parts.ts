import type { Random } from '../engine/random.ts';
import type { FaultWindow } from '../net/fault.ts';
import type { AzureEventPlan, EventType } from './azure-plan.ts';
import type { Happening, Timed } from './happening.ts';
import type { Plan } from './plan.ts';
import type { WorkloadPlan } from './workload-plan.ts';

const minute = 60_000;

/** One value of the settings is another than was drawn. `key` is the last word before the colon; '' leaves the line out. */
export function withSetting(text: string, key: string, value: string): string {
  const line = new RegExp(`^( *)${key}: .*$`, 'm');
  if (value === '') return text.replace(new RegExp(`^ *${key}: .*\n`, 'm'), '');
  return line.test(text) ? text.replace(line, `$1${key}: ${value}`) : `${text}${key}: ${value}\n`;
}

export function withSettings(text: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((now, [key, value]) => withSetting(now, key, value), text);
}

/** An event on some nodes, with what is usual of all that is not said. */
export function eventOn(
  nodes: readonly number[],
  event: Partial<AzureEventPlan> & { readonly type: EventType; readonly announcedAt: number },
): AzureEventPlan {
  return {
    id: `${event.type.toLowerCase()}-${Math.round(event.announcedAt)}-${nodes.join('-')}`,
    nodes,
    noticeMs: 300_000,
    durationMs: 20_000,
    cancelledAfterMs: null,
    putOffMs: 0,
    liveMigration: false,
    undated: false,
    ...event,
  };
}

export function at(ms: number, what: Happening): Timed<Happening> {
  return { at: ms, what };
}

/** A fault that meets every request that it is about, of everybody unless `who` says else. */
export function fault(
  kind: FaultWindow['kind'],
  focus: FaultWindow['focus'],
  window: Partial<FaultWindow> & { readonly from: number; readonly to: number },
): FaultWindow {
  return { kind, focus, who: null, rate: 1, ...window };
}

/** Moments from `first` on, about so far apart, as long as there is trouble. */
export function moments(random: Random, forMs: number, [first, apart]: readonly [number, number]): number[] {
  const times: number[] = [];
  for (let time = first; time < forMs; time += apart * random.between(0.8, 1.2)) times.push(time);
  return times;
}

export function someOf(random: Random, nodes: number, count: number): number[] {
  return random.shuffled([...Array(nodes).keys()]).slice(0, count);
}

/** An application whose pods are everywhere. */
export function application(name: string, nodes: number, workload: Partial<WorkloadPlan> = {}): WorkloadPlan {
  return {
    name,
    kind: 'Deployment',
    replicas: nodes * 2,
    graceSeconds: 60,
    endsAfterMs: 20_000,
    readyAfterMs: 1_000,
    critical: false,
    emptyDir: false,
    stays: false,
    wish: null,
    detachMs: null,
    finalizer: false,
    tolerant: false,
    budget: null,
    ...workload,
  };
}

/** One whose budget lets no pod go. */
export function blockedApplication(name: string, nodes: number): WorkloadPlan {
  return application(name, nodes, { budget: { minAvailable: nodes * 2, twice: false } });
}

/** Settings that hold back, allow or change nothing, so that a theme is about what it says. */
export const open = {
  maxUnavailable: '"100%"',
  budgets: '',
  dryRun: 'false',
  leadTime: 'null',
  surge: 'off',
  rules: '[]',
} as const;

/** The same with one slot, and with every event for which a node is drained. */
export const oneSlot = {
  ...open,
  maxConcurrentDrains: '1',
  scheduledEvents: '{freeze: true, liveMigration: true}',
  freezeMinDuration: '0s',
} as const;

/** Settings in which nothing but what a theme says is out of the ordinary. */
export function plain(plan: Plan, values: Readonly<Record<string, string>> = {}): string {
  return withSettings(plan.settings, { ...oneSlot, uncordon: '{enabled: true, delay: 0s}', ...values });
}

/** Rounds that are over before the trouble is. */
export function rounds(random: Random, plan: Plan, [first, apart]: readonly [number, number]): number[] {
  return moments(random, plan.troubleMs - 2 * minute, [first, apart]);
}
