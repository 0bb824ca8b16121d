import { type JsonObject, member } from './json.ts';
import type { ApiObject, ResourceName } from './objects.ts';

/** What the API server knows of a resource. */
export interface Resource {
  /** Plural, as in paths. */
  readonly name: ResourceName;
  readonly kind: string;
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly namespaced: boolean;
  /** Counts changes of its spec in metadata.generation. */
  readonly counted: boolean;
  /** Subresources besides `status`. */
  readonly subresources: readonly string[];
  /** Has a status that only the subresource writes; `filled` resources keep the one that they are created with. */
  readonly status: 'none' | 'own' | 'filled';
  /** May be written with PUT without saying which version was seen. */
  readonly unconditional: boolean;
  /** Is read from memory where any version will do, which may lag; events are always read from etcd. */
  readonly cached: boolean;
  /** PUT creates what is not there. */
  readonly createdByPut: boolean;
  /** The answer to a deletion is the object instead of a Status. */
  readonly deletionShowsObject: boolean;
  /** Fields besides metadata.name and metadata.namespace that a fieldSelector may name. */
  readonly fields: Readonly<Record<string, (object: ApiObject) => string>>;
}

type Options = Partial<Omit<Resource, 'name' | 'kind' | 'group' | 'version'>>;

function resource(name: ResourceName, kind: string, groupVersion: string, options: Options = {}): Resource {
  const [group = '', version = ''] = groupVersion.includes('/')
    ? groupVersion.split('/')
    : ['', groupVersion];
  return {
    name,
    kind,
    group,
    version,
    namespaced: true,
    counted: false,
    status: 'none',
    unconditional: true,
    cached: true,
    createdByPut: false,
    deletionShowsObject: false,
    subresources: [],
    fields: {},
    ...options,
  };
}

function field(...path: readonly [string, string] | readonly [string]): (object: ApiObject) => string {
  return (object) => {
    const [first, second] = path;
    const value =
      second === undefined ? (object as unknown as JsonObject)[first] : member(object, first)[second];
    return typeof value === 'string' ? value : '';
  };
}

const controlled = { counted: true, status: 'own' } as const;
const scalable = { ...controlled, subresources: ['scale'] };

const all: readonly Resource[] = [
  resource('nodes', 'Node', 'v1', {
    namespaced: false,
    status: 'filled',
    fields: { 'spec.unschedulable': (object) => String(member(object, 'spec').unschedulable === true) },
  }),
  resource('pods', 'Pod', 'v1', {
    ...controlled,
    subresources: ['eviction'],
    deletionShowsObject: true,
    fields: {
      'spec.nodeName': field('spec', 'nodeName'),
      'spec.serviceAccountName': field('spec', 'serviceAccountName'),
      'status.phase': field('status', 'phase'),
    },
  }),
  resource('configmaps', 'ConfigMap', 'v1'),
  resource('events', 'Event', 'v1', {
    cached: false,
    createdByPut: true,
    fields: {
      'involvedObject.kind': field('involvedObject', 'kind'),
      'involvedObject.name': field('involvedObject', 'name'),
      'involvedObject.uid': field('involvedObject', 'uid'),
      reason: field('reason'),
      type: field('type'),
    },
  }),
  resource('namespaces', 'Namespace', 'v1', {
    namespaced: false,
    status: 'own',
    deletionShowsObject: true,
    fields: { 'status.phase': field('status', 'phase') },
  }),
  resource('serviceaccounts', 'ServiceAccount', 'v1', { deletionShowsObject: true }),
  resource('persistentvolumeclaims', 'PersistentVolumeClaim', 'v1', {
    status: 'own',
    deletionShowsObject: true,
  }),
  resource('persistentvolumes', 'PersistentVolume', 'v1', {
    namespaced: false,
    status: 'own',
    deletionShowsObject: true,
  }),
  resource('poddisruptionbudgets', 'PodDisruptionBudget', 'policy/v1', {
    ...controlled,
    unconditional: false,
  }),
  resource('leases', 'Lease', 'coordination.k8s.io/v1', { unconditional: false, createdByPut: true }),
  resource('daemonsets', 'DaemonSet', 'apps/v1', controlled),
  resource('deployments', 'Deployment', 'apps/v1', scalable),
  resource('replicasets', 'ReplicaSet', 'apps/v1', scalable),
  resource('statefulsets', 'StatefulSet', 'apps/v1', scalable),
  resource('volumeattachments', 'VolumeAttachment', 'storage.k8s.io/v1', {
    namespaced: false,
    status: 'filled',
    deletionShowsObject: true,
  }),
  resource('horizontalpodautoscalers', 'HorizontalPodAutoscaler', 'autoscaling/v2', { status: 'own' }),
];

const byName = new Map(all.map((one) => [one.name, one]));
const groupVersions = new Set(all.map((one) => `${one.group}/${one.version}`));
const byPath = new Map(all.map((one) => [`${one.group}/${one.version}/${one.name}`, one]));

export function allResources(): readonly Resource[] {
  return all;
}

export function resourceNamed(name: ResourceName): Resource {
  const found = byName.get(name);
  if (found === undefined) throw new Error(`the model has no ${name}`);
  return found;
}

/** @param name plural as a path has it, e.g. `nodes` */
export function resourceAt(group: string, version: string, name: string): Resource | undefined {
  return byPath.get(`${group}/${version}/${name}`);
}

export function isGroupVersion(group: string, version: string): boolean {
  return groupVersions.has(`${group}/${version}`);
}

/** `v1` or `policy/v1`. */
export function apiVersionOf({ group, version }: Resource): string {
  return group === '' ? version : `${group}/${version}`;
}

/** As messages name it: `nodes` or `poddisruptionbudgets.policy`. */
export function qualifiedName({ group, name }: { readonly group: string; readonly name: string }): string {
  return group === '' ? name : `${name}.${group}`;
}
