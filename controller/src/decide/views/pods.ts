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
 * Kinds of volumes that one node holds at a time. What a claim allows is told by the claim alone, which is not read: each
 * counts. A claim that is made for each pod (`ephemeral`) holds up nobody.
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
  /** Its API group and version: other groups have kinds of the same name. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** A Pod on a node that is being emptied. */
export interface PodView extends ObjectView {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The controller that owns it; null when nobody will create it again. */
  readonly owner: PodOwner | null;
  /** A static pod: the kubelet runs it from a file, and no eviction ends it. */
  readonly mirror: boolean;
  readonly phase: string;
  /** Condition Ready. Budgets treat pods that are unready anyway in a way of their own. */
  readonly ready: boolean;
  /**
   * By when it should have ended: `metadata.deletionTimestamp`, the end of the grace period that whoever asked gave it.
   * Milliseconds since the epoch; null: nobody has asked it to go.
   */
  readonly deletionDueAt: number | null;
  /** Its own, which an eviction may shorten. */
  readonly gracePeriodSeconds: number;
  readonly priorityClassName: string;
  readonly hasEmptyDir: boolean;
  /** A volume that perhaps no second node can hold at the same time, so that a successor elsewhere would wait for it. */
  readonly hasSingleNodeVolume?: boolean;
  readonly nodeName: string;
  /** What its annotation `mechanic.dev/drain` says, as it stands there; null without one. */
  readonly drainWish: string | null;
  /** Its own selector or affinity lets it run on nodes that it names only. */
  readonly tiedToNode?: boolean;
  /** Names of its PersistentVolumeClaims, those that Kubernetes makes for it among them. */
  readonly claims: readonly string[];
}

/** Where a probe runs, and whether its word counts. */
export interface ProbePodView extends ObjectView {
  readonly nodeName: string;
  readonly ready: boolean;
}

const HOSTNAME_LABEL = 'kubernetes.io/hostname';
const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';
/** So much is kept of the annotation by which a pod says how it wants to go, in characters: its words are short. */
const longestWish = 32;
/** What the API server fills in for a pod that says nothing. */
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
