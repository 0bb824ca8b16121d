import type { V1Node, V1Taint } from '@kubernetes/client-node';

export interface NodeOptions {
  readonly name: string;
  /** Value of topology.kubernetes.io/zone. */
  readonly zone?: string;
  /** Value of the node pool labels of AKS. Default `user`. */
  readonly pool?: string;
  readonly providerID?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly taints?: readonly V1Taint[];
  readonly unschedulable?: boolean;
}

const resources = { cpu: '16', memory: '64Gi', pods: '110' };

/** A Node as AKS would register it; kwok makes it Ready. */
export function node(options: NodeOptions): V1Node {
  const { name, zone, pool = 'user', labels = {}, annotations = {} } = options;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: { ...annotations },
      labels: {
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        agentpool: pool,
        'kubernetes.azure.com/agentpool': pool,
        ...(zone === undefined ? {} : { 'topology.kubernetes.io/zone': zone }),
        ...labels,
      },
    },
    spec: {
      ...(options.providerID === undefined ? {} : { providerID: options.providerID }),
      ...(options.taints === undefined ? {} : { taints: [...options.taints] }),
      ...(options.unschedulable === undefined ? {} : { unschedulable: options.unschedulable }),
    },
    status: { allocatable: resources, capacity: resources },
  };
}
