import { POD_DRAIN } from '@mechanic/contract';
import { type ApiObject, type ConditionObject, type ObjectView, identity, milliseconds } from './objects.ts';

/** What is read of a Pod. */
export interface PodObject extends ApiObject {
  readonly spec?: {
    readonly nodeName?: string;
    readonly priorityClassName?: string;
    readonly terminationGracePeriodSeconds?: number;
    readonly volumes?: readonly { readonly emptyDir?: object }[];
  };
  readonly status?: { readonly phase?: string; readonly conditions?: readonly ConditionObject[] };
}

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
  readonly nodeName: string;
  /** What its annotation `mechanic.dev/drain` says, as it stands there; null without one. */
  readonly drainWish: string | null;
}

/** Where a probe runs, and whether its word counts. */
export interface ProbePodView extends ObjectView {
  readonly nodeName: string;
  readonly ready: boolean;
}

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

function isReady({ conditions }: NonNullable<PodObject['status']>): boolean {
  return conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

function scheduling(
  spec: NonNullable<PodObject['spec']>,
): Pick<PodView, 'gracePeriodSeconds' | 'priorityClassName' | 'hasEmptyDir' | 'nodeName'> {
  return {
    gracePeriodSeconds: spec.terminationGracePeriodSeconds ?? DEFAULT_GRACE_SECONDS,
    priorityClassName: spec.priorityClassName ?? '',
    hasEmptyDir: spec.volumes?.some((volume) => volume.emptyDir !== undefined) ?? false,
    nodeName: spec.nodeName ?? '',
  };
}
