import type { KubernetesObject } from '@kubernetes/client-node';
import { metaLabel } from './meta-labels.ts';

/** One rule of relabel_config, as a scrape configuration spells it. */
export type RelabelRule = Readonly<Record<string, string | readonly string[]>>;

/** A part of Prometheus' scrape_config. */
export interface ScrapeConfig {
  readonly job_name: string;
  readonly metrics_path: string;
  readonly scrape_interval: string;
  readonly scrape_timeout: string;
  readonly http_sd_configs: readonly { readonly url: string; readonly refresh_interval: string }[];
  readonly relabel_configs: readonly RelabelRule[];
}

/** A ServiceMonitor or a PodMonitor with what the chart uses of them. */
export interface Monitor extends KubernetesObject {
  readonly spec: {
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly endpoints?: readonly Endpoint[];
    readonly podMetricsEndpoints?: readonly Endpoint[];
  };
}

interface Endpoint {
  readonly port: string;
  readonly path: string;
  readonly interval: string;
  readonly relabelings?: readonly Readonly<Record<string, string | readonly string[]>>[];
}

/** What Prometheus is to discover: `role` of kubernetes_sd_config. */
export type Role = 'pod' | 'endpointslice';

/**
 * The scrape configurations that Prometheus Operator makes of a monitor (pkg/prometheus/promcfg.go,
 * generatePodMonitorConfig and generateServiceMonitorConfig), so that a wrong selector, port or relabeling in the
 * chart is as wrong here as it is there.
 *
 * @param discovery where the targets of a role in a namespace are found
 * @throws Error when the monitor uses a field that is not translated here
 */
export function scrapeConfigs(
  monitor: Monitor,
  discovery: (role: Role, namespace: string) => string,
): ScrapeConfig[] {
  const { kind, metadata: { name = '', namespace = '' } = {}, spec } = monitor;
  const isPodMonitor = kind === 'PodMonitor';
  const list = isPodMonitor ? 'podMetricsEndpoints' : 'endpoints';
  expectOnly(spec, ['selector', list]);
  expectOnly(spec.selector, ['matchLabels']);
  return (spec[list] ?? []).map((endpoint, index) => {
    expectOnly(endpoint, ['port', 'path', 'interval', 'relabelings']);
    const { port, path, interval, relabelings = [] } = endpoint;
    const rules = isPodMonitor ? podRules(`${namespace}/${name}`, port) : serviceRules(port);
    return {
      job_name: `${isPodMonitor ? 'podMonitor' : 'serviceMonitor'}/${namespace}/${name}/${index}`,
      metrics_path: path,
      scrape_interval: interval,
      scrape_timeout: interval,
      http_sd_configs: [
        { url: discovery(isPodMonitor ? 'pod' : 'endpointslice', namespace), refresh_interval: '1s' },
      ],
      relabel_configs: [
        { action: 'drop', source_labels: ['__meta_kubernetes_pod_phase'], regex: '(Failed|Succeeded)' },
        ...selectorRules(isPodMonitor ? 'pod' : 'service', spec.selector.matchLabels),
        ...rules,
        ...relabelings.map(inSnakeCase),
      ],
    };
  });
}

function selectorRules(
  of: 'pod' | 'service',
  labels: Monitor['spec']['selector']['matchLabels'],
): RelabelRule[] {
  return Object.entries(labels).map(([key, value]) => ({
    action: 'keep',
    source_labels: [metaLabel(`${of}_label`, key), metaLabel(`${of}_labelpresent`, key)],
    regex: `(${value});true`,
  }));
}

function podRules(job: string, port: string): RelabelRule[] {
  return [
    { action: 'keep', source_labels: ['__meta_kubernetes_pod_container_port_name'], regex: port },
    ...placeRules,
    { target_label: 'job', replacement: job },
    { target_label: 'endpoint', replacement: port },
  ];
}

function serviceRules(port: string): RelabelRule[] {
  return [
    { action: 'keep', source_labels: ['__meta_kubernetes_endpointslice_port_name'], regex: port },
    ...placeRules,
    { source_labels: ['__meta_kubernetes_service_name'], target_label: 'service' },
    { source_labels: ['__meta_kubernetes_service_name'], target_label: 'job', replacement: '${1}' },
    { target_label: 'endpoint', replacement: port },
  ];
}

const placeRules: readonly RelabelRule[] = [
  { source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' },
  { source_labels: ['__meta_kubernetes_pod_container_name'], target_label: 'container' },
  { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
];

/** Kubernetes spells `sourceLabels`, Prometheus `source_labels`. */
function inSnakeCase(rule: NonNullable<Endpoint['relabelings']>[number]): RelabelRule {
  const snake = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(rule).map(([key, value]) => [snake(key), value]));
}

function expectOnly(object: object, known: readonly string[]): void {
  const unknown = Object.keys(object).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new Error(`not translated for this test: ${unknown.join(', ')}`);
}
