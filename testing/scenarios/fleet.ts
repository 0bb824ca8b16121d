import type { NodeOptions } from '../controlplane/index.ts';

/** A simulated AKS node: its Node and the VM under it, which Azure knows by another name. */
export interface FleetNode {
  /** Of the Node, e.g. `aks-user-10000000-vmss00000c`. */
  readonly name: string;
  /** Of the VM, as scheduled events name it, e.g. `aks-user-10000000-vmss_12`. */
  readonly vm: string;
  readonly options: NodeOptions;
}

const scope =
  'azure:///subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/mc_test/providers/Microsoft.Compute';

/** A node of a scale set. AKS numbers VMs in decimals, and their host names in base 36. */
export function scaleSetNode(pool: string, index: number, options: Partial<NodeOptions> = {}): FleetNode {
  const scaleSet = `aks-${pool}-10000000-vmss`;
  const name = `${scaleSet}${index.toString(36).padStart(6, '0')}`;
  return {
    name,
    vm: `${scaleSet}_${index}`,
    options: {
      name,
      pool,
      zone: `westeurope-${(index % 3) + 1}`,
      providerID: `${scope}/virtualMachineScaleSets/${scaleSet}/virtualMachines/${index}`,
      ...options,
    },
  };
}

/** A node of a pool of single VMs, as Karpenter makes them: VM and Node share a name that holds no number. */
export function singleNode(name: string, options: Partial<NodeOptions> = {}): FleetNode {
  return {
    name,
    vm: name,
    options: {
      name,
      pool: 'user',
      zone: 'westeurope-1',
      providerID: `${scope}/virtualMachines/${name}`,
      ...options,
    },
  };
}

/** Where the controllers live, out of the way of the nodes that a test empties. */
export function systemNode(): FleetNode {
  return scaleSetNode('system', 0, {
    labels: { 'kubernetes.azure.com/mode': 'system' },
    taints: [{ key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' }],
  });
}

/** A node without VM, probe and workload, by which a test sees how far the controller is. */
export const canary: FleetNode = scaleSetNode('canary', 0, {
  taints: [{ key: 'testing.mechanic.dev/canary', value: 'true', effect: 'NoSchedule' }],
});
