import { type Kubectl, KubectlFailure } from './kubectl.ts';

/** A pod whose eviction is tried. */
export interface TrialPod {
  readonly namespace: string;
  readonly name: string;
  readonly node: string;
}

/** The answers of the API server to dry-run evictions. */
export interface TrialOutcome {
  /** Evictions that the API server would refuse now. */
  readonly refused: readonly { readonly pod: string; readonly node: string; readonly why: string }[];
  /** Number of evictions tried. */
  readonly tried: number;
  /** The user may not evict, so the result is unknown. */
  readonly forbidden: boolean;
}

/** Tries evictions with `dryRun=All`, one after the other. Never throws: an eviction that cannot be tried is unknown. */
export async function tryEvictions(kubectl: Kubectl, pods: readonly TrialPod[]): Promise<TrialOutcome> {
  const refused: { pod: string; node: string; why: string }[] = [];
  let tried = 0;
  for (const { namespace, name, node } of pods) {
    try {
      await tryOne(kubectl, namespace, name);
      tried += 1;
    } catch (error) {
      if (!(error instanceof KubectlFailure)) continue;
      if (error.reason === 'Forbidden') return { refused, tried, forbidden: true };
      tried += 1;
      // The pod is gone by now.
      if (error.reason !== 'NotFound')
        refused.push({ pod: `${namespace}/${name}`, node, why: error.message });
    }
  }
  return { refused, tried, forbidden: false };
}

async function tryOne(kubectl: Kubectl, namespace: string, name: string): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/eviction?dryRun=All`;
  const eviction = {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { namespace, name },
    // `dryRun` is in the query and in the body: a proxy that drops the query must not cause a real eviction.
    deleteOptions: { dryRun: ['All'] },
  };
  await kubectl.run(['create', '--raw', path, '-f', '-'], { input: JSON.stringify(eviction) });
}
