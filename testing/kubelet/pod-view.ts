import type { V1Container, V1Pod, V1Volume } from '@kubernetes/client-node';

/** What Kubernetes gives a pod that names none, in seconds. */
const defaultGrace = 30;

/** A pod that is bound to a node, with the fields a kubelet cannot do without. */
export interface PodView {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly nodeName: string;
  readonly serviceAccount: string;
  readonly containers: readonly V1Container[];
  readonly volumes: readonly V1Volume[];
  readonly restartPolicy: string;
  /** Seconds between SIGTERM and SIGKILL when nobody says otherwise. */
  readonly gracePeriod: number;
  /** Set when the pod is to go: how many seconds it has. */
  readonly deletionGracePeriod: number | null;
  /** The object this was read from; for its status. */
  readonly source: V1Pod;
}

/** Null for a pod that no kubelet runs: not bound to a node yet. */
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
