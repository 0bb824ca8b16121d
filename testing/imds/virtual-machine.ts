import { randomUUID } from 'node:crypto';
import type { Fault } from './fault.ts';
import type { PlacementGroup } from './placement-group.ts';

/** The description of a VM to emulate. */
export interface VirtualMachineSpec {
  /** Name as Azure uses it in `Resources`, e.g. `aks-user-25795745-vmss_3`. */
  readonly name: string;
  /** Part of the URL, `/vm/<path>`. Default: the name; the name of the Node may be more convenient. */
  readonly path?: string;
  /** VMs of one placement group see each other's events; a VM without one sees only its own. */
  readonly group?: string;
  /** Additional or different fields of `instance/compute`. */
  readonly compute?: Readonly<Record<string, string>>;
}

/** Counts of the requests to the metadata service of one VM. */
export interface RequestCounts {
  scheduledEvents: number;
  instance: number;
  startRequests: number;
  /** Requests that broke a rule: without the `Metadata` header, forwarded, or without a valid api-version. */
  refused: number;
  /** Most requests that were open at the same time. */
  mostAtOnce: number;
}

/** One VM and the state of its metadata service. */
export class VirtualMachine {
  readonly name: string;
  readonly path: string;
  readonly group: PlacementGroup;
  readonly counts: RequestCounts = {
    scheduledEvents: 0,
    instance: 0,
    startRequests: 0,
    refused: 0,
    mostAtOnce: 0,
  };
  /** Replaces the scheduled-events document, byte for byte. */
  document: string | undefined;
  readonly #compute: Readonly<Record<string, string>>;
  #fault: Fault | undefined;
  #faultsLeft = 0;
  #open = 0;
  #activeFrom: number | undefined;
  #lastAsked = 0;

  constructor(spec: VirtualMachineSpec, group: PlacementGroup) {
    this.name = spec.name;
    this.path = spec.path ?? spec.name;
    this.group = group;
    this.#compute = { ...usualCompute(spec.name), ...spec.compute };
  }

  get compute(): Readonly<Record<string, string>> {
    return this.#compute;
  }

  opened(): void {
    this.#open += 1;
    this.counts.mostAtOnce = Math.max(this.counts.mostAtOnce, this.#open);
  }

  closed(): void {
    this.#open -= 1;
  }

  setFault(fault: Fault | undefined, times: number): void {
    this.#fault = fault;
    this.#faultsLeft = times;
  }

  /** The fault for the next request, if any. */
  takeFault(): Fault | undefined {
    if (this.#faultsLeft <= 0) return undefined;
    this.#faultsLeft -= 1;
    return this.#fault;
  }

  /**
   * Milliseconds until scheduled events are enabled for this VM. The first request enables them, which takes `delayMs`; a
   * day without requests disables them.
   */
  activate(now: number, delayMs: number): number {
    if (this.#activeFrom === undefined || now - this.#lastAsked > 24 * 3_600_000) {
      this.#activeFrom = now + delayMs;
    }
    this.#lastAsked = now;
    return Math.max(0, this.#activeFrom - now);
  }
}

/** All values are strings, and a missing value is an empty one, as in the real service. */
function usualCompute(name: string): Record<string, string> {
  const scaleSet = /^(.+)_[0-9A-Za-z]+$/.exec(name)?.[1] ?? '';
  const scope =
    '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/MC_Demo_Cluster_westeurope';
  const instance =
    scaleSet === ''
      ? `virtualMachines/${name}`
      : `virtualMachineScaleSets/${scaleSet}/virtualMachines/${name.slice(scaleSet.length + 1)}`;
  return {
    name,
    azEnvironment: 'AzurePublicCloud',
    evictionPolicy: '',
    location: 'westeurope',
    placementGroupId: '',
    platformFaultDomain: '0',
    platformUpdateDomain: '0',
    priority: 'Regular',
    resourceGroupName: 'MC_Demo_Cluster_westeurope',
    resourceId: `${scope}/providers/Microsoft.Compute/${instance}`,
    vmId: randomUUID(),
    vmScaleSetName: scaleSet,
    vmSize: 'Standard_D4s_v5',
    zone: '1',
  };
}
