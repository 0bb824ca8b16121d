/**
 * Objects as they are stored and sent, in the shape of the API server's JSON, without `kind` and `apiVersion`.
 * By convention nobody changes one: each version is a value of its own.
 */
export interface ApiObject {
  readonly metadata: Metadata;
}

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly generateName?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly OwnerReference[];
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

/** What a creator says of an object; the server fills in the rest. */
export type Draft<T extends ApiObject> = Omit<T, 'metadata'> & { readonly metadata: Partial<Metadata> };

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastHeartbeatTime?: string;
  readonly lastTransitionTime?: string;
  readonly observedGeneration?: number;
}

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
  readonly timeAdded?: string;
}

export interface NodeObject extends ApiObject {
  readonly spec?: {
    readonly unschedulable?: boolean;
    readonly providerID?: string;
    readonly taints?: readonly Taint[];
  };
  readonly status?: {
    readonly conditions?: readonly Condition[];
    readonly volumesAttached?: readonly unknown[];
  };
}

export interface PodObject extends ApiObject {
  readonly spec?: {
    readonly nodeName?: string;
    readonly priorityClassName?: string;
    readonly priority?: number;
    readonly terminationGracePeriodSeconds?: number;
    readonly containers?: readonly { readonly name: string; readonly image?: string }[];
    readonly volumes?: readonly Readonly<Record<string, unknown>>[];
    readonly tolerations?: readonly Readonly<Record<string, unknown>>[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly Condition[];
    readonly containerStatuses?: readonly Readonly<Record<string, unknown>>[];
    readonly qosClass?: string;
  };
}

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

export interface BudgetObject extends ApiObject {
  readonly spec?: {
    readonly minAvailable?: number | string;
    readonly maxUnavailable?: number | string;
    readonly selector?: LabelSelector;
    readonly unhealthyPodEvictionPolicy?: 'IfHealthyBudget' | 'AlwaysAllow';
  };
  readonly status?: BudgetStatus;
}

export interface BudgetStatus {
  readonly observedGeneration?: number;
  readonly disruptionsAllowed: number;
  readonly currentHealthy: number;
  readonly desiredHealthy: number;
  readonly expectedPods: number;
  /** Name of a pod whose eviction was granted and that still counts as running, and when that was. */
  readonly disruptedPods?: Readonly<Record<string, string>>;
  readonly conditions?: readonly Condition[];
}

/** Deployments, ReplicaSets, StatefulSets and DaemonSets (which have no replicas). */
export interface WorkloadObject extends ApiObject {
  readonly spec?: {
    readonly replicas?: number;
    readonly selector?: LabelSelector;
    readonly template?: { readonly metadata?: Partial<Metadata>; readonly spec?: PodObject['spec'] };
    readonly strategy?: Readonly<Record<string, unknown>>;
  };
  readonly status?: Readonly<Record<string, unknown>>;
}

export interface LeaseObject extends ApiObject {
  readonly spec?: {
    readonly holderIdentity?: string;
    readonly leaseDurationSeconds?: number;
    readonly acquireTime?: string;
    readonly renewTime?: string;
    readonly leaseTransitions?: number;
  };
}

export interface ConfigMapObject extends ApiObject {
  readonly data?: Readonly<Record<string, string>>;
}

export interface EventObject extends ApiObject {
  readonly involvedObject: Readonly<Record<string, string>>;
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly firstTimestamp?: string;
  readonly lastTimestamp?: string;
}

export interface NamespaceObject extends ApiObject {
  readonly spec?: { readonly finalizers?: readonly string[] };
  readonly status?: { readonly phase?: string };
}

/** Anything else: what is in it concerns only those who use it. */
export interface PlainObject extends ApiObject {
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
}

/** Which kind of object a resource holds. */
export interface Objects {
  readonly nodes: NodeObject;
  readonly pods: PodObject;
  readonly poddisruptionbudgets: BudgetObject;
  readonly configmaps: ConfigMapObject;
  readonly events: EventObject;
  readonly leases: LeaseObject;
  readonly daemonsets: WorkloadObject;
  readonly deployments: WorkloadObject;
  readonly replicasets: WorkloadObject;
  readonly statefulsets: WorkloadObject;
  readonly namespaces: NamespaceObject;
  readonly serviceaccounts: PlainObject;
  readonly persistentvolumeclaims: PlainObject;
  readonly persistentvolumes: PlainObject;
  readonly volumeattachments: PlainObject;
  readonly horizontalpodautoscalers: PlainObject;
}

export type ResourceName = keyof Objects;

/** A moment as objects hold it: whole seconds, in UTC. */
export function timeText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
