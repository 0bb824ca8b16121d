import { isFinished } from '../pods/pod-filter.ts';
import { type DeploymentStrategy, surgeObstacle } from '../views/deployment-strategy.ts';
import { type PodObject, type PodOwner, type PodView, podView } from '../views/pods.ts';
import { quantityOf } from './resource-quantity.ts';

/** The fields that a check reads of a Pod besides those for a drain, in the shape of the API server's JSON. */
export interface CheckedPodObject extends PodObject {
  readonly spec?: NonNullable<PodObject['spec']> & {
    readonly tolerations?: readonly { readonly key?: string; readonly operator?: string }[];
    readonly containers?: readonly {
      readonly image?: string;
      readonly resources?: { readonly requests?: Readonly<Record<string, string | number>> };
    }[];
  };
}

/** A Pod as checks see it. */
export interface CheckedPod extends Pick<
  PodView,
  'namespace' | 'name' | 'labels' | 'mirror' | 'nodeName' | 'hasEmptyDir' | 'drainWish'
> {
  /** The controller that would create it again; null without one. */
  readonly owner: Pick<PodOwner, 'kind' | 'name'> | null;
  readonly finished: boolean;
  readonly graceSeconds: number;
  /** Has a volume that perhaps only one node can use at a time. */
  readonly hasClaim: boolean;
  /** It can run only on named nodes. */
  readonly pinned: boolean;
  /** It can be scheduled onto cordoned nodes too. */
  readonly toleratesEverything: boolean;
  readonly requests: Resources;
  /** Tag of its first image; null without a tag. */
  readonly tag: string | null;
}

/** CPU in cores, memory in bytes. */
export interface Resources {
  readonly cpu: number;
  readonly memory: number;
}

/** The fields that a check reads of a Node besides those for decisions. */
export interface NodeRoomObject {
  readonly metadata?: { readonly name?: string };
  readonly status?: { readonly allocatable?: Readonly<Record<string, string | number>> };
}

/** The fields that a check reads of a Deployment, in the shape of the API server's JSON. */
export interface DeploymentObject {
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly spec?: { readonly replicas?: number; readonly strategy?: DeploymentStrategy };
}

/** A Deployment as checks see it. */
export interface CheckedDeployment {
  readonly namespace: string;
  readonly name: string;
  readonly replicas: number;
  /** Why it cannot start a successor before a pod leaves; null when it can. */
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

/** A digest identifies an image but no version. */
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

/** The allocatable resources of a Node; null when it has none in its status. */
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
