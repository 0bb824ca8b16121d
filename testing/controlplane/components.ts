import { join } from 'node:path';
import type { Layout } from './layout.ts';

/** The programs of a control plane, in the order in which they start. */
export const allComponents = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
] as const;

export type Component = (typeof allComponents)[number];

export interface ComponentSettings {
  readonly etcdPort: number;
  readonly apiServerPort: number;
  /** The address of the API server, and the endpoint of the Service `kubernetes` when that is not loopback. */
  readonly address: string;
  readonly audit: boolean;
  /** Further files with Stage documents for kwok. */
  readonly stages: readonly string[];
}

/** Command lines of the components. */
export function componentArgs(component: Component, layout: Layout, settings: ComponentSettings): string[] {
  switch (component) {
    case 'etcd':
      return etcdArgs(layout, settings);
    case 'kube-apiserver':
      return apiServerArgs(layout, settings);
    case 'kube-controller-manager':
      return controllerManagerArgs(layout);
    case 'kube-scheduler':
      return [`--kubeconfig=${layout.kubeconfig(component)}`, ...quiet, ...fastClient];
    case 'kwok':
      return kwokArgs(layout, settings);
  }
}

// A single instance whose health and metrics are not read: no election, no port.
const quiet = ['--leader-elect=false', '--secure-port=0'];
// With the defaults (20 to 50 requests a second) a mass eviction would wait for the client, not for the cluster.
const fastClient = ['--kube-api-qps=500', '--kube-api-burst=1000'];

function etcdArgs(layout: Layout, { etcdPort }: ComponentSettings): string[] {
  const url = `http://127.0.0.1:${etcdPort}`;
  return [
    `--data-dir=${layout.file('etcd')}`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    // A cluster of one has no peers; with port 0 no other program can take the port.
    '--listen-peer-urls=http://127.0.0.1:0',
    '--unsafe-no-fsync=true',
    '--log-level=warn',
  ];
}

function apiServerArgs(layout: Layout, settings: ComponentSettings): string[] {
  const { etcdPort, apiServerPort, address, audit } = settings;
  const args = [
    `--etcd-servers=http://127.0.0.1:${etcdPort}`,
    `--bind-address=${address}`,
    `--advertise-address=${address}`,
    `--secure-port=${apiServerPort}`,
    // Endpoints may not have a loopback address.
    ...(address.startsWith('127.') ? ['--endpoint-reconciler-type=none'] : []),
    '--service-cluster-ip-range=10.96.0.0/16',
    `--client-ca-file=${layout.file('ca.crt')}`,
    `--tls-cert-file=${layout.file('apiserver.crt')}`,
    `--tls-private-key-file=${layout.file('apiserver.key')}`,
    `--token-auth-file=${layout.file('tokens.csv')}`,
    '--authorization-mode=RBAC',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${layout.file('service-account.pub')}`,
    `--service-account-signing-key-file=${layout.file('service-account.key')}`,
    '--enable-admission-plugins=PodSecurity',
    '--allow-privileged=true',
    '--profiling=false',
  ];
  const auditing = [
    `--audit-policy-file=${layout.file('audit-policy.yaml')}`,
    `--audit-log-path=${layout.file('audit.log')}`,
    // In MB; the reader would lose a rotated file.
    '--audit-log-maxsize=100000',
  ];
  return audit ? [...args, ...auditing] : args;
}

function controllerManagerArgs(layout: Layout): string[] {
  return [
    `--kubeconfig=${layout.kubeconfig('kube-controller-manager')}`,
    '--use-service-account-credentials=true',
    `--service-account-private-key-file=${layout.file('service-account.key')}`,
    `--root-ca-file=${layout.file('ca.crt')}`,
    ...quiet,
    ...fastClient,
  ];
}

function kwokArgs(layout: Layout, { stages }: ComponentSettings): string[] {
  const own = ['node.yaml', 'pod.yaml'].map((name) => join(import.meta.dirname, 'stages', name));
  return [
    `--kubeconfig=${layout.kubeconfig('kwok')}`,
    '--manage-all-nodes=true',
    '--node-lease-duration-seconds=40',
    '--node-ip=127.0.0.1',
    '--node-port=0',
    ...[...own, ...stages].map((file) => `--config=${file}`),
  ];
}
