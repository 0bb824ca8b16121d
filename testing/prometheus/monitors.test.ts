import { describe, expect, it } from '@jest/globals';
import type { V1Pod, V1Service } from '@kubernetes/client-node';
import { podTargets, serviceTargets } from './meta-labels.ts';
import { type Monitor, scrapeConfigs } from './monitors.ts';

const endpoint = { port: 'http', path: '/metrics', interval: '30s' };
const matchLabels = { 'app.kubernetes.io/component': 'probe' };
const podMonitor: Monitor = {
  kind: 'PodMonitor',
  metadata: { name: 'probes', namespace: 'mechanic' },
  spec: {
    selector: { matchLabels },
    podMetricsEndpoints: [
      {
        ...endpoint,
        relabelings: [{ sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'node' }],
      },
    ],
  },
};
const pod = (namespace = 'mechanic', podIP = '127.0.0.9'): V1Pod => ({
  metadata: { name: 'one', namespace, labels: matchLabels },
  spec: {
    nodeName: 'a',
    containers: [{ name: 'probe', ports: [{ name: 'http', containerPort: 8081 }, { containerPort: 9 }] }],
  },
  status: { phase: 'Running', ...(podIP !== '' && { podIP }) },
});
const service = (targetPort: string | number): V1Service => ({
  metadata: { name: 'probes', namespace: 'mechanic', labels: { of: 'probes' } },
  spec: { selector: matchLabels, ports: [{ name: 'metrics', port: 80, targetPort }] },
});
const url = (role: string, namespace: string): string => `http://${role}.${namespace}`;

describe('a monitor', () => {
  it('becomes what Prometheus Operator makes of it', () => {
    const [config] = scrapeConfigs(podMonitor, url);
    expect(config).toMatchObject({
      job_name: 'podMonitor/mechanic/probes/0',
      metrics_path: '/metrics',
      scrape_interval: '30s',
      http_sd_configs: [{ url: 'http://pod.mechanic' }],
    });
    expect(config?.relabel_configs).toContainEqual({
      action: 'keep',
      source_labels: [
        '__meta_kubernetes_pod_label_app_kubernetes_io_component',
        '__meta_kubernetes_pod_labelpresent_app_kubernetes_io_component',
      ],
      regex: '(probe);true',
    });
    expect(config?.relabel_configs.at(-1)).toEqual({
      source_labels: ['__meta_kubernetes_pod_node_name'],
      target_label: 'node',
    });
  });

  it('with something that is not translated is refused', () => {
    const spec = { ...podMonitor.spec, namespaceSelector: { any: true } };
    expect(() => scrapeConfigs({ ...podMonitor, spec }, url)).toThrow('namespaceSelector');
    expect(() => scrapeConfigs({ ...podMonitor, kind: 'ServiceMonitor' }, url)).toThrow(
      'podMetricsEndpoints',
    );
  });
});

describe('discovery', () => {
  it('tells each port of a pod that has an address', () => {
    const targets = podTargets(pod());
    expect(targets.map((target) => target.targets[0])).toEqual(['127.0.0.9:8081', '127.0.0.9:9']);
    expect(targets[0]?.labels).toMatchObject({
      __meta_kubernetes_pod_name: 'one',
      __meta_kubernetes_pod_node_name: 'a',
      __meta_kubernetes_pod_container_port_name: 'http',
      __meta_kubernetes_pod_label_app_kubernetes_io_component: 'probe',
    });
    expect(podTargets(pod('mechanic', ''))).toEqual([]);
  });

  it.each(['http', 8081])('follows a Service to port %s of its pods', (targetPort) => {
    const targets = serviceTargets(service(targetPort), [pod()]);
    expect(targets.map((target) => target.targets[0])).toEqual(['127.0.0.9:8081']);
    expect(targets[0]?.labels).toMatchObject({
      __meta_kubernetes_service_name: 'probes',
      __meta_kubernetes_service_label_of: 'probes',
      __meta_kubernetes_endpointslice_port_name: 'metrics',
      __meta_kubernetes_pod_container_port_name: 'http',
    });
  });

  it('finds nothing behind a Service that selects other pods, or names a port that they do not have', () => {
    expect(serviceTargets(service('http'), [pod('default'), {}])).toEqual([]);
    expect(serviceTargets(service('https'), [pod()])).toEqual([]);
  });
});
