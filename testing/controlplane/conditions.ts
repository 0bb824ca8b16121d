import type { V1Pod } from '@kubernetes/client-node';

/** Whether an object has this condition with status True. */
export function hasCondition(
  conditions: readonly { readonly type: string; readonly status: string }[] | undefined,
  type: string,
): boolean {
  return conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
}

/** Whether a pod is Ready. */
export function isPodReady({ status }: V1Pod): boolean {
  return hasCondition(status?.conditions, 'Ready');
}
