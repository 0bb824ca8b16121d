import type {
  BudgetDocument,
  HoldDocument,
  OptionalConditions,
  SettingsDocument,
} from './generated/settings.ts';
import validate from './generated/settings-validator.js';
import type { Backoff } from './backoff.ts';
import { parseDuration } from './duration.ts';
import type { EventType, eventSwitches } from './event-type.ts';
import { type HoldSetting, holdMistakes, resolveHold } from './holds.ts';
import { type PodRule, podRuleMistakes, resolvePodRules } from './pod-rules.ts';
import { type Quantity, parseQuantity } from './quantity.ts';
import { durationMistakes, explain, firstOf, withoutAddresses } from './settings-errors.ts';
import { readSettingsText } from './settings-text.ts';
import { type ShownSettings, inOrder, meaninglessKeys } from './settings-shown.ts';

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** A limit on part of the cluster. At least one of the two quantities is set. */
export interface Budget {
  readonly name: string;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly topologyKey?: string;
  readonly maxConcurrentDrains?: Quantity;
  readonly maxUnavailable?: Quantity;
}

/** A webhook that receives news of mechanic. Its address is never here, because it is a secret. */
export interface NotificationTarget {
  /** Key of the Secret that holds the address. */
  readonly name: string;
  readonly format: 'slack' | 'teams' | 'json';
  /** Reasons of Events; empty: all. */
  readonly reasons: readonly string[];
  /** Types of scheduled events or conditions; empty: all. */
  readonly eventTypes: readonly string[];
  /** Text with the placeholders of `notificationPlaceholders`. */
  readonly template: string;
}

/** The placeholders that a template may use, in braces. */
export const notificationPlaceholders = [
  'reason',
  'subject',
  'message',
  'eventType',
  'time',
  'traceId',
] as const;

/** The settings in force: the user's document with every default filled in. All times are milliseconds. */
export interface Settings {
  readonly maxConcurrentDrains: Quantity;
  readonly maxUnavailable: Quantity;
  readonly budgets: readonly Budget[];
  readonly urgentWithinMs: number;
  readonly scheduledEvents: Readonly<Record<ScheduledEventSwitch, boolean>>;
  readonly freezeMinDurationMs: number;
  /** Conditions that drain a node, and how long each must be True first. Contains no optional conditions that are off. */
  readonly conditions: readonly { readonly type: string; readonly minDurationMs: number }[];
  readonly drain: {
    readonly leadTimeMs: number | null;
    readonly timeoutMs: number;
    readonly retry: Backoff;
    readonly evictionBackoff: Backoff;
    readonly maxPodGracePeriodMs: number | null;
    readonly onDeadline: 'wait' | 'delete';
    readonly unmanagedPods: 'evict' | 'block';
    readonly emptyDirPods: 'evict' | 'block';
    /** The first rule that matches a pod applies. `skipPods` is the first rule of all. */
    readonly rules: readonly PodRule[];
    readonly volumes: 'wait' | 'ignore';
    readonly loadBalancers: 'keep' | 'exclude';
    readonly outOfService: boolean;
    readonly surge: 'auto' | 'off';
    readonly surgeTimeoutMs: number;
  };
  /** Base address of an OTLP collector; empty: no traces. */
  readonly tracing: { readonly endpoint: string };
  /** Longest wait for the pods that a drain moved before the next drain starts. */
  readonly settleMs: number;
  /** Times in which drains that can wait do not start. */
  readonly holds: readonly HoldSetting[];
  readonly holdMarginMs: number;
  readonly uncordon: { readonly enabled: boolean; readonly delayMs: number };
  readonly dryRun: boolean;
  readonly nodeConditions: boolean;
  readonly acknowledgeEvents: boolean;
  readonly notifications: readonly NotificationTarget[];
  /** null: the environment determines the level. */
  readonly logLevel: LogLevel | null;
}

/** The switches of `scheduledEvents`. A live migration is a Freeze with its own switch. */
export type ScheduledEventSwitch = (typeof eventSwitches)[EventType] | 'liveMigration';

export type SettingsResult =
  | {
      readonly ok: true;
      readonly settings: Settings;
      /** The settings in the words of their author, with every default filled in. */
      readonly shown: ShownSettings;
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly errors: readonly string[] };

/** Reads the text of the key `mechanic.yaml`. Invalid input gives errors that name the key and what is wrong with it. */
export function parseSettings(text: string): SettingsResult {
  const result = readSettings(text);
  return result.ok ? result : { ok: false, errors: result.errors.map(withoutAddresses) };
}

