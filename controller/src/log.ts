/** Fields of a log line. Values are plain data; never a secret or a raw response body. */
export type Fields = Readonly<Record<string, unknown>>;

/** The log of the controller. Messages are constant; everything variable is in the fields. */
export interface Log {
  error(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  debug(message: string, fields?: Fields): void;
}
