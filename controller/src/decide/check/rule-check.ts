import { POD_DRAIN, type PodAction, type PodRule, podActionOf, podRuleFor } from '@mechanic/contract';
import type { Finding } from './finding.ts';
import { idle } from './settings-check.ts';
import type { CheckedPod } from './views.ts';

/** The most common reason of a drain. */
const USUAL = 'Redeploy';
/** Maximum number of pods that are named for an unknown annotation value. */
const MOST_UNKNOWN = 20;

/** Checks how rules and annotations would treat the present pods, and which rules match no pod. */
export class RuleUse {
  readonly #rules: readonly PodRule[];
  readonly #idle: Set<PodRule>;
  readonly #unknown: Finding[] = [];

  constructor(rules: readonly PodRule[]) {
    this.#rules = rules;
    this.#idle = new Set(rules);
  }

  take(pod: CheckedPod): PodAction {
    for (const rule of this.#idle) {
      if (podRuleFor([rule], pod, rule.events[0] ?? '') !== undefined) this.#idle.delete(rule);
    }
    return this.#wishOf(pod) ?? podRuleFor(this.#rules, pod, USUAL)?.action ?? 'evict';
  }

  findings(): Finding[] {
    const unused = [...this.#idle].map(({ name }) =>
      idle(name === 'drain.skipPods' ? name : `drain.rules ${name}`.trim(), 'it is about no pod of any node'),
    );
    return [...unused, ...this.#unknown];
  }

  #wishOf({ drainWish, namespace, name }: CheckedPod): PodAction | undefined {
    if (drainWish === null) return undefined;
    const action = podActionOf(drainWish);
    if (action === undefined && this.#unknown.length < MOST_UNKNOWN) {
      this.#unknown.push({
        severity: 'warning',
        kind: 'unknown-wish',
        object: `Pod ${namespace}/${name}`,
        why: `its annotation ${POD_DRAIN} says what nobody understands, and counts for nothing`,
        cure: 'let it be evict, finish or leave',
      });
    }
    return action;
  }
}
