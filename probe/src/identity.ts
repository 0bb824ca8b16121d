import { vmName as nameOf, parseProviderId } from '@mechanic/contract/azure-vm';

/** The two ways in which a probe learns which VM it runs on; each may be missing. */
export interface Names {
  /** `compute.name` of the metadata service: the very text that `Resources` uses. */
  readonly imds: string | undefined;
  /** `spec.providerID` of the Node. */
  readonly providerId: string | undefined;
}

/** The VM that a providerID means, as `Resources` spells it. */
export function vmOfProviderId(providerId: string): string | undefined {
  const vm = parseProviderId(providerId);
  return vm === null ? undefined : nameOf(vm);
}

/** The name of this VM: what IMDS says, else what the providerID says, else unknown. */
export function vmName({ imds, providerId }: Names): string | undefined {
  return imds ?? (providerId === undefined ? undefined : vmOfProviderId(providerId));
}

/** Why the two names do not fit, or undefined when they do or when there is nothing to compare. */
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

/** Whether an entry of `Resources` is this VM: exactly, but for case and the underscore that early versions prefixed. */
export function isResource(resource: string, vm: string): boolean {
  return sameVm(resource, vm) || sameVm(resource, `_${vm}`);
}
