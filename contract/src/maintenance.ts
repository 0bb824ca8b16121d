import type { BlockedPod, MaintenanceRecord } from './generated/maintenance.ts';
import validate from './generated/maintenance-validator.js';

export type { BlockedPod, MaintenanceRecord };
export type Phase = MaintenanceRecord['phase'];

/** Reads the annotation `mechanic.dev/maintenance`; undefined when it is not a record (the caller says so and goes on). */
export function parseMaintenance(text: string): MaintenanceRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return validate(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
