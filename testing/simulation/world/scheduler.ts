import type { NodeObject, PodObject } from '../api/index.ts';
import type { Engine } from '../engine/engine.ts';
import type { Random } from '../engine/random.ts';
import { type Kube, isNodeReady } from './kube.ts';

const MOST_PODS = 40;
const RETRY_MS = 3_000;

/** Binds pending pods to nodes. It looks, and binds a moment later: what was cordoned in between gets its pod all the same. */
export class Scheduler {
  readonly #kube: Kube;
  readonly #engine: Engine;
  readonly #random: Random;

  constructor(kube: Kube, engine: Engine, random: Random) {
    this.#kube = kube;
    this.#engine = engine;
    this.#random = random;
  }

  /** A pod was made that no node has. */
  notice(pod: PodObject): void {
    this.#engine.after(this.#random.between(10, 200), () => this.#schedule(pod));
  }

  #schedule(pending: PodObject): void {
    const pod = this.#kube.get('pods', pending);
    if (pod?.metadata.uid !== pending.metadata.uid || pod.spec?.nodeName !== undefined) return;
    const node = this.#choose(pod);
    if (node === undefined) {
      this.#engine.after(RETRY_MS, () => this.#schedule(pending));
      return;
    }
    const late = this.#random.chance(0.1) ? this.#random.between(200, 1_200) : this.#random.between(5, 60);
    this.#engine.after(late, () => this.#bind(pod, node.metadata.name));
  }

  #bind(pod: PodObject, nodeName: string): void {
    if (this.#kube.node(nodeName) === undefined) {
      this.#schedule(pod);
      return;
    }
    this.#kube.edit('scheduler', 'pods', pod, (now) =>
      now.metadata.uid === pod.metadata.uid ? { ...now, spec: { ...now.spec, nodeName } } : now,
    );
  }

  /** Marked nodes only when there is no other; among equals the emptiest. */
  #choose(pod: PodObject): NodeObject | undefined {
    const loads = new Map<string, number>();
    for (const { spec } of this.#kube.pods()) {
      if (spec?.nodeName !== undefined) loads.set(spec.nodeName, (loads.get(spec.nodeName) ?? 0) + 1);
    }
    const load = (node: NodeObject): number => loads.get(node.metadata.name) ?? 0;
    const cost = (node: NodeObject): number =>
      load(node) + (isMarked(node) ? 1_000 : 0) + this.#random.next();
    const fit = this.#kube.nodes().filter((node) => takes(node, pod) && load(node) < MOST_PODS);
    let best: { readonly node: NodeObject; readonly cost: number } | undefined;
    for (const node of fit) {
      const own = cost(node);
      if (best === undefined || own < best.cost) best = { node, cost: own };
    }
    return best?.node;
  }
}

function takes(node: NodeObject, { spec }: PodObject): boolean {
  if ((spec?.tolerations ?? []).length > 0) return isNodeReady(node);
  const isClosed = (node.spec?.taints ?? []).some(
    ({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute',
  );
  return isNodeReady(node) && node.spec?.unschedulable !== true && !isClosed;
}

function isMarked(node: NodeObject): boolean {
  return (node.spec?.taints ?? []).some(({ effect }) => effect === 'PreferNoSchedule');
}
