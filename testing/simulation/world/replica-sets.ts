import type { PodObject, WorkloadObject } from '../api/index.ts';
import type { Kube } from './kube.ts';

/** One ReplicaSet of a Deployment. */
interface Generation {
  readonly name: string;
  readonly uid: string;
}

export interface Parent {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
}

/** What is to be done about the pods of a Deployment now. */
export interface Change {
  /** How many pods of the newest generation to make. */
  readonly create: number;
  readonly remove: readonly PodObject[];
}

/** The ReplicaSets of one Deployment: one, and another with each new template, until none of the older pods is left. */
export class ReplicaSets {
  readonly #kube: Kube;
  readonly #parent: Parent;
  readonly #older: Generation[] = [];
  #newest: Generation;
  #count = 1;

  constructor(kube: Kube, parent: Parent, replicas: number) {
    this.#kube = kube;
    this.#parent = parent;
    this.#newest = this.#make(parent.name, replicas);
  }

  /** The one that makes pods. */
  get newest(): Generation {
    return this.#newest;
  }

  get isRollingOut(): boolean {
    return this.#older.length > 0;
  }

  has(uid: string): boolean {
    return this.#all.some((one) => one.uid === uid);
  }

  /** The template is another one from now on. */
  roll(replicas: number): void {
    this.#count += 1;
    this.#older.push(this.#newest);
    this.#newest = this.#make(`${this.#parent.name}-${this.#count}`, replicas);
  }

  /** Which of the pods are of the newest template, and which are not. */
  partsOf(pods: readonly PodObject[]): { readonly old: PodObject[]; readonly updated: PodObject[] } {
    const isUpdated = (pod: PodObject): boolean => ownerOf(pod) === this.#newest.uid;
    return { old: pods.filter((pod) => !isUpdated(pod)), updated: pods.filter(isUpdated) };
  }

  /** Says in the status of each how many of the pods there are; those without any go. */
  count(alive: readonly PodObject[], replicas: number): void {
    for (const one of [...this.#all]) {
      const own = alive.filter((pod) => ownerOf(pod) === one.uid);
      if (one !== this.#newest && own.length === 0) {
        this.#older.splice(this.#older.indexOf(one), 1);
        this.#kube.remove('workloads', 'replicasets', this.#place(one));
        continue;
      }
      const wanted = one === this.#newest ? replicas : own.length;
      this.#kube.edit('workloads', 'replicasets', this.#place(one), (now) => ({
        ...now,
        spec: { ...now.spec, replicas: wanted },
        status: {
          replicas: own.length,
          readyReplicas: own.filter(isReadyPod).length,
          observedGeneration: now.metadata.generation ?? 1,
        },
      }));
    }
  }

  remove(): void {
    for (const one of this.#all) this.#kube.remove('garbage-collector', 'replicasets', this.#place(one));
  }

  get #all(): readonly Generation[] {
    return [...this.#older, this.#newest];
  }

  #place({ name }: Generation): { readonly metadata: { readonly name: string; readonly namespace: string } } {
    return { metadata: { name, namespace: this.#parent.namespace } };
  }

  #make(name: string, replicas: number): Generation {
    const { namespace, name: parent, uid } = this.#parent;
    const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: parent, uid, controller: true };
    const made: WorkloadObject | null = this.#kube.create('workloads', 'replicasets', {
      metadata: { name, namespace, ownerReferences: [owner] },
      spec: { replicas, selector: { matchLabels: { app: parent } } },
    });
    return { name, uid: made?.metadata.uid ?? '' };
  }
}

/**
 * The next step of a rolling update with `maxSurge: 1` and `maxUnavailable: 0`: one pod more than wanted, and an old one goes
 * when there is one Ready more than wanted.
 */
export function rollingStep(
  pods: { readonly old: readonly PodObject[]; readonly updated: readonly PodObject[] },
  replicas: number,
): Change {
  const { old, updated } = pods;
  const room = replicas + 1 - old.length - updated.length;
  const create = Math.max(0, Math.min(room, replicas - updated.length));
  const spare = [...old, ...updated].filter(isReadyPod).length - replicas;
  const [unready, ready] = [old.filter((pod) => !isReadyPod(pod)), old.filter(isReadyPod)];
  return { create, remove: [...unready, ...ready.slice(0, Math.max(0, spare))] };
}

function ownerOf({ metadata }: PodObject): string | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller === true)?.uid;
}

export function isReadyPod({ metadata, status }: PodObject): boolean {
  if (metadata.deletionTimestamp !== undefined) return false;
  return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;
}

/** As a ReplicaSet chooses: who has no node, who is not Ready, who is the youngest. */
export function firstToGo(a: PodObject, b: PodObject): number {
  const rank = (pod: PodObject): number => (pod.spec?.nodeName === undefined ? 0 : isReadyPod(pod) ? 2 : 1);
  return rank(a) - rank(b) || (a.metadata.name < b.metadata.name ? 1 : -1);
}
