import { POD_DRAIN, type LabelSelector } from '@mechanic/contract';
import { quantityOf } from './resource-quantity.ts';

/** What a check reads of a Pod, in the shape of the API server's JSON. Everything may be missing. */
export interface CheckedPodObject {
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly {
      readonly kind?: string;
      readonly name?: string;
      readonly controller?: boolean;
    }[];
  };
  readonly spec?: {
    readonly nodeName?: string;
    readonly terminationGracePeriodSeconds?: number;
    readonly nodeSelector?: Readonly<Record<string, string>>;
    readonly tolerations?: readonly {
      readonly key?: string;
      readonly operator?: string;
      readonly effect?: string;
    }[];
    readonly affinity?: {
      readonly nodeAffinity?: {
        readonly requiredDuringSchedulingIgnoredDuringExecution?: {
          readonly nodeSelectorTerms?: readonly {
            readonly matchExpressions?: readonly { readonly key?: string; readonly operator?: string }[];
          }[];
        };
      };
    };
    readonly volumes?: readonly { readonly emptyDir?: object; readonly persistentVolumeClaim?: object }[];
    readonly containers?: readonly {
      readonly image?: string;
      readonly resources?: { readonly requests?: Readonly<Record<string, string | number>> };
    }[];
  };
  readonly status?: { readonly phase?: string };
}

/** What is judged of a Pod. */
export interface CheckedPod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The controller that would make it again; null when nobody would. */
  readonly owner: { readonly kind: string; readonly name: string } | null;
  readonly mirror: boolean;
  readonly finished: boolean;
  readonly nodeName: string;
  readonly graceSeconds: number;
  readonly hasEmptyDir: boolean;
  readonly hasClaim: boolean;
  /** It can run on one node alone. */
  readonly pinned: boolean;
  /** It may be scheduled onto cordoned nodes as well. */
  readonly toleratesEverything: boolean;
  readonly requests: Resources;
  /** Tag of its first image; null without one. */
  readonly tag: string | null;
  /** What its annotation `mechanic.dev/drain` asks for; null without one. */
  readonly drainWish: string | null;
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

/** What is judged of a PodDisruptionBudget. */
export interface CheckedBudget {
  readonly namespace: string;
  readonly name: string;
  /** null selects no pod. */
  readonly selector: LabelSelector | null;
  readonly disruptionsAllowed: number;
  readonly currentHealthy: number;
  readonly desiredHealthy: number;
  /** Pods that it is about, by its own count. */
  readonly expectedPods: number;
}

/** What a check reads of a Deployment, in the shape of the API server's JSON. */
export interface DeploymentObject {
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly spec?: {
    readonly replicas?: number;
    readonly strategy?: {
      readonly type?: string;
      readonly rollingUpdate?: { readonly maxSurge?: number | string };
    };
  };
}

/** What is judged of a Deployment. */
export interface CheckedDeployment {
  readonly namespace: string;
  readonly name: string;
  readonly replicas: number;
  /** Why it cannot have a successor of a pod before that goes; null: it can. */
  readonly noSurge: string | null;
}

const MIRROR = 'kubernetes.io/config.mirror';
const HOSTNAME = 'kubernetes.io/hostname';
const DEFAULT_GRACE_SECONDS = 30;

export function checkedPod({ metadata = {}, spec = {}, status = {} }: CheckedPodObject): CheckedPod {
  return {
    ...identityOf(metadata),
    finished: status.phase === 'Succeeded' || status.phase === 'Failed',
    ...scheduling(spec),
  };
}

function identityOf(
  metadata: NonNullable<CheckedPodObject['metadata']>,
): Pick<CheckedPod, 'namespace' | 'name' | 'labels' | 'owner' | 'mirror' | 'drainWish'> {
  const { namespace = '', name = '', labels = {}, annotations = {}, ownerReferences = [] } = metadata;
  const owner = ownerReferences.find(({ controller }) => controller === true);
  return {
    namespace,
    name,
    labels,
    owner: owner === undefined ? null : ownerOf(owner),
    mirror: annotations[MIRROR] !== undefined,
    drainWish: annotations[POD_DRAIN] ?? null,
  };
}

function ownerOf({
  kind = '',
  name = '',
}: {
  readonly kind?: string;
  readonly name?: string;
}): NonNullable<CheckedPod['owner']> {
  return { kind, name };
}

function scheduling(
  spec: NonNullable<CheckedPodObject['spec']>,
): Omit<CheckedPod, 'namespace' | 'name' | 'labels' | 'owner' | 'mirror' | 'drainWish' | 'finished'> {
  const { volumes = [], tolerations = [] } = spec;
  return {
    nodeName: spec.nodeName ?? '',
    graceSeconds: spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS,
    hasEmptyDir: volumes.some(({ emptyDir }) => emptyDir !== undefined),
    hasClaim: volumes.some(({ persistentVolumeClaim }) => persistentVolumeClaim !== undefined),
    pinned: isPinned(spec),
    toleratesEverything: tolerations.some(({ key = '', operator }) => key === '' && operator === 'Exists'),
    requests: requestsOf(spec),
    tag: tagOf(spec.containers?.[0]?.image ?? ''),
  };
}

/** A digest names an image and no version. */
function tagOf(image: string): string | null {
  return image.includes('@') ? null : (/:([^:/]+)$/.exec(image)?.[1] ?? null);
}

function isPinned({ nodeSelector, affinity }: NonNullable<CheckedPodObject['spec']>): boolean {
  if (nodeSelector?.[HOSTNAME] !== undefined) return true;
  const terms =
    affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const byName = (term: (typeof terms)[number]): boolean =>
    term.matchExpressions?.some(({ key, operator }) => key === HOSTNAME && operator === 'In') ?? false;
  return terms.length > 0 && terms.every(byName);
}

function requestsOf({ containers = [] }: NonNullable<CheckedPodObject['spec']>): Resources {
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
  return { namespace, name, replicas: spec.replicas ?? 1, noSurge: noSurge(spec) };
}

function noSurge({ strategy = {} }: NonNullable<DeploymentObject['spec']>): string | null {
  if (strategy.type === 'Recreate') return 'its strategy is Recreate';
  const maxSurge = strategy.rollingUpdate?.maxSurge ?? '25%';
  return /^0%?$/.test(String(maxSurge)) ? 'its maxSurge is 0' : null;
}

/** What a check reads of a PodDisruptionBudget, in the shape of the API server's JSON. */
export interface BudgetCheckObject {
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly spec?: { readonly selector?: LabelSelector };
  readonly status?: {
    readonly disruptionsAllowed?: number;
    readonly currentHealthy?: number;
    readonly desiredHealthy?: number;
    readonly expectedPods?: number;
  };
}

export function checkedBudget({ metadata = {}, spec = {}, status = {} }: BudgetCheckObject): CheckedBudget {
  const { namespace = '', name = '' } = metadata;
  return { namespace, name, selector: spec.selector ?? null, ...countsOf(status) };
}

function countsOf(
  status: NonNullable<BudgetCheckObject['status']>,
): Omit<CheckedBudget, 'namespace' | 'name' | 'selector'> {
  const { disruptionsAllowed = 0, currentHealthy = 0, desiredHealthy = 0, expectedPods = 0 } = status;
  return { disruptionsAllowed, currentHealthy, desiredHealthy, expectedPods };
}
