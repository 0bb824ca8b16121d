/** The formats that probe, controller and users exchange. */
export * from './azure-vm.ts';
export * from './backoff.ts';
export * from './compare-text.ts';
export * from './duration.ts';
export * from './event-type.ts';
export * from './history.ts';
export * from './holds.ts';
export * from './keys.ts';
export * from './label-selector.ts';
export * from './maintenance.ts';
export * from './pod-rules.ts';
export * from './quantity.ts';
export * from './report.ts';
export * from './settings.ts';
export * from './settings-shown.ts';
export * from './settings-state.ts';
export * from './untrusted.ts';
