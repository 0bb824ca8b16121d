import type { V1Container, V1Pod, V1Volume } from '@kubernetes/client-node';

/** The default grace period of Kubernetes, in seconds. */
const defaultGrace = 30;

/** A pod that is bound to a node, with the fields that a kubelet needs. */
export interface PodView {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly nodeName: string;
  readonly serviceAccount: string;
  readonly containers: readonly V1Container[];
  readonly volumes: readonly V1Volume[];
  readonly restartPolicy: string;
  /** Seconds between SIGTERM and SIGKILL by default. */
  readonly gracePeriod: number;
  /** The grace period of a terminating pod, in seconds. */
  readonly deletionGracePeriod: number | null;
  /** The object this was read from; used for its status. */
  readonly source: V1Pod;
}

/** Returns null for a pod without a node. */
export function podView(pod: V1Pod): PodView | null {
  const { metadata, spec } = pod;
  if (!metadata || !spec?.nodeName) return null;
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name ?? '',
    uid: metadata.uid ?? '',
    nodeName: spec.nodeName,
    serviceAccount: spec.serviceAccountName ?? 'default',
    containers: spec.containers,
    volumes: spec.volumes ?? [],
    restartPolicy: spec.restartPolicy ?? 'Always',
    ...gracePeriods(pod),
    source: pod,
  };
}

function gracePeriods({ metadata, spec }: V1Pod): Pick<PodView, 'gracePeriod' | 'deletionGracePeriod'> {
  const gracePeriod = spec?.terminationGracePeriodSeconds ?? defaultGrace;
  const leaving = metadata?.deletionTimestamp !== undefined;
  return {
    gracePeriod,
    deletionGracePeriod: leaving ? (metadata.deletionGracePeriodSeconds ?? gracePeriod) : null,
  };
}
