import type { NodeView } from './snapshot.ts';

/**
 * Names by which Azure may call the VM behind a node, in lower case: what its probe reports, and what its providerID
 * says (`.../virtualMachineScaleSets/<set>/virtualMachines/<n>` is `<set>_<n>`, `.../virtualMachines/<name>` is the name).
 */
export function vmNamesOf(node: NodeView): string[] {
  const reported = node.report.kind === 'present' ? node.report.value.vm : '';
  return [reported, fromProviderID(node.providerID)]
    .filter((name) => name !== '')
    .map((name) => name.toLowerCase());
}

function fromProviderID(providerID: string): string {
  const [, set, vm] =
    /(?:\/virtualMachineScaleSets\/([^/]+))?\/virtualMachines\/([^/]+)$/i.exec(providerID) ?? [];
  if (vm === undefined) return '';
  return set === undefined ? vm : `${set}_${vm}`;
}
