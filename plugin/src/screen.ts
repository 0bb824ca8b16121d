/** The part of standard output that is used here. */
export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?1049l';
const HOME = '\u001b[H';
const CLEAR_LINE = '\u001b[K';
const CLEAR_REST = '\u001b[J';

/** The output for a status: a terminal that is overwritten, or a stream of texts. */
export class Screen {
  /** The terminal is overwritten. */
  readonly live: boolean;
  readonly #output: Output;
  #last: readonly string[] | null = null;

  constructor(output: Output, live: boolean) {
    this.#output = output;
    this.live = live;
  }

  /** Width in columns; Infinity when the output is not a terminal. */
  get width(): number {
    return this.#output.isTTY === true ? (this.#output.columns ?? 80) : Number.POSITIVE_INFINITY;
  }

  show(lines: readonly string[]): void {
    if (!this.live) {
      this.#output.write(`${lines.join('\n')}\n`);
      return;
    }
    const begin = this.#last === null ? ENTER : '';
    this.#last = lines;
    const text = this.#fitting(lines).map((line) => `${line}${CLEAR_LINE}`);
    this.#output.write(`${begin}${HOME}${text.join('\n')}${CLEAR_REST}`);
  }

  /** Restores the terminal and leaves the last content on it. */
  close(): void {
    if (this.#last === null) return;
    this.#output.write(`${LEAVE}${this.#last.join('\n')}\n`);
    this.#last = null;
  }

  #fitting(lines: readonly string[]): readonly string[] {
    const rows = this.#output.rows ?? 24;
    if (lines.length <= rows) return lines;
    return [...lines.slice(0, rows - 1), `... and ${lines.length - rows + 1} more lines`];
  }
}
