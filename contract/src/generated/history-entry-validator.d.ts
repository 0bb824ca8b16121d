// Generated from schemas/status.schema.json by `npm run generate`. Do not edit.
import type { ValidateFunction } from 'ajv';
import type { HistoryEntry } from './history-entry.ts';

declare const validate: ValidateFunction<HistoryEntry>;
export default validate;
