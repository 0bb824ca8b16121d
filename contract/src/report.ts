import type { Report, ReportedEvent } from './generated/report.ts';
import validate from './generated/report-validator.js';

export type { Report, ReportedEvent };

/** Reads the annotation `mechanic.dev/report`; undefined when it is not one (the caller says so and goes on). */
export function parseReport(text: string): Report | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return validate(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