function readSettings(text: string): SettingsResult {
  const read = readSettingsText(text);
  if (!read.ok) return { ok: false, errors: [read.error] };
  const document = read.document ?? {};
  const clashes = takeOlderNames(document);
  if (clashes.length > 0) return { ok: false, errors: clashes };
  if (!validate(document)) return { ok: false, errors: explain(validate.errors ?? [], document) };
  const tooLong = durationMistakes(document);
  if (tooLong.length > 0) return { ok: false, errors: firstOf(tooLong) };
  // The validator has filled in the default of every key but logLevel.
  const filled = document as FilledDocument;
  const errors = [
    ...budgetMistakes(filled),
    ...drainMistakes(filled.drain),
    ...notificationMistakes(filled),
    ...tracingMistakes(filled.tracing),
    ...holdMistakes(filled.holds),
  ];
  if (errors.length > 0) return { ok: false, errors: firstOf(errors) };
  return { ok: true, settings: resolve(filled), shown: shownOf(filled), warnings: ignoredKeys(document) };
}

/** The document with every default filled in. */
type FilledDocument = Filled<Omit<SettingsDocument, 'budgets' | 'holds' | 'logLevel'>> &
  Pick<SettingsDocument, 'logLevel'> & { budgets: BudgetDocument[]; holds: HoldDocument[] };
type Filled<T> = T extends object ? { [K in keyof T]-?: Filled<Exclude<T[K], undefined>> } : T;

/** Renames the keys that the original mechanic spelled differently. Both spellings at once are a mistake. */
function takeOlderNames(document: unknown): string[] {
  if (typeof document !== 'object' || document === null) return [];
  const keys = document as Record<string, unknown>;
  const errors: string[] = [];
  for (const [older, name] of [
    ['vmEvents', 'scheduledEvents'],
    ['optional', 'optionalConditions'],
  ] as const) {
    if (!(older in keys)) continue;
    if (name in keys) errors.push(`${older}: means the same as ${name}; give only ${name}`);
    keys[name] ??= keys[older];
    Reflect.deleteProperty(keys, older);
  }
  return errors;
}

/** For each switch of `optionalConditions`, the condition of node-problem-detector. */
const optionalConditionTypes: readonly [
  Exclude<keyof OptionalConditions, 'minDuration' | 'pollingInterval'>,
  string,
][] = [
  ['kubeletProblem', 'KubeletProblem'],
  ['kernelDeadlock', 'KernelDeadlock'],
  ['frequentKubeletRestarts', 'FrequentKubeletRestart'],
  ['frequentContainerdRestarts', 'FrequentContainerdRestart'],
  ['fsCorrupt', 'FilesystemCorruptionProblem'],
];

/** Mistakes that a schema cannot express. */
function budgetMistakes(document: FilledDocument): string[] {
  const errors: string[] = [];
  const names = new Set<string>();
  for (const [index, budget] of document.budgets.entries()) {
    if (names.has(budget.name)) errors.push(`budgets[${index}].name: "${budget.name}" is given twice`);
    names.add(budget.name);
    if (budget.maxConcurrentDrains === undefined && budget.maxUnavailable === undefined) {
      errors.push(`budgets[${index}]: needs maxConcurrentDrains or maxUnavailable, or it limits nothing`);
    }
  }
  return errors;
}

function drainMistakes(drain: FilledDocument['drain']): string[] {
  const errors: string[] = [];
  for (const key of ['retry', 'evictionBackoff'] as const) {
    const { initial, max } = drain[key];
    if (milliseconds(initial) > milliseconds(max)) {
      errors.push(`drain.${key}: initial (${initial}) is longer than max (${max})`);
    }
    if (milliseconds(initial) === 0) errors.push(`drain.${key}.initial: must be longer than 0s`);
  }
  if (milliseconds(drain.timeout) === 0) errors.push('drain.timeout: must be longer than 0s');
  errors.push(...podRuleMistakes(drain.skipPods, drain.rules));
  return errors;
}

function notificationMistakes({ notifications }: FilledDocument): string[] {
  const errors: string[] = [];
  const known: readonly string[] = notificationPlaceholders;
  const names = new Set<string>();
  for (const [index, { name, template }] of notifications.entries()) {
    const key = `notifications[${index}]`;
    if (names.has(name)) errors.push(`${key}.name: "${name}" is given twice`);
    names.add(name);
    for (const [placeholder, inside = ''] of template.matchAll(/\{([^{}]*)\}/g)) {
      if (known.includes(inside)) continue;
      const choices = known.map((choice) => `{${choice}}`).join(', ');
      errors.push(`${key}.template: ${placeholder} is not known, must be one of ${choices}`);
    }
  }
  return errors;
}

