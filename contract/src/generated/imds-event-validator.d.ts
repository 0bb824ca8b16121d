// Generated from schemas/imds-event.schema.json by `npm run generate`. Do not edit.
import type { ValidateFunction } from 'ajv';
import type { ImdsEvent } from './imds-event.ts';

declare const validate: ValidateFunction<ImdsEvent>;
export default validate;
