const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** A year. A longer duration is a typing mistake, and timers could not hold it. */
const LONGEST_MS = 8_760 * 3_600_000;

/**
 * Milliseconds of `500ms`, `10s`, `5m`, `1h` or several together (`1h30m`); undefined when the text is no duration, or one
 * of more than a year.
 */
export function parseDuration(text: string): number | undefined {
  if (!/^([0-9]+(ms|s|m|h))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/([0-9]+)(ms|s|m|h)/g)) {
    total += Number(amount) * (units[unit ?? ''] ?? 0);
  }
  return total <= LONGEST_MS ? total : undefined;
}