/** Mistakes that only a URL parser finds, such as an invalid port. */
function tracingMistakes({ endpoint }: FilledDocument['tracing']): string[] {
  if (endpoint === '' || URL.canParse(endpoint)) return [];
  return ['tracing.endpoint: is no address'];
}

function ignoredKeys(document: SettingsDocument): string[] {
  const keys = meaninglessKeys.filter((key) => key in document);
  // The original mechanic has its polling interval among its optional conditions.
  if ('pollingInterval' in (document.optionalConditions ?? {}))
    keys.push('optionalConditions.pollingInterval');
  return keys.map((key) => `${key} has no meaning here and is ignored`);
}

/** The settings for display: all conditions in one list, whichever key they were written under, and no ignored keys. */
function shownOf(document: FilledDocument): ShownSettings {
  const { logLevel = null } = document;
  const shown = inOrder({ ...document, conditions: conditionsOf(document), logLevel });
  return Object.fromEntries(Object.entries(shown).filter(([key]) => key !== 'optionalConditions'));
}

function conditionsOf(document: FilledDocument): { type: string; minDuration: string }[] {
  const { minDuration, ...optional } = document.optionalConditions;
  const chosen = optionalConditionTypes.filter(([key]) => optional[key]);
  return [...chosen.map(([, type]) => ({ type, minDuration })), ...document.conditions];
}

function resolve(document: FilledDocument): Settings {
  return {
    maxConcurrentDrains: parseQuantity(document.maxConcurrentDrains),
    maxUnavailable: parseQuantity(document.maxUnavailable),
    budgets: document.budgets.map(({ maxConcurrentDrains, maxUnavailable, ...rest }) => ({
      ...rest,
      ...(maxConcurrentDrains !== undefined && { maxConcurrentDrains: parseQuantity(maxConcurrentDrains) }),
      ...(maxUnavailable !== undefined && { maxUnavailable: parseQuantity(maxUnavailable) }),
    })),
    urgentWithinMs: milliseconds(document.urgentWithin),
    scheduledEvents: document.scheduledEvents,
    freezeMinDurationMs: milliseconds(document.freezeMinDuration),
    conditions: conditionsOf(document).map(({ type, minDuration }) => ({
      type,
      minDurationMs: milliseconds(minDuration),
    })),
    drain: resolveDrain(document.drain),
    tracing: { endpoint: document.tracing.endpoint },
    settleMs: milliseconds(document.settle),
    holds: document.holds.map(resolveHold),
    holdMarginMs: milliseconds(document.holdMargin),
    uncordon: { enabled: document.uncordon.enabled, delayMs: milliseconds(document.uncordon.delay) },
    dryRun: document.dryRun,
    nodeConditions: document.nodeConditions,
    acknowledgeEvents: document.acknowledgeEvents,
    notifications: document.notifications,
    logLevel: document.logLevel ?? null,
  };
}

function resolveDrain(drain: FilledDocument['drain']): Settings['drain'] {
  const { onDeadline, unmanagedPods, emptyDirPods, skipPods, rules, volumes, loadBalancers, outOfService } =
    drain;
  return {
    leadTimeMs: drain.leadTime === null ? null : milliseconds(drain.leadTime),
    timeoutMs: milliseconds(drain.timeout),
    retry: resolveBackoff(drain.retry),
    evictionBackoff: resolveBackoff(drain.evictionBackoff),
    maxPodGracePeriodMs: drain.maxPodGracePeriod === null ? null : milliseconds(drain.maxPodGracePeriod),
    onDeadline,
    unmanagedPods,
    emptyDirPods,
    rules: resolvePodRules(skipPods, rules),
    volumes,
    loadBalancers,
    outOfService,
    surge: drain.surge,
    surgeTimeoutMs: milliseconds(drain.surgeTimeout),
  };
}

function resolveBackoff(backoff: { readonly initial: string; readonly max: string }): Backoff {
  return { initialMs: milliseconds(backoff.initial), maxMs: milliseconds(backoff.max) };
}

/**
 * Milliseconds of a duration that was checked before.
 * @throws Error when it was not checked: an unintended time must not take effect
 */
function milliseconds(duration: string): number {
  const ms = parseDuration(duration);
  if (ms === undefined) throw new Error(`"${duration}" is not a duration`);
  return ms;
}

const defaults = defaultsOf(parseSettings(''));

/** The settings that apply without a ConfigMap. */
export const defaultSettings: Settings = defaults.settings;
/** The default settings as a person would write them. */
export const shownDefaults: ShownSettings = defaults.shown;

function defaultsOf(result: SettingsResult): Extract<SettingsResult, { ok: true }> {
  if (result.ok) return result;
  throw new Error(`the default settings are refused: ${result.errors.join('; ')}`);
}
