import { type Answer, json, text } from './wire.ts';

const html =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in to use this network.</body></html>';

/** 8 MiB of valid JSON: more than a client of this service may keep. */
const huge = (): string => `${' '.repeat(8 * 1024 * 1024)}{"DocumentIncarnation":7,"Events":[]}`;

/** What the metadata service of a VM does instead of its normal answer. `slow` gives the normal answer later. */
const answers = {
  'not-found': () => json(404, { error: 'Not found' }),
  gone: () => json(410, { error: 'Gone' }),
  throttled: () => text(429, 'Throttle Result: Too Many Requests', 'text/plain'),
  error: () => json(500, { error: 'Internal server error' }),
  empty: () => text(200, ''),
  html: () => text(200, html, 'text/html'),
  truncated: () => text(200, '{"DocumentIncarnation":7,"Events":[{"EventId":"C7061BAC-AFDC'),
  garbage: () => json(200, { DocumentIncarnation: 7, Events: 'none' }),
  huge: () => text(200, huge()),
  hang: () => ({ kind: 'silence' }),
  reset: () => ({ kind: 'reset' }),
} satisfies Record<string, () => Answer>;

export type Fault = keyof typeof answers | 'slow';

/** Delay of the answer for `slow`, in milliseconds. */
export const SLOW_MS = 3_000;

export function isFault(name: unknown): name is Fault {
  return name === 'slow' || (typeof name === 'string' && Object.hasOwn(answers, name));
}

export function faultAnswer(fault: Exclude<Fault, 'slow'>): Answer {
  return answers[fault]();
}
