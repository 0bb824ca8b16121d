import { vmName as nameOf, parseProviderId } from '@mechanic/contract/azure-vm';

/** The two sources for the name of this VM; each may be missing. */
export interface Names {
  /** `compute.name` of the metadata service: the text that `Resources` uses. */
  readonly imds: string | undefined;
  /** `spec.providerID` of the Node. */
  readonly providerId: string | undefined;
}

/** The VM that a providerID names, spelled like `Resources`. */
export function vmOfProviderId(providerId: string): string | undefined {
  const vm = parseProviderId(providerId);
  return vm === null ? undefined : nameOf(vm);
}

/** The name of this VM: from IMDS, else from the providerID, else undefined. */
export function vmName({ imds, providerId }: Names): string | undefined {
  return imds ?? (providerId === undefined ? undefined : vmOfProviderId(providerId));
}

/** Why the two names contradict each other; undefined when they agree or one is missing. */
export function mismatch({ imds, providerId }: Names): string | undefined {
  if (providerId === undefined || providerId === '') return undefined;
  const derived = vmOfProviderId(providerId);
  if (derived === undefined) return 'the providerID of the Node names no Azure VM';
  if (imds === undefined || sameVm(imds, derived)) return undefined;
  return 'the metadata service and the providerID of the Node name different VMs';
}

export function sameVm(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Whether an entry of `Resources` is this VM. Ignores case and the underscore that early versions put in front. */
export function isResource(resource: string, vm: string): boolean {
  return sameVm(resource, vm) || sameVm(resource, `_${vm}`);
}
