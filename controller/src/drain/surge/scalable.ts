import type { V1Deployment, V1DeploymentStatus, V1ReplicaSet } from '@kubernetes/client-node';
import { surgeObstacle } from '../../decide/views/deployment-strategy.ts';
import { hasPath } from '../../decide/views/managed-fields.ts';
import {
  type ApiObject,
  type ManagedFields,
  type ObjectMeta,
  type ObjectView,
  identity,
} from '../../decide/views/objects.ts';

/** A ReplicaSet, and the Deployment that owns it. */
export interface ReplicaSetView extends ObjectView {
  /** null: no Deployment owns the ReplicaSet. */
  readonly deployment: { readonly name: string; readonly uid: string } | null;
  readonly readyReplicas: number;
}

/** The scale of a Deployment. */
export interface DeploymentView extends ObjectView {
  readonly namespace: string;
  readonly replicas: number;
  readonly readyReplicas: number;
  /** Its strategy allows one pod more than `replicas`. */
  readonly maySurge: boolean;
  /** Some of its pods have another template than its own, or its controller has not seen its newest form. */
  readonly isRollingOut: boolean;
  readonly writer: Writer;
}

/** A HorizontalPodAutoscaler. */
export interface AutoscalerView extends ObjectView {
  readonly targetKind: string;
  readonly targetName: string;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** KEDA made the autoscaler and overwrites it. */
  readonly isOfKeda: boolean;
  readonly writer: Writer;
}

/** Who wrote the number last, according to managedFields. */
export type Writer = 'we' | 'another' | 'unknown';

export function replicaSetView({ metadata = {}, status }: V1ReplicaSet): ReplicaSetView {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
  const isDeployment = owner?.kind === 'Deployment' && owner.apiVersion.startsWith('apps/');
  return {
    ...identity(metadata),
    deployment: isDeployment ? { name: owner.name, uid: owner.uid } : null,
    readyReplicas: status?.readyReplicas ?? 0,
  };
}

/** `manager`: the field manager of our writes. */
export function deploymentView(
  { metadata = {}, spec, status = {} }: V1Deployment,
  manager: string,
): DeploymentView {
  const replicas = spec?.replicas ?? 1;
  return {
    ...identity(metadata),
    namespace: metadata.namespace ?? '',
    replicas,
    readyReplicas: status.readyReplicas ?? 0,
    maySurge: surgeObstacle(spec?.strategy) === null,
    isRollingOut: !isSeen(metadata, status) || isMixed(status, replicas),
    writer: writerOf(metadata.managedFields, 'f:replicas', manager),
  };
}

function isSeen({ generation = 0 }: ObjectMeta, { observedGeneration = 0 }: V1DeploymentStatus): boolean {
  return observedGeneration >= generation;
}

function isMixed({ replicas = 0, updatedReplicas = 0 }: V1DeploymentStatus, wanted: number): boolean {
  return updatedReplicas < wanted || replicas > updatedReplicas;
}

/** The fields that are read of a HorizontalPodAutoscaler, in the shape of its JSON. */
export interface AutoscalerObject extends ApiObject {
  readonly spec?: {
    readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string };
    readonly minReplicas?: number;
    readonly maxReplicas?: number;
  };
}

export function autoscalerView(
  { metadata = {}, spec = {} }: AutoscalerObject,
  manager: string,
): AutoscalerView {
  const { kind = '', name = '' } = spec.scaleTargetRef ?? {};
  return {
    ...identity(metadata),
    targetKind: kind,
    targetName: name,
    minReplicas: spec.minReplicas ?? 1,
    maxReplicas: spec.maxReplicas ?? 0,
    isOfKeda:
      metadata.ownerReferences?.some(({ apiVersion }) => apiVersion?.startsWith('keda.sh/') === true) ??
      false,
    writer: writerOf(metadata.managedFields, 'f:minReplicas', manager),
  };
}

function writerOf(notes: readonly ManagedFields[] = [], field: string, ours: string): Writer {
  const writers = notes.filter(({ fieldsV1 }) => hasPath(fieldsV1, ['f:spec', field]));
  if (writers.length === 0) return 'unknown';
  return writers.some(({ manager }) => manager === ours) ? 'we' : 'another';
}
