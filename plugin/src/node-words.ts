import type { NodeState } from '@mechanic/contract/status';
import type { NodeEntry } from '@mechanic/contract/status';
import type { Tone } from './paint.ts';
import { span } from './span.ts';

export const stateTones: Readonly<Record<NodeState, Tone>> = {
  idle: 'plain',
  ignored: 'quiet',
  foreign: 'quiet',
  scheduled: 'plain',
  waiting: 'warning',
  refused: 'danger',
  draining: 'busy',
  paused: 'warning',
  failed: 'danger',
  drained: 'good',
  overridden: 'quiet',
  unknown: 'warning',
};

/** The time until Azure may begin: `14m10s`, `late by 3m`; empty without a deadline. */
export function timeLeft({ deadline, undrained }: NodeEntry, now: number): { text: string; tone: Tone } {
  const ms = deadline === null ? Number.NaN : Date.parse(deadline) - now;
  if (Number.isNaN(ms)) return { text: '', tone: 'plain' };
  if (ms > 0) return { text: span(ms), tone: ms < 120_000 && undrained ? 'warning' : 'plain' };
  return undrained
    ? { text: `late by ${span(-ms)}`, tone: 'danger' }
    : { text: `since ${span(-ms)}`, tone: 'plain' };
}
