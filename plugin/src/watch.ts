import type { Status } from '@mechanic/contract/status';
import { cleanJson } from './clean-text.ts';
import { overview } from './overview.ts';
import { restAfter } from './pace.ts';
import type { Paint } from './paint.ts';
import type { Screen } from './screen.ts';
import type { Answer, StatusSource } from './status-source.ts';
import { messageOf } from './failure.ts';

export interface WatchParts {
  readonly source: Pick<StatusSource, 'read'>;
  readonly screen: Screen;
  readonly paint: Paint;
  readonly json: boolean;
  /** Milliseconds on a monotonic clock. */
  readonly monotonic: () => number;
  /** Resolves after `ms` milliseconds, or when the watch ends. */
  readonly rest: (ms: number) => Promise<void>;
  readonly ended: () => boolean;
}

const FRAME_MS = 1_000;

/** Shows the status until the watch ends: a terminal shows running times, other output gets each change once. */
export async function watchStatus(parts: WatchParts): Promise<void> {
  let told = '';
  while (!parts.ended()) {
    const asked = parts.monotonic();
    const answer = await read(parts);
    // An interrupt ends kubectl as well; this is not an error of the cluster.
    if (parts.ended()) return;
    const answered = parts.monotonic();
    const nextAt = answered + restAfter(answered - asked);
    if (parts.screen.live) {
      await showUntil(nextAt, answer, parts);
    } else {
      const key = keyOf(answer);
      if (key !== told) tell(answer, parts);
      told = key;
      await parts.rest(nextAt - answered);
    }
  }
}

type Reading = Answer | { readonly failed: string };

/** The watch continues while the API server is not available. */
async function read({ source }: WatchParts): Promise<Reading> {
  try {
    return await source.read();
  } catch (error) {
    return { failed: messageOf(error) };
  }
}

async function showUntil(nextAt: number, reading: Reading, parts: WatchParts): Promise<void> {
  const { monotonic, screen, rest, ended } = parts;
  const readAt = monotonic();
  while (!ended()) {
    screen.show(linesOf(reading, parts, monotonic() - readAt));
    const left = nextAt - monotonic();
    if (left <= 0) return;
    await rest(Math.min(left, FRAME_MS));
  }
}

function tell(reading: Reading, parts: WatchParts): void {
  if (parts.json)
    parts.screen.show([cleanJson('failed' in reading ? { error: reading.failed } : documentOf(reading), 0)]);
  else parts.screen.show([...linesOf(reading, parts, 0), '']);
}

function linesOf(reading: Reading, { paint, screen }: WatchParts, elapsedMs: number): string[] {
  if ('failed' in reading) return [paint('danger', `The cluster does not answer: ${reading.failed}`)];
  const now = Date.parse(reading.status.now) + elapsedMs;
  return overview(reading, { paint, width: screen.width, now });
}

/** The output of `-o json`. */
export function documentOf({ status, origin }: Answer): Status & { readonly source: Answer['origin'] } {
  return { source: origin, ...status };
}

/** Equal for two answers that differ only in time. */
function keyOf(reading: Reading): string {
  return JSON.stringify('failed' in reading ? reading : { ...documentOf(reading), now: '' });
}
