// Generated from schemas/request.schema.json by `npm run generate`. Do not edit.
import type { ValidateFunction } from 'ajv';
import type { RequestDocument } from './request.ts';

declare const validate: ValidateFunction<RequestDocument>;
export default validate;
