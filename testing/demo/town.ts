import type { WorkloadOptions } from '../controlplane/index.ts';
import type { FleetNode } from '../scenarios/fleet.ts';

/** A node of the demo. Node and VM share a short name, so that every line is easy to read. */
function node(name: string, zone: number): FleetNode {
  const [pool = ''] = name.split('-');
  const mode = pool === 'system' ? { 'kubernetes.azure.com/mode': 'system' } : {};
  const spot = pool === 'spot' ? { 'kubernetes.azure.com/scalesetpriority': 'spot' } : {};
  const providerID = `azure:///subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/mc_demo/providers/Microsoft.Compute/virtualMachines/${name}`;
  return {
    name,
    vm: name,
    options: { name, pool, zone: `westeurope-${zone}`, labels: { ...mode, ...spot }, providerID },
  };
}

/** Six nodes in three zones. */
export const nodes: readonly FleetNode[] = [
  node('system-1', 1),
  node('system-2', 2),
  node('user-1', 1),
  node('user-2', 2),
  node('user-3', 3),
  node('spot-1', 3),
];

/** A Deployment of one pod, which has to be there all the time. */
export const SINGLE = 'billing';

/** What runs on them. A pod takes its time to stop and another one to start, as in life. */
export const workloads: readonly WorkloadOptions[] = [
  { name: 'shop', replicas: 18, startSeconds: 2, stopSeconds: 2, budget: { maxUnavailable: 1 } },
  { name: 'search', replicas: 6, startSeconds: 1, stopSeconds: 1, budget: { minAvailable: 5 } },
  { name: SINGLE, replicas: 1, startSeconds: 2, stopSeconds: 1 },
  { name: 'cache', replicas: 6, stopSeconds: 1, budget: { maxUnavailable: '50%' } },
];
