import { parseDuration } from './duration.ts';

/** The environment variables of a program. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The address on which an HTTP server listens; without a host, all addresses. */
export interface Listen {
  readonly host?: string;
  readonly port: number;
}

/** An address that may be in use already: if nobody set it, the program runs without this server. */
export interface OptionalListen extends Listen {
  /** Whether the variable was set. */
  readonly asked: boolean;
}

/** A variable has an invalid value. The program ends with exit code 2 and this message. */
export class EnvironmentError extends Error {
  constructor(variable: string, problem: string) {
    super(`${variable}: ${problem}`);
    this.name = 'EnvironmentError';
  }
}

/** The value, or undefined when the variable is not set or empty. */
export function given(variables: Variables, name: string): string | undefined {
  const value = variables[name];
  return value === '' ? undefined : value;
}

/**
 * Milliseconds of a duration of at least `leastMs`.
 * @throws EnvironmentError
 */
export function duration(
  variables: Variables,
  name: string,
  { fallback, leastMs = 0 }: { readonly fallback: string; readonly leastMs?: number },
): number {
  const text = given(variables, name) ?? fallback;
  const ms = parseDuration(text);
  if (ms !== undefined && ms >= leastMs) return ms;
  const wanted =
    leastMs === 0
      ? ' such as 500ms, 10s or 5m, at most a year'
      : ` of at least ${leastMs}ms, such as ${fallback}`;
  throw new EnvironmentError(name, `is "${text}", must be a duration${wanted}`);
}

/** @throws EnvironmentError */
export function oneOf<T extends string>(
  variables: Variables,
  name: string,
  { values, fallback }: { readonly values: readonly T[]; readonly fallback: NoInfer<T> },
): T {
  const text = given(variables, name) ?? fallback;
  const value = values.find((candidate) => candidate === text);
  if (value !== undefined) return value;
  throw new EnvironmentError(name, `is "${text}", must be one of ${values.join(', ')}`);
}

/**
 * Reads `[host]:port`.
 * @throws EnvironmentError
 */
export function listen(variables: Variables, name: string, fallback: string): Listen {
  const text = given(variables, name) ?? fallback;
  const [, host, digits] = /^(.*):([0-9]{1,5})$/.exec(text) ?? [];
  if (host === undefined || digits === undefined || Number(digits) > 65_535) {
    const examples = `for example ${fallback} or 127.0.0.1${fallback}`;
    throw new EnvironmentError(name, `is "${text}", must be [host]:port, ${examples}`);
  }
  const address = host.replace(/^\[(.*)\]$/, '$1');
  return address === '' ? { port: Number(digits) } : { host: address, port: Number(digits) };
}

/**
 * Reads `[host]:port` of a server that is optional unless its variable is set.
 * @throws EnvironmentError
 */
export function optionalListen(variables: Variables, name: string, fallback: string): OptionalListen {
  return { ...listen(variables, name, fallback), asked: given(variables, name) !== undefined };
}
