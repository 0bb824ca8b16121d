// Generated from schemas/status.schema.json by `npm run generate`. Do not edit.
import type { ValidateFunction } from 'ajv';
import type { Status } from './status.ts';

declare const validate: ValidateFunction<Status>;
export default validate;
