// Generated from schemas/imds-document.schema.json by `npm run generate`. Do not edit.
import type { ValidateFunction } from 'ajv';
import type { ImdsDocument } from './imds-document.ts';

declare const validate: ValidateFunction<ImdsDocument>;
export default validate;
