import { expect, it } from '@jest/globals';
import { parseProviderId, speaksOfLiveMigration, vmName } from './azure-vm.ts';

const group = 'azure:///subscriptions/s/resourceGroups/g/providers/Microsoft.Compute';

it.each([
  [`${group}/virtualMachineScaleSets/aks-user-vmss/virtualMachines/3`, 'aks-user-vmss_3'],
  [`${group}/virtualMachineScaleSets/aks-user-vmss/virtualMachines/3/`, 'aks-user-vmss_3'],
  [`${group}/virtualmachinescalesets/A/VIRTUALMACHINES/3`, 'A_3'],
  [`${group}/virtualMachines/aks-b-1`, 'aks-b-1'],
  [`${group}/virtualMachines/aks-b-1/`, 'aks-b-1'],
  ['kind://docker/a/b', null],
  ['', null],
])('a providerID %j names the VM %j', (providerId, name) => {
  const vm = parseProviderId(providerId);
  expect(vm === null ? null : vmName(vm)).toBe(name);
});

it.each([
  ['Memory-preserving Live Migration', true],
  ['live-migration of the VM', true],
  ['live  migration', true],
  ['Host server is undergoing maintenance.', false],
])('a description %j names a live migration: %j', (description, expected) => {
  expect(speaksOfLiveMigration(description)).toBe(expected);
});
