import { setTimeout as delay } from 'node:timers/promises';

export interface WaitOptions {
  /** Maximum time to wait, in milliseconds. Default 30 s. */
  readonly timeout?: number;
  /** Pause between two calls of the probe, in milliseconds. Default 100. */
  readonly interval?: number;
}

/**
 * Calls `probe` repeatedly until it returns something other than undefined, null or false, and returns that. A probe that
 * throws counts as "not yet". Throws after `timeout`, with what was awaited, the last result and the last error.
 */
export async function waitFor<T>(
  what: string,
  probe: () => T | Promise<T>,
  { timeout = 30_000, interval = 100 }: WaitOptions = {},
): Promise<Exclude<T, undefined | null | false>> {
  const end = performance.now() + timeout;
  let last: { readonly value?: unknown; readonly error?: unknown };
  do {
    last = await look(probe);
    if (last.value !== undefined && last.value !== null && last.value !== false) {
      // The three values for "not yet" were excluded above, which TypeScript cannot infer for `unknown`.
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
