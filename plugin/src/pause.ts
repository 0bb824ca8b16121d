import { type SettingsResult, formatQuantity, parseSettings } from '@mechanic/contract';
import { PluginFailure } from './failure.ts';
import { limitIn, withLimit } from './limit-edit.ts';
import type { SettingsWriter, StoredSettings } from './settings-writer.ts';
import type { StatusSource } from './status-source.ts';

/** A change of the limit that was written down. */
export interface LimitChange extends StoredSettings {
  /** For a person: what was done. */
  readonly said: string;
}

export interface PauseParts {
  readonly writer: Pick<SettingsWriter, 'edit'>;
  readonly status: Pick<StatusSource, 'controller'>;
  readonly say: (line: string) => void;
  /** Resolves after so many milliseconds. */
  readonly rest: (ms: number) => Promise<void>;
}

/** An edit is in force within two seconds; so often a controller is asked, so many milliseconds apart. */
const LOOKS = 10;
const LOOK_MS = 500;

/** No further drain starts. The limit as it was is noted beside the settings. */
export async function pause(parts: PauseParts): Promise<void> {
  const change = await parts.writer.edit(paused);
  if (change === null) {
    parts.say('mechanic is paused already: maxConcurrentDrains is 0.');
    return;
  }
  parts.say(change.said);
  await confirm(parts, change);
  parts.say(`To go back to ${limitName(change.limitBefore ?? null)}: kubectl mechanic resume`);
}

/** Back to the limit before the pause, or to `to`, as settings spell it. */
export async function resume(parts: PauseParts, to: string | null): Promise<void> {
  const change = await parts.writer.edit((before) => resumed(before, to));
  if (change === null) {
    parts.say('mechanic is not paused. Its limit is changed by: kubectl mechanic resume LIMIT');
    return;
  }
  parts.say(change.said);
  await confirm(parts, change);
}

/** The settings with the limit 0; null when that is what they say already. */
export function paused({ text }: Pick<StoredSettings, 'text'>): LimitChange | null {
  const limit = limitIn(text);
  if (isZero(limit)) return null;
  return {
    text: withLimit(text, '0'),
    limitBefore: limit,
    said: `Paused: maxConcurrentDrains was ${limitName(limit)} and is 0 now. Running drains finish, no further one starts.`,
  };
}

/**
 * The settings with their former limit, or with `to`; null when they are not paused and `to` is null.
 * @throws PluginFailure when it is not known what the limit was
 */
export function resumed({ text, limitBefore }: StoredSettings, to: string | null): LimitChange | null {
  if (to === null && !isZero(limitIn(text))) return null;
  if (to === null && limitBefore === undefined) {
    throw new PluginFailure(
      'maxConcurrentDrains is 0, but not by "kubectl mechanic pause": say which limit, for example: kubectl mechanic resume 1',
    );
  }
  const limit = to?.replace(/^.*%$/, '"$&"') ?? limitBefore ?? null;
  return {
    text: withLimit(text, limit),
    limitBefore: undefined,
    said: `Resumed: maxConcurrentDrains is ${limitName(limit)} now.`,
  };
}

/** Waits until a controller says that the limit is in force; says so when none answers. */
async function confirm({ status, say, rest }: PauseParts, change: LimitChange): Promise<void> {
  const expected = parseSettings(change.text);
  if (!expected.ok) say(`These settings may be refused: ${expected.errors.join('; ')}.`);
  for (let look = 1; ; look += 1) {
    const answer = await status.controller();
    if (!('status' in answer)) {
      say(`Written. No controller answered, so it is not known when it takes effect: ${answer.why}.`);
      return;
    }
    const { leader, settings } = answer.status;
    if (settings.error === null && isInForce(settings.inForce.maxConcurrentDrains, expected)) {
      say(`In force at ${leader.self}.`);
      return;
    }
    if (look === LOOKS) {
      const why = settings.error ?? 'it has not been read yet';
      throw new PluginFailure(`written, but not in force at ${leader.self}: ${why}`);
    }
    await rest(LOOK_MS);
  }
}

function isInForce(limit: unknown, expected: SettingsResult): boolean {
  if (!expected.ok || (typeof limit !== 'number' && typeof limit !== 'string')) return false;
  return String(limit) === formatQuantity(expected.settings.maxConcurrentDrains);
}

/** `0`, `"0%"` and the like. */
function isZero(limit: string | null): boolean {
  return limit !== null && /^["']?0+%?["']?$/.test(limit);
}

function limitName(limit: string | null): string {
  return limit ?? 'the default (1)';
}
