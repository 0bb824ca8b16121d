import type { V1Pod } from '@kubernetes/client-node';
import type { ControlPlane } from '../controlplane/index.ts';

type Labels = Readonly<Record<string, string>>;

interface Selector {
  readonly matchLabels: Labels;
}

/** The parts of the monitors of Prometheus Operator, and of a Service, that decide what is scraped. */
interface ServiceMonitor {
  readonly spec: { readonly selector: Selector; readonly endpoints: readonly Endpoint[] };
}

interface PodMonitor {
  readonly spec: { readonly selector: Selector; readonly podMetricsEndpoints: readonly Endpoint[] };
}

interface Endpoint {
  readonly port: string;
  readonly path: string;
}

interface Service {
  readonly spec: {
    readonly selector: Labels;
    readonly ports: readonly { readonly name: string; readonly targetPort: string }[];
  };
}

/** Pods, and where on them metrics are. */
interface Place {
  readonly selector: string;
  readonly port: string;
  readonly path: string;
}

/**
 * What Prometheus Operator would make of the monitors of a namespace now. Pods are looked up directly: those of these
 * tests have loopback addresses, which no EndpointSlice may hold, and Debian's Prometheus knows no Kubernetes.
 */
export async function scrapeConfigs(controlPlane: ControlPlane, namespace: string): Promise<unknown[]> {
  const list = async (...args: readonly string[]): Promise<readonly unknown[]> => {
    const text = await controlPlane.kubectl(['-n', namespace, 'get', ...args, '-o', 'json']);
    return (JSON.parse(text) as { items: readonly unknown[] }).items; // a List of the Kubernetes API
  };
  const targets: Place[] = [];
  // The chart's own objects, which the API server has accepted.
  for (const { spec } of (await list('servicemonitors')) as readonly ServiceMonitor[]) {
    const services = await list('services', `--selector=${joined(spec.selector.matchLabels)}`);
    for (const service of services as readonly Service[]) targets.push(...targetsOf(spec.endpoints, service));
  }
  for (const { spec } of (await list('podmonitors')) as readonly PodMonitor[]) {
    for (const { port, path } of spec.podMetricsEndpoints) {
      targets.push({ selector: joined(spec.selector.matchLabels), port, path });
    }
  }
  return Promise.all(
    targets.map(async ({ selector, port, path }, index) => {
      const pods = (await list('pods', `--selector=${selector}`)) as readonly V1Pod[]; // of the Kubernetes API
      return {
        job_name: String(index),
        metrics_path: path,
        static_configs: pods.flatMap((pod) => target(pod, port)),
      };
    }),
  );
}

function targetsOf(endpoints: readonly Endpoint[], { spec }: Service): Place[] {
  return endpoints.map(({ port, path }) => {
    const target = spec.ports.find(({ name }) => name === port)?.targetPort;
    if (target === undefined)
      throw new Error(`a monitor names port ${port}, which its Service does not have`);
    return { selector: joined(spec.selector), port: target, path };
  });
}

function joined(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** A port of a pod by its name, with the labels that Prometheus Operator would give it. */
function target({ metadata, spec, status }: V1Pod, portName: string): unknown[] {
  const ports = spec?.containers.flatMap((container) => container.ports ?? []) ?? [];
  return ports
    .filter(({ name }) => name === portName)
    .map(({ containerPort }) => ({
      targets: [`${status?.podIP ?? ''}:${containerPort}`],
      labels: { namespace: metadata?.namespace, pod: metadata?.name, node: spec?.nodeName },
    }));
}
