import type { PlainObject, WorkloadObject } from '../api/index.ts';
import type { Engine } from '../engine/engine.ts';
import type { Kube } from './kube.ts';

/** How often it looks. */
const SYNC_MS = 15_000;
/** It scales down to what was enough for so long. */
const STABLE_MS = 300_000;

/** One HorizontalPodAutoscaler, and the load of its Deployment in pods. */
interface Autoscaled {
  readonly name: string;
  readonly namespace: string;
  load: number;
  /** What was recommended, and when, as far back as it matters. */
  recommended: { readonly at: number; readonly pods: number }[];
}

/** HorizontalPodAutoscalers and their controller: no fewer pods than `minReplicas`, and more while there is load. */
export class Autoscalers {
  readonly #kube: Kube;
  readonly #engine: Engine;
  readonly #all = new Map<string, Autoscaled>();

  constructor(kube: Kube, engine: Engine) {
    this.#kube = kube;
    this.#engine = engine;
  }

  /** A Deployment gets one. */
  add(name: string, namespace: string, { least, most }: { least: number; most: number }): void {
    this.#kube.create('person', 'horizontalpodautoscalers', {
      metadata: { name, namespace },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        minReplicas: least,
        maxReplicas: most,
      },
    });
    this.#all.set(name, { name, namespace, load: least, recommended: [] });
    this.#engine.every(
      () => (this.#all.has(name) ? SYNC_MS : null),
      () => this.#sync(name),
    );
  }

  /** So many pods have enough to do from now on. */
  setLoad(name: string, pods: number): void {
    const one = this.#all.get(name);
    if (one !== undefined) one.load = pods;
  }

  /** Its Deployment is deleted, and it with that. */
  remove(name: string): void {
    const one = this.#all.get(name);
    if (one === undefined) return;
    this.#all.delete(name);
    this.#kube.remove('person', 'horizontalpodautoscalers', placeOf(one));
  }

  #sync(name: string): void {
    const one = this.#all.get(name);
    const autoscaler = one && this.#kube.get('horizontalpodautoscalers', placeOf(one));
    const deployment = one && this.#kube.get('deployments', placeOf(one));
    if (one === undefined || autoscaler === undefined || deployment === undefined) return;
    const wanted = this.#recommend(one, autoscaler);
    if (wanted === deployment.spec?.replicas) return;
    this.#kube.edit('autoscaler', 'deployments', placeOf(one), (now: WorkloadObject) => ({
      ...now,
      spec: { ...now.spec, replicas: wanted },
    }));
  }

  #recommend(one: Autoscaled, { spec = {} }: PlainObject): number {
    const now = this.#engine.now;
    const [least, most] = [Number(spec.minReplicas ?? 1), Number(spec.maxReplicas)];
    one.recommended = [
      ...one.recommended.filter(({ at }) => now - at < STABLE_MS),
      { at: now, pods: one.load },
    ];
    return Math.min(most, Math.max(least, ...one.recommended.map(({ pods }) => pods)));
  }
}

function placeOf({ name, namespace }: Autoscaled): {
  readonly metadata: { readonly name: string; readonly namespace: string };
} {
  return { metadata: { name, namespace } };
}
