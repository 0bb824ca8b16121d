/** How a Deployment replaces its pods, in the shape of the API server's JSON. */
export interface DeploymentStrategy {
  readonly type?: string;
  readonly rollingUpdate?: { readonly maxSurge?: number | string };
}

/** Why a Deployment may not run one pod more than it wants for a while; null: it may. */
export function surgeObstacle({ type, rollingUpdate }: DeploymentStrategy = {}): string | null {
  if (type !== undefined && type !== 'RollingUpdate') return `its strategy is ${type}`;
  const maxSurge = rollingUpdate?.maxSurge ?? '25%';
  // A percentage rounds up, so that any but 0 allows one.
  const most = typeof maxSurge === 'number' ? maxSurge : Number.parseInt(maxSurge, 10);
  return most > 0 ? null : 'its maxSurge is 0';
}
