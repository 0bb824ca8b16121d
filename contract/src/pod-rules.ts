import type { PodRuleDocument } from './generated/settings.ts';
import {
  type LabelSelector,
  labelSelectorMistake,
  matchesEverything,
  matchesSelector,
  parseLabelSelector,
} from './label-selector.ts';

export const podActions = ['evict', 'finish', 'leave'] as const;

/** `finish`: the pod may end by itself while there is time. `leave`: the pod stays and does not block the drain. */
export type PodAction = (typeof podActions)[number];

/** How some pods are treated. A rule matches a pod that satisfies all of its conditions. */
export interface PodRule {
  /** For people; may be empty. */
  readonly name: string;
  /** Empty: all namespaces. */
  readonly namespaces: readonly string[];
  /** null: all pods. */
  readonly pods: LabelSelector | null;
  /** Types of the event or condition for which the node is drained; empty: all. */
  readonly events: readonly string[];
  readonly action: PodAction;
  /** Pods with a lower order go first. */
  readonly order: number;
}

/** The fields of a pod that rules use. */
export interface RuledPod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

type SelectorText = LabelSelector | string | null;
type FilledRule = Required<Omit<PodRuleDocument, 'pods'>> & { readonly pods: SelectorText };

/** The rules of the settings. `skipPods` is a short form for a first rule. */
export function resolvePodRules(skipPods: SelectorText, rules: readonly FilledRule[]): PodRule[] {
  const skipping: FilledRule = {
    name: 'drain.skipPods',
    namespaces: [],
    pods: skipPods,
    events: [],
    action: 'leave',
    order: 0,
  };
  return [...(skipPods === null ? [] : [skipping]), ...rules].map((rule) => ({
    ...rule,
    pods: selectorOf(rule.pods),
  }));
}

/** Mistakes that a schema cannot express, each with the key that it is about. */
export function podRuleMistakes(skipPods: SelectorText, rules: readonly FilledRule[]): string[] {
  const errors: string[] = [];
  const skipping = selectorMistake(skipPods) ?? everythingMistake(skipPods);
  if (skipping !== undefined) errors.push(`drain.skipPods: ${skipping}`);
  const names = new Set<string>();
  for (const [index, { name, pods }] of rules.entries()) {
    if (names.has(name)) errors.push(`drain.rules[${index}].name: "${name}" is given twice`);
    if (name !== '') names.add(name);
    const mistake = selectorMistake(pods);
    if (mistake !== undefined) errors.push(`drain.rules[${index}].pods: ${mistake}`);
  }
  return errors;
}

/** The first rule that matches the pod while a node is drained for `about`, the type of an event or condition. */
export function podRuleFor(rules: readonly PodRule[], pod: RuledPod, about: string): PodRule | undefined {
  return rules.find((rule) => concerns(rule, about) && selects(rule, pod));
}

/** The action that the annotation `mechanic.dev/drain` names; undefined when it names none. */
export function podActionOf(text: string): PodAction | undefined {
  return podActions.find((action) => action === text);
}

function concerns({ events }: PodRule, about: string): boolean {
  return events.length === 0 || events.some((type) => type.toLowerCase() === about.toLowerCase());
}

function selects({ namespaces, pods }: PodRule, { namespace, labels }: RuledPod): boolean {
  if (namespaces.length > 0 && !namespaces.includes(namespace)) return false;
  return pods === null || matchesSelector(pods, labels);
}

function selectorOf(selector: SelectorText): LabelSelector | null {
  return typeof selector === 'string' ? parseLabelSelector(selector) : selector;
}

function selectorMistake(text: SelectorText): string | undefined {
  try {
    const selector = selectorOf(text);
    return selector === null ? undefined : labelSelectorMistake(selector);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function everythingMistake(text: SelectorText): string | undefined {
  const selector = selectorOf(text);
  if (selector === null || !matchesEverything(selector)) return undefined;
  return 'selects every pod, so that no node would ever be emptied; null leaves no pod alone';
}
