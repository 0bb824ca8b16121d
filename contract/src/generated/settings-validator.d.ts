// Generated from schemas/settings.schema.json by `npm run generate`. Do not edit.
import type { ValidateFunction } from 'ajv';
import type { SettingsDocument } from './settings.ts';

declare const validate: ValidateFunction<SettingsDocument>;
export default validate;
