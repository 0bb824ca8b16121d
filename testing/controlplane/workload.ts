import type { V1Deployment, V1Pod, V1PodDisruptionBudget, V1PodSpec } from '@kubernetes/client-node';

export interface PodOptions {
  readonly name: string;
  /** Default `default`. */
  readonly namespace?: string;
  /** Node selector that restricts the pods. */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** How long the simulated program takes to end after SIGTERM. Default: it ends at once. */
  readonly stopSeconds?: number;
  /** How long the simulated program takes to become ready. Default: none. */
  readonly startSeconds?: number;
  /** spec.terminationGracePeriodSeconds; Kubernetes' default is 30. */
  readonly gracePeriodSeconds?: number;
  readonly priorityClassName?: string;
  /** Adds a volume whose content is lost with the pod. */
  readonly emptyDir?: boolean;
  /** Stays in Terminating until the label `testing.mechanic.dev/stuck` is removed. */
  readonly stuck?: boolean;
}

export interface WorkloadOptions extends PodOptions {
  readonly replicas: number;
  /** Adds a PodDisruptionBudget of the same name. */
  readonly budget?: { readonly minAvailable: number | string } | { readonly maxUnavailable: number | string };
}

/** A pod without a controller. */
export function pod(options: PodOptions): V1Pod {
  const { metadata, spec } = template(options);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, name: options.name, namespace: options.namespace ?? 'default' },
    spec,
  };
}

/** A Deployment, whose pods have the label `app` with its name. */
export function deployment(options: WorkloadOptions): V1Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: options.name, namespace: options.namespace ?? 'default' },
    spec: {
      replicas: options.replicas,
      selector: { matchLabels: { app: options.name } },
      template: template(options),
    },
  };
}

/** The PodDisruptionBudget of a Deployment, when it has one. */
export function budget(options: WorkloadOptions): V1PodDisruptionBudget | undefined {
  if (!options.budget) return undefined;
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: options.name, namespace: options.namespace ?? 'default' },
    spec: { ...options.budget, selector: { matchLabels: { app: options.name } } },
  };
}

interface PodTemplate {
  readonly metadata: { labels: Record<string, string>; annotations: Record<string, string> };
  readonly spec: V1PodSpec;
}

function template(options: PodOptions): PodTemplate {
  const { stopSeconds, startSeconds, gracePeriodSeconds, priorityClassName } = options;
  return {
    metadata: {
      labels: {
        app: options.name,
        ...options.labels,
        ...(options.stuck ? { 'testing.mechanic.dev/stuck': 'true' } : {}),
      },
      annotations: {
        ...options.annotations,
        ...(stopSeconds === undefined ? {} : { 'testing.mechanic.dev/stop-seconds': String(stopSeconds) }),
        ...(startSeconds === undefined ? {} : { 'testing.mechanic.dev/start-seconds': String(startSeconds) }),
      },
    },
    spec: {
      containers: [{ name: 'main', image: 'simulated' }],
      ...(options.nodeSelector ? { nodeSelector: { ...options.nodeSelector } } : {}),
      ...(gracePeriodSeconds === undefined ? {} : { terminationGracePeriodSeconds: gracePeriodSeconds }),
      ...(priorityClassName === undefined ? {} : { priorityClassName }),
      ...(options.emptyDir ? { volumes: [{ name: 'scratch', emptyDir: {} }] } : {}),
    },
  };
}
