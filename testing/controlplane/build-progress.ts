/** Computes the progress of a Go build from the output of `go build -v`, which has one line per compiled package. */
export class BuildProgress {
  readonly #total: number;
  readonly #started: number;

  /**
   * @param total number of packages to compile; 0 when unknown
   * @param started in milliseconds, on the same clock as `describe`
   */
  constructor(total: number, started: number) {
    this.#total = total;
    this.#started = started;
  }

  /** A progress bar, the percentage, and the time so far. */
  describe(log: string, now: number): string {
    const elapsed = duration(now - this.#started);
    if (this.#total === 0) return elapsed;
    const compiled = log.split('\n').filter((line) => /^[\w.~-]+(\/[\w.~-]+)*$/.test(line)).length;
    // The last step links the program and prints no line.
    const share = Math.min(compiled / (this.#total + 1), 0.99);
    const filled = Math.round(share * width);
    return `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}] ${Math.floor(share * 100)} %, ${elapsed}`;
  }
}

const width = 24;

/** Formats a duration: `8 s`, `2 min 5 s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
