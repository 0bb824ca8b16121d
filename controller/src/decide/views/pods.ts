import { POD_DRAIN } from '@mechanic/contract';
import { type ApiObject, type ConditionObject, type ObjectView, identity, milliseconds } from './objects.ts';

/** What is read of a Pod. */
export interface PodObject extends ApiObject {
  readonly spec?: {
    readonly nodeName?: string;
    readonly priorityClassName?: string;
    readonly terminationGracePeriodSeconds?: number;
    readonly nodeSelector?: Readonly<Record<string, string>>;
    readonly affinity?: { readonly nodeAffinity?: NodeAffinity };
    readonly volumes?: readonly VolumeObject[];
  };
  readonly status?: { readonly phase?: string; readonly conditions?: readonly ConditionObject[] };
}

interface NodeAffinity {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: {
    readonly nodeSelectorTerms?: readonly {
      readonly matchExpressions?: readonly { readonly key: string }[];
      readonly matchFields?: readonly { readonly key: string }[];
    }[];
  };
}

interface VolumeObject {
  readonly name?: string;
  readonly emptyDir?: object;
  readonly persistentVolumeClaim?: { readonly claimName?: string };
  readonly ephemeral?: object;
}

/**
 * Kinds of volumes that only one node may use at a time. A claim is counted without reading it, although its access modes
 * may allow more. A claim that is made for each pod (`ephemeral`) delays no successor.
 */
const singleNodeVolumes = [
  'persistentVolumeClaim',
  'azureDisk',
  'awsElasticBlockStore',
  'cinder',
  'fc',
  'gcePersistentDisk',
  'iscsi',
  'rbd',
  'vsphereVolume',
] as const;

/** A controller that owns a Pod. */
export interface PodOwner {
  /** API group and version: kinds in different groups may have the same name. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** A Pod on a node that is being emptied. */
export interface PodView extends ObjectView {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The controller that owns the pod; null when no controller would create it again. */
  readonly owner: PodOwner | null;
  /** A static pod: the kubelet runs it from a file, and an eviction does not end it. */
  readonly mirror: boolean;
  readonly phase: string;
  /** Condition Ready. Budgets have a separate policy for unready pods. */
  readonly ready: boolean;
  /**
   * When the pod should have ended: `metadata.deletionTimestamp`, which is the end of its grace period. Milliseconds since
   * the epoch; null when the pod is not being deleted.
   */
  readonly deletionDueAt: number | null;
  /** The grace period in its spec, which an eviction may shorten. */
  readonly gracePeriodSeconds: number;
  readonly priorityClassName: string;
  readonly hasEmptyDir: boolean;
  /** Has a volume that perhaps only one node can use at a time, so that a successor on another node would wait for it. */
  readonly hasSingleNodeVolume?: boolean;
  readonly nodeName: string;
  /** The text of its annotation `mechanic.dev/drain`; null without one. */
  readonly drainWish: string | null;
  /** Its own selector or affinity restricts it to named nodes. */
  readonly tiedToNode?: boolean;
  /** Names of its PersistentVolumeClaims, including those that Kubernetes creates for ephemeral volumes. */
  readonly claims: readonly string[];
}

/** A probe pod: its node, and whether it is Ready. */
export interface ProbePodView extends ObjectView {
  readonly nodeName: string;
  readonly ready: boolean;
}

const HOSTNAME_LABEL = 'kubernetes.io/hostname';
const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';
/** Maximum length that is kept of the annotation `mechanic.dev/drain`, in characters: its valid values are short. */
const longestWish = 32;
/** The default of the API server for a pod without a grace period. */
const DEFAULT_GRACE_SECONDS = 30;

export function podView({ metadata = {}, spec = {}, status = {} }: PodObject): PodView {
  return {
    ...identity(metadata),
    namespace: metadata.namespace ?? '',
    labels: metadata.labels ?? {},
    owner: ownerOf(metadata),
    phase: status.phase ?? '',
    ready: isReady(status),
    deletionDueAt: milliseconds(metadata.deletionTimestamp),
    ...annotated(metadata),
    claims: claimsOf(metadata.name ?? '', spec),
    ...scheduling(spec),
  };
}

function annotated({
  annotations = {},
}: NonNullable<PodObject['metadata']>): Pick<PodView, 'mirror' | 'drainWish'> {
  return {
    mirror: annotations[MIRROR_ANNOTATION] !== undefined,
    drainWish: annotations[POD_DRAIN]?.slice(0, longestWish) ?? null,
  };
}

export function probePodView({ metadata = {}, spec = {}, status = {} }: PodObject): ProbePodView {
  return {
    ...identity(metadata),
    nodeName: spec.nodeName ?? '',
    ready: isReady(status) && metadata.deletionTimestamp === undefined,
  };
}

function ownerOf({ ownerReferences }: NonNullable<PodObject['metadata']>): PodOwner | null {
  const owner = ownerReferences?.find((reference) => reference.controller === true);
  if (owner === undefined) return null;
  const { apiVersion = '', kind, name, uid } = owner;
  return { apiVersion, kind, name, uid };
}

function claimsOf(pod: string, { volumes = [] }: NonNullable<PodObject['spec']>): string[] {
  return volumes.flatMap(({ name = '', persistentVolumeClaim, ephemeral }) => {
    if (ephemeral !== undefined) return `${pod}-${name}`;
    return persistentVolumeClaim?.claimName ?? [];
  });
}

function isReady({ conditions }: NonNullable<PodObject['status']>): boolean {
  return conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

function hasVolume({ volumes = [] }: NonNullable<PodObject['spec']>, kinds: readonly string[]): boolean {
  return volumes.some((volume) => kinds.some((kind) => kind in volume));
}

function isTied({ nodeSelector = {}, affinity }: NonNullable<PodObject['spec']>): boolean {
  return HOSTNAME_LABEL in nodeSelector || isBoundByName(affinity?.nodeAffinity);
}

function isBoundByName(affinity: NodeAffinity = {}): boolean {
  const { nodeSelectorTerms: terms = [] } = affinity.requiredDuringSchedulingIgnoredDuringExecution ?? {};
  const keys = terms.map(({ matchExpressions = [], matchFields = [] }) => [
    ...matchExpressions,
    ...matchFields,
  ]);
  return (
    terms.length > 0 &&
    keys.every((term) => term.some(({ key }) => key === HOSTNAME_LABEL || key === 'metadata.name'))
  );
}

function scheduling(
  spec: NonNullable<PodObject['spec']>,
): Pick<
  PodView,
  | 'gracePeriodSeconds'
  | 'priorityClassName'
  | 'hasEmptyDir'
  | 'hasSingleNodeVolume'
  | 'nodeName'
  | 'tiedToNode'
> {
  return {
    gracePeriodSeconds: spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS,
    priorityClassName: spec.priorityClassName ?? '',
    hasEmptyDir: hasVolume(spec, ['emptyDir']),
    nodeName: spec.nodeName ?? '',
    ...(hasVolume(spec, singleNodeVolumes) && { hasSingleNodeVolume: true }),
    ...(isTied(spec) && { tiedToNode: true }),
  };
}
