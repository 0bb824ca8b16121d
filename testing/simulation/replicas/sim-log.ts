import type { Fields, Log } from '../../../controller/src/log.ts';

export interface LogLine {
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  readonly message: string;
  readonly fields: Fields;
}

/** The log of one program: costs nothing but a call. */
export class SimLog implements Log {
  readonly #take: (line: LogLine) => void;

  constructor(take: (line: LogLine) => void) {
    this.#take = take;
  }

  /** Every level is taken: the trace shows what it wants. */
  readonly setLevel = (): void => undefined;

  error(message: string, fields: Fields = {}): void {
    this.#take({ level: 'error', message, fields });
  }

  warn(message: string, fields: Fields = {}): void {
    this.#take({ level: 'warn', message, fields });
  }

  info(message: string, fields: Fields = {}): void {
    this.#take({ level: 'info', message, fields });
  }

  debug(): void {
    // Too many, and nobody reads them.
  }
}
