import { POD_DRAIN, type PodAction, type PodRule, podActionOf, podRuleFor } from '@mechanic/contract';
import type { PodView } from '../views/pods.ts';

/** How a drain treats a pod. */
export interface Treatment {
  readonly action: PodAction;
  /** Lower is evicted first. */
  readonly order: number;
}

interface Rules {
  readonly rules: readonly PodRule[];
  /** Type of the leading event or condition. */
  readonly about: string;
}

/** Uses the first rule that matches the pod. The annotation of the pod overrides the action of that rule. */
export function treatmentOf(pod: PodView, { rules, about }: Rules): Treatment {
  const { action = 'evict', order = 0 } = podRuleFor(rules, pod, about) ?? {};
  const wish = pod.drainWish === null ? undefined : podActionOf(pod.drainWish);
  return { action: wish ?? action, order };
}

/** For a person: that the annotation of the pod has an unknown value; undefined when it has none. */
export function unknownWish({ namespace, name, drainWish }: PodView): string | undefined {
  if (drainWish === null || podActionOf(drainWish) !== undefined) return undefined;
  const said = JSON.stringify(drainWish.replaceAll(/[^\w .,:/-]/g, '-'));
  return `${namespace}/${name} says ${said} in ${POD_DRAIN}, which is none of evict, finish and leave and counts for nothing`;
}
