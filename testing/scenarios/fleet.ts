import type { NodeOptions } from '../controlplane/index.ts';

/** A simulated AKS node: a Node and its VM, which has another name in Azure. */
export interface FleetNode {
  /** Name of the Node, e.g. `aks-user-10000000-vmss00000c`. */
  readonly name: string;
  /** Name of the VM in scheduled events, e.g. `aks-user-10000000-vmss_12`. */
  readonly vm: string;
  readonly options: NodeOptions;
}

const scope =
  'azure:///subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/mc_test/providers/Microsoft.Compute';

/** A node of a scale set. AKS uses decimal numbers for VMs and base 36 in their host names. */
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

/** A node of a pool of single VMs, as Karpenter creates them: VM and Node have the same name, without a number. */
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

/** The node of the controllers, separate from the nodes that tests drain. */
export function systemNode(): FleetNode {
  return scaleSetNode('system', 0, {
    labels: { 'kubernetes.azure.com/mode': 'system' },
    taints: [{ key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' }],
  });
}

/** A node without VM, probe and workload, which shows the progress of the controller. */
export const canary: FleetNode = scaleSetNode('canary', 0, {
  taints: [{ key: 'testing.mechanic.dev/canary', value: 'true', effect: 'NoSchedule' }],
});
