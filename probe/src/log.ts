export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Fields of a log line. Values are plain data; never a secret or a raw response body. */
export type Fields = Readonly<Record<string, unknown>>;

/** The log of the probe. Messages are constant; everything variable is in the fields. */
export interface Log {
  error(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  debug(message: string, fields?: Fields): void;
}

/** Writes lines of `{time, level, message, ...fields}`. */
export class JsonLog implements Log {
  readonly #threshold: number;
  readonly #write: (line: string) => void;

  constructor(level: LogLevel, write: (line: string) => void) {
    this.#threshold = LOG_LEVELS.indexOf(level);
    this.#write = write;
  }

  error(message: string, fields?: Fields): void {
    this.#line('error', message, fields);
  }

  warn(message: string, fields?: Fields): void {
    this.#line('warn', message, fields);
  }

  info(message: string, fields?: Fields): void {
    this.#line('info', message, fields);
  }

  debug(message: string, fields?: Fields): void {
    this.#line('debug', message, fields);
  }

  #line(level: LogLevel, message: string, fields: Fields = {}): void {
    if (LOG_LEVELS.indexOf(level) > this.#threshold) return;
    this.#write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`);
  }
}
