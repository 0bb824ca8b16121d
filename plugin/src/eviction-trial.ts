import { type Kubectl, KubectlFailure } from './kubectl.ts';

/** A pod whose eviction is worth trying. */
export interface TrialPod {
  readonly namespace: string;
  readonly name: string;
  readonly node: string;
}

/** What the API server would say to an eviction, without doing it. */
export interface TrialOutcome {
  /** Evictions that would be refused now. */
  readonly refused: readonly { readonly pod: string; readonly node: string; readonly why: string }[];
  /** How many were tried. */
  readonly tried: number;
  /** The user may not evict: nothing is known. */
  readonly forbidden: boolean;
}

/** Tries evictions with `dryRun=All`, one after the other. Never throws: what cannot be tried is not known. */
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
      // It has gone meanwhile.
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
    // Said twice: a proxy that drops the query must not make a real one of it.
    deleteOptions: { dryRun: ['All'] },
  };
  await kubectl.run(['create', '--raw', path, '-f', '-'], { input: JSON.stringify(eviction) });
}
