import { isFinished } from '../pods/pod-filter.ts';
import { type DeploymentStrategy, surgeObstacle } from '../views/deployment-strategy.ts';
import { type PodObject, type PodOwner, type PodView, podView } from '../views/pods.ts';
import { quantityOf } from './resource-quantity.ts';

/** What a check reads of a Pod beyond what a drain does, in the shape of the API server's JSON. */
export interface CheckedPodObject extends PodObject {
  readonly spec?: NonNullable<PodObject['spec']> & {
    readonly tolerations?: readonly { readonly key?: string; readonly operator?: string }[];
    readonly containers?: readonly {
      readonly image?: string;
      readonly resources?: { readonly requests?: Readonly<Record<string, string | number>> };
    }[];
  };
}

/** What is judged of a Pod. */
export interface CheckedPod extends Pick<
  PodView,
  'namespace' | 'name' | 'labels' | 'mirror' | 'nodeName' | 'hasEmptyDir' | 'drainWish'
> {
  /** The controller that would make it again; null when nobody would. */
  readonly owner: Pick<PodOwner, 'kind' | 'name'> | null;
  readonly finished: boolean;
  readonly graceSeconds: number;
  /** A volume that perhaps no second node can hold at the same time. */
  readonly hasClaim: boolean;
  /** It can run on nodes that it names only. */
  readonly pinned: boolean;
  /** It may be scheduled onto cordoned nodes as well. */
  readonly toleratesEverything: boolean;
  readonly requests: Resources;
  /** Tag of its first image; null without one. */
  readonly tag: string | null;
}

/** CPU in cores, memory in bytes. */
export interface Resources {
  readonly cpu: number;
  readonly memory: number;
}

/** What a check reads of a Node beyond what decisions do. */
export interface NodeRoomObject {
  readonly metadata?: { readonly name?: string };
  readonly status?: { readonly allocatable?: Readonly<Record<string, string | number>> };
}

/** What a check reads of a Deployment, in the shape of the API server's JSON. */
export interface DeploymentObject {
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly spec?: { readonly replicas?: number; readonly strategy?: DeploymentStrategy };
}

/** What is judged of a Deployment. */
export interface CheckedDeployment {
  readonly namespace: string;
  readonly name: string;
  readonly replicas: number;
  /** Why it cannot have a successor of a pod before that goes; null: it can. */
  readonly noSurge: string | null;
}

export function checkedPod(object: CheckedPodObject): CheckedPod {
  const view = podView(object);
  const { namespace, name, labels, owner, mirror, nodeName, hasEmptyDir, drainWish } = view;
  const { tolerations = [], containers = [] } = object.spec ?? {};
  return {
    ...{ namespace, name, labels, owner, mirror, nodeName, hasEmptyDir, drainWish },
    finished: isFinished(view),
    graceSeconds: view.gracePeriodSeconds,
    hasClaim: view.hasSingleNodeVolume === true,
    pinned: view.tiedToNode === true,
    toleratesEverything: tolerations.some(({ key = '', operator }) => key === '' && operator === 'Exists'),
    requests: requestsOf(containers),
    tag: tagOf(containers[0]?.image ?? ''),
  };
}

/** A digest names an image and no version. */
function tagOf(image: string): string | null {
  return image.includes('@') ? null : (/:([^:/]+)$/.exec(image)?.[1] ?? null);
}

function requestsOf(containers: NonNullable<NonNullable<CheckedPodObject['spec']>['containers']>): Resources {
  let [cpu, memory] = [0, 0];
  for (const { resources } of containers) {
    cpu += quantityOf(resources?.requests?.cpu);
    memory += quantityOf(resources?.requests?.memory);
  }
  return { cpu, memory };
}

/** What a Node can give to pods; null when it does not say. */
export function allocatableOf({ status = {} }: NodeRoomObject): Resources | null {
  const { cpu, memory } = status.allocatable ?? {};
  return cpu === undefined || memory === undefined
    ? null
    : { cpu: quantityOf(cpu), memory: quantityOf(memory) };
}

export function checkedDeployment({ metadata = {}, spec = {} }: DeploymentObject): CheckedDeployment {
  const { namespace = '', name = '' } = metadata;
  return { namespace, name, replicas: spec.replicas ?? 1, noSurge: surgeObstacle(spec.strategy) };
}
