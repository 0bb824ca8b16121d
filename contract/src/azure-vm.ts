/** The VM that a providerID of Azure's cloud provider names; null when it names none. */
export interface AzureVm {
  /** null: a VM of its own. */
  readonly scaleSet: string | null;
  /** Its name, or its number in the scale set. */
  readonly instance: string;
}

/**
 * Reads `.../virtualMachineScaleSets/<set>/virtualMachines/<n>` and `.../virtualMachines/<name>`, in any case and with or
 * without a slash at the end. Node names are no source: those of flexible scale sets, of Karpenter and of Windows pools do not
 * tell.
 */
export function parseProviderId(providerId: string): AzureVm | null {
  const [, scaleSet, instance] =
    /(?:\/virtualMachineScaleSets\/([^/]+))?\/virtualMachines\/([^/]+)\/?$/i.exec(providerId) ?? [];
  return instance === undefined ? null : { scaleSet: scaleSet ?? null, instance };
}

/** Its name as `Resources` of a scheduled event spells it. */
export function vmName({ scaleSet, instance }: AzureVm): string {
  return scaleSet === null ? instance : `${scaleSet}_${instance}`;
}

/** Azure has no type of its own for a live migration; only the description tells it from another freeze. */
export function speaksOfLiveMigration(description: string): boolean {
  return /live[\s-]*migration/i.test(description);
}
