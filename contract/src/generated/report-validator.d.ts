// Generated from schemas/report.schema.json by `npm run generate`. Do not edit.
import type { ValidateFunction } from 'ajv';
import type { Report } from './report.ts';

declare const validate: ValidateFunction<Report>;
export default validate;
