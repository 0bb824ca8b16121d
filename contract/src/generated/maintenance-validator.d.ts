// Generated from schemas/maintenance.schema.json by `npm run generate`. Do not edit.
import type { ValidateFunction } from 'ajv';
import type { MaintenanceRecord } from './maintenance.ts';

declare const validate: ValidateFunction<MaintenanceRecord>;
export default validate;
