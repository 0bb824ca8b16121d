import { parseProviderId, vmName } from '@mechanic/contract';
import type { NodeView } from '../snapshot.ts';

/** The name of a VM in the one form in which names are compared: lower case, without the underscore that Azure may prefix. */
export function vmKey(name: string): string {
  return name.toLowerCase().replace(/^_/, '');
}

/**
 * Names by which Azure may call the VM behind a node, as `vmKey` makes them: what its probe reports, and what its providerID
 * says (`.../virtualMachineScaleSets/<set>/virtualMachines/<n>` is `<set>_<n>`, `.../virtualMachines/<name>` is the name).
 */
export function vmNamesOf(node: NodeView): string[] {
  const reported = node.report.kind === 'present' ? node.report.value.vm : '';
  return [reported, fromProviderID(node.providerID)].map(vmKey).filter((name) => name !== '');
}

function fromProviderID(providerID: string): string {
  const vm = parseProviderId(providerID);
  return vm === null ? '' : vmName(vm);
}
