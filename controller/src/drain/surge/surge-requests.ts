import type { Answer } from '../../cluster/answer.ts';
import type { AutoscalerView, DeploymentView, ReplicaSetView } from './scalable.ts';

/** A new number for a Deployment, or for `minReplicas` of an autoscaler; valid only for the version that was read. */
export interface NumberChange {
  readonly namespace: string;
  readonly name: string;
  readonly resourceVersion: string;
  readonly number: number;
}

/** The requests of surges to the API server. None of them throws. */
export interface SurgeRequests {
  replicaSet(namespace: string, name: string): Promise<Answer<ReplicaSetView>>;
  deployment(namespace: string, name: string): Promise<Answer<DeploymentView>>;
  /** All autoscalers of the namespace, or only the one of this name. */
  autoscalers(namespace: string, name?: string): Promise<Answer<readonly AutoscalerView[]>>;
  /** Whether Azure's eviction-autoscaler manages the budget of this name, and so surges by itself. */
  hasEvictionAutoscaler(namespace: string, budget: string): Promise<Answer<boolean>>;
  /** Sets `spec.replicas` of a Deployment through its scale. */
  scale(change: NumberChange, signal: AbortSignal): Promise<Answer<void>>;
  /** Sets `spec.minReplicas` of a HorizontalPodAutoscaler. */
  setMinimum(change: NumberChange, signal: AbortSignal): Promise<Answer<void>>;
}
