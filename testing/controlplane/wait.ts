import { setTimeout as delay } from 'node:timers/promises';

export interface WaitOptions {
  /** How long to wait at most, in milliseconds. Default 30 s. */
  readonly timeout?: number;
  /** Pause between two looks, in milliseconds. Default 50. */
  readonly interval?: number;
}

/**
 * Looks again and again until `probe` returns something other than undefined, null or false, and returns that.
 * A probe that throws counts as "not yet". Throws after `timeout`, naming what was awaited, what the probe said last
 * and why it failed last.
 */
export async function waitFor<T>(
  what: string,
  probe: () => T | Promise<T>,
  { timeout = 30_000, interval = 50 }: WaitOptions = {},
): Promise<Exclude<T, undefined | null | false>> {
  const end = performance.now() + timeout;
  let last: { readonly value?: unknown; readonly error?: unknown };
  do {
    last = await look(probe);
    if (last.value !== undefined && last.value !== null && last.value !== false) {
      // The three values that mean "not yet" were just excluded; TypeScript cannot follow that through `unknown`.
      return last.value as Exclude<T, undefined | null | false>;
    }
    await delay(interval);
  } while (performance.now() < end);
  const reason = last.error instanceof Error ? `: ${last.error.message}` : '';
  throw new Error(`waited ${timeout} ms in vain for: ${what}${reason}`, { cause: last.error });
}

async function look(probe: () => unknown): Promise<{ value?: unknown; error?: unknown }> {
  try {
    return { value: await probe() };
  } catch (error) {
    return { error };
  }
}
