import type { V1Container, V1ContainerPort, V1Pod, V1Service } from '@kubernetes/client-node';

export type Labels = Readonly<Record<string, string>>;

/** An answer of HTTP service discovery has a list of these. */
export interface DiscoveredTarget {
  readonly targets: readonly [string];
  readonly labels: Labels;
}

/** The meta label of a field of Kubernetes, e.g. of `pod_label` and `app.kubernetes.io/name`. */
export function metaLabel(field: string, key?: string): string {
  const suffix = key === undefined ? '' : `_${key.replace(/[^a-zA-Z0-9_]/g, '_')}`;
  return `__meta_kubernetes_${field}${suffix}`;
}

/** Every port of a pod, as kubernetes_sd_config with role `pod` tells it. None while the pod has no address. */
export function podTargets(pod: V1Pod): DiscoveredTarget[] {
  return portsOf(pod).map(({ container, port }) => ({
    targets: [`${pod.status?.podIP ?? ''}:${port.containerPort}`],
    labels: podLabels(pod, container, port),
  }));
}

/** Every place where a Service is served, as kubernetes_sd_config with role `endpointslice` tells it. */
export function serviceTargets(service: V1Service, pods: readonly V1Pod[]): DiscoveredTarget[] {
  const { metadata, spec } = service;
  const selector = Object.entries(spec?.selector ?? {});
  const behind = pods.filter(
    (pod) =>
      pod.metadata?.namespace === metadata?.namespace &&
      selector.length > 0 &&
      selector.every(([key, value]) => pod.metadata?.labels?.[key] === value),
  );
  return (spec?.ports ?? []).flatMap((servicePort) =>
    behind.flatMap((pod) =>
      portsOf(pod)
        .filter(({ port }) => [port.name, port.containerPort].includes(servicePort.targetPort))
        .map(({ container, port }) => ({
          targets: [`${pod.status?.podIP ?? ''}:${port.containerPort}`] as const,
          labels: {
            ...podLabels(pod, container, port),
            ...labelsOf('service', metadata?.labels),
            [metaLabel('service_name')]: metadata?.name ?? '',
            [metaLabel('endpointslice_port_name')]: servicePort.name ?? '',
          },
        })),
    ),
  );
}

function portsOf({ spec, status }: V1Pod): { container: V1Container; port: V1ContainerPort }[] {
  if (status?.podIP === undefined) return [];
  return (spec?.containers ?? []).flatMap((container) =>
    (container.ports ?? []).map((port) => ({ container, port })),
  );
}

function podLabels(
  { metadata = {}, spec, status }: V1Pod,
  { name }: V1Container,
  port: V1ContainerPort,
): Labels {
  return {
    [metaLabel('namespace')]: metadata.namespace ?? '',
    [metaLabel('pod_name')]: metadata.name ?? '',
    ...(spec?.nodeName && { [metaLabel('pod_node_name')]: spec.nodeName }),
    [metaLabel('pod_phase')]: status?.phase ?? '',
    [metaLabel('pod_container_name')]: name,
    [metaLabel('pod_container_port_name')]: port.name ?? '',
    [metaLabel('pod_container_port_number')]: String(port.containerPort),
    ...labelsOf('pod', metadata.labels),
  };
}

function labelsOf(object: 'pod' | 'service', labels: Labels = {}): Labels {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([key, value]): [string, string][] => [
      [metaLabel(`${object}_label`, key), value],
      [metaLabel(`${object}_labelpresent`, key), 'true'],
    ]),
  );
}
