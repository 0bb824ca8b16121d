/** How a Deployment replaces its pods, in the shape of the API server's JSON. */
export interface DeploymentStrategy {
  readonly type?: string;
  readonly rollingUpdate?: { readonly maxSurge?: number | string };
}

/** Why a Deployment may not run one extra pod for a while; null when it may. */
export function surgeObstacle({ type, rollingUpdate }: DeploymentStrategy = {}): string | null {
  if (type !== undefined && type !== 'RollingUpdate') return `its strategy is ${type}`;
  const maxSurge = rollingUpdate?.maxSurge ?? '25%';
  // A percentage rounds up, so any percentage but 0 allows one pod.
  const most = typeof maxSurge === 'number' ? maxSurge : Number.parseInt(maxSurge, 10);
  return most > 0 ? null : 'its maxSurge is 0';
}
