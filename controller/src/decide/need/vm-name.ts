import { parseProviderId, vmName } from '@mechanic/contract';
import type { NodeView } from '../snapshot.ts';

/** Normalises the name of a VM for comparison: lower case, without the underscore that Azure may prefix. */
export function vmKey(name: string): string {
  return name.toLowerCase().replace(/^_/, '');
}

/**
 * Returns the normalised names that Azure may use for the VM of a node: the one its probe reports, and the one in its
 * providerID (`.../virtualMachineScaleSets/<set>/virtualMachines/<n>` is `<set>_<n>`, `.../virtualMachines/<name>` is the
 * name).
 */
export function vmNamesOf(node: NodeView): string[] {
  const reported = node.report.kind === 'present' ? node.report.value.vm : '';
  return [reported, fromProviderID(node.providerID)].map(vmKey).filter((name) => name !== '');
}

function fromProviderID(providerID: string): string {
  const vm = parseProviderId(providerID);
  return vm === null ? '' : vmName(vm);
}
