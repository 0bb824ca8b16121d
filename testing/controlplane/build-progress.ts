/** How far a Go build is, from what `go build -v` writes: a line for each package that it compiles. */
export class BuildProgress {
  readonly #total: number;
  readonly #started: number;

  /**
   * @param total how many packages have to be compiled; 0 when that is not known
   * @param started on the clock that `describe` is given, in milliseconds
   */
  constructor(total: number, started: number) {
    this.#total = total;
    this.#started = started;
  }

  /** A bar, how much of the work that is, and for how long it runs. */
  describe(log: string, now: number): string {
    const elapsed = duration(now - this.#started);
    if (this.#total === 0) return elapsed;
    const compiled = log.split('\n').filter((line) => /^[\w.~-]+(\/[\w.~-]+)*$/.test(line)).length;
    // The last step, which links the program, has no line.
    const share = Math.min(compiled / (this.#total + 1), 0.99);
    const filled = Math.round(share * width);
    return `[${'#'.repeat(filled)}${'-'.repeat(width - filled)}] ${Math.floor(share * 100)} %, ${elapsed}`;
  }
}

const width = 24;

/** As a person says it: `8 s`, `2 min 5 s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
