import { describe, expect, it } from '@jest/globals';
import { isResource, mismatch, vmName, vmOfProviderId } from './identity.ts';

const scope = 'azure:///subscriptions/0000/resourceGroups/mc_demo/providers/Microsoft.Compute';

describe('the VM of a providerID', () => {
  it.each([
    [
      'a scale set',
      `${scope}/virtualMachineScaleSets/aks-user-25795745-vmss/virtualMachines/3`,
      'aks-user-25795745-vmss_3',
    ],
    ['a Windows scale set', `${scope}/virtualMachineScaleSets/aksnpwin/virtualMachines/12`, 'aksnpwin_12'],
    ['a flexible scale set', `${scope}/virtualMachines/pool_1a2b3c4d`, 'pool_1a2b3c4d'],
    ['Karpenter', `${scope}/virtualMachines/aks-default-cfc7h`, 'aks-default-cfc7h'],
    ['a very short name', `${scope}/virtualMachines/VM`, 'VM'],
    ['another spelling', `${scope.toUpperCase()}/VIRTUALMACHINES/vm-1/`, 'vm-1'],
  ])('of %s', (_kind, providerId, name) => {
    expect(vmOfProviderId(providerId)).toBe(name);
  });

  it.each(['', 'kind://docker/demo/worker', `${scope}/disks/data`, `${scope}/virtualMachines/`])(
    'is unknown for "%s"',
    (providerId) => {
      expect(vmOfProviderId(providerId)).toBeUndefined();
    },
  );
});

describe('the name of this VM', () => {
  const providerId = `${scope}/virtualMachineScaleSets/vmss/virtualMachines/3`;

  it('comes from the metadata service, else from the providerID, else it is unknown', () => {
    expect(vmName({ imds: 'vmss_4', providerId })).toBe('vmss_4');
    expect(vmName({ imds: undefined, providerId })).toBe('vmss_3');
    expect(vmName({ imds: undefined, providerId: 'kind://x' })).toBeUndefined();
    expect(vmName({ imds: undefined, providerId: undefined })).toBeUndefined();
  });

  it('is doubtful when the two differ by more than case, or when the providerID cannot be read', () => {
    expect(mismatch({ imds: 'vmss_4', providerId })).toContain('different VMs');
    expect(mismatch({ imds: 'VMSS_3', providerId })).toBeUndefined();
    expect(mismatch({ imds: 'vmss_3', providerId: 'kind://x' })).toContain('no Azure VM');
    expect(mismatch({ imds: 'vmss_3', providerId: undefined })).toBeUndefined();
    expect(mismatch({ imds: undefined, providerId })).toBeUndefined();
  });
});

describe('an entry of Resources', () => {
  it.each([
    ['vmss_1', true],
    ['VMSS_1', true],
    ['_vmss_1', true],
    ['vmss_12', false],
    ['avmss_1', false],
    ['vmss_', false],
    ['__vmss_1', false],
    ['', false],
  ])('"%s" is vmss_1: %p', (resource, same) => {
    expect(isResource(resource, 'vmss_1')).toBe(same);
  });
});
