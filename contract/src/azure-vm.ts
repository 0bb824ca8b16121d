/** The VM that a providerID of Azure's cloud provider names. */
export interface AzureVm {
  /** null: the VM is in no scale set. */
  readonly scaleSet: string | null;
  /** Name of the VM, or its number in the scale set. */
  readonly instance: string;
}

/**
 * Reads `.../virtualMachineScaleSets/<set>/virtualMachines/<n>` and `.../virtualMachines/<name>`, in any case and with or
 * without a slash at the end; null when the text names no VM. Node names cannot be used instead: those of flexible scale
 * sets, of Karpenter and of Windows pools do not contain the VM name.
 */
export function parseProviderId(providerId: string): AzureVm | null {
  const [, scaleSet, instance] =
    /(?:\/virtualMachineScaleSets\/([^/]+))?\/virtualMachines\/([^/]+)\/?$/i.exec(providerId) ?? [];
  return instance === undefined ? null : { scaleSet: scaleSet ?? null, instance };
}

/** The name of the VM as `Resources` of a scheduled event spells it. */
export function vmName({ scaleSet, instance }: AzureVm): string {
  return scaleSet === null ? instance : `${scaleSet}_${instance}`;
}

/**
 * Whether a description names a live migration. Azure has no type for it; only the description tells it from another
 * freeze.
 */
export function speaksOfLiveMigration(description: string): boolean {
  return /live[\s-]*migration/i.test(description);
}
