import type { Writable } from 'node:stream';
import type { LogLevel } from '@mechanic/contract';
import { createLogger, format, transports, type Logger as Winston } from 'winston';
import type { Fields, Log } from '../log.ts';

/** `json`: one object per line, for machines. `text`: one line for people. */
export type LogFormat = 'json' | 'text';

export interface LoggerOptions {
  readonly level: LogLevel;
  readonly format: LogFormat;
  /** The output; standard output in the program. */
  readonly output: Writable;
  /** Wall-clock time in milliseconds since the epoch. */
  readonly now: () => number;
}

/** The log of the controller: lines of `{time, level, message, ...fields}`. */
export class Logger implements Log {
  readonly #winston: Winston;

  constructor(options: LoggerOptions) {
    const render = options.format === 'json' ? jsonLine : textLine;
    this.#winston = createLogger({
      level: options.level,
      format: format.printf(({ level, message, fields }) =>
        // The methods below are the only callers and pass these types.
        render(
          { time: new Date(options.now()).toISOString(), level, message: message as string },
          fields as Fields,
        ),
      ),
      transports: [new transports.Stream({ stream: options.output, eol: '\n' })],
    });
  }

  /** Changes the lowest level that is written from now on. */
  setLevel(level: LogLevel): void {
    this.#winston.level = level;
  }

  error(message: string, fields: Fields = {}): void {
    this.#winston.log({ level: 'error', message, fields });
  }

  warn(message: string, fields: Fields = {}): void {
    this.#winston.log({ level: 'warn', message, fields });
  }

  info(message: string, fields: Fields = {}): void {
    this.#winston.log({ level: 'info', message, fields });
  }

  debug(message: string, fields: Fields = {}): void {
    this.#winston.log({ level: 'debug', message, fields });
  }
}

interface Head {
  readonly time: string;
  readonly level: string;
  readonly message: string;
}

function jsonLine(head: Head, fields: Fields): string {
  // The head is set again at the end, so that no field can replace it.
  return JSON.stringify({ ...head, ...fields, ...head }, (_key, value: unknown) => plain(value));
}

function textLine(head: Head, fields: Fields): string {
  const details = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}=${readable(value)}`);
  return `${head.time} ${head.level.toUpperCase().padEnd(5)} ${head.message}${details.join('')}`;
}

/** Writes a simple value bare and any other quoted, so that no value can end the line or look like another field. */
function readable(value: unknown): string {
  if (typeof value === 'string' && /^[\w.,:/@+-]+$/.test(value)) return value;
  return JSON.stringify(value, (_key, inner: unknown) => plain(inner));
}

/** Converts values that JSON cannot express. An Error becomes its name and message, without the stack. */
function plain(value: unknown): unknown {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Set) return [...(value as ReadonlySet<unknown>)];
  return value;
}
