import { parseDuration } from '@mechanic/contract/duration';
import { LOG_LEVELS, type LogLevel } from './log.ts';

/** Everything the probe takes from its environment, checked. Times are milliseconds. */
export interface Environment {
  /** The Node object it reports for. */
  readonly nodeName: string;
  /** Base URL of the metadata service, without a slash at the end. */
  readonly imdsEndpoint: string;
  readonly pollIntervalMs: number;
  /** Ask for an api-version that is not generally available and announces spot rebalancing. */
  readonly spotRebalance: boolean;
  readonly acknowledgeEvents: boolean;
  readonly listen: Listen;
  readonly logLevel: LogLevel;
  readonly apiServer: { readonly host: string; readonly port: number };
  readonly serviceAccountDir: string;
}

/** Where the HTTP server listens; without a host, on all addresses. */
export interface Listen {
  readonly host?: string;
  readonly port: number;
}

export type Variables = Readonly<Record<string, string | undefined>>;

/** A variable with a value that cannot be: the program ends with exit code 2 and this message. */
export class EnvironmentError extends Error {
  constructor(variable: string, problem: string) {
    super(`${variable}: ${problem}`);
    this.name = 'EnvironmentError';
  }
}

/** @throws EnvironmentError that names the variable, what it is and what it must be */
export function readEnvironment(variables: Variables): Environment {
  return {
    nodeName: required(variables, 'NODE_NAME', 'the name of the Node that this probe runs on'),
    imdsEndpoint: httpUrl(variables, 'MECHANIC_IMDS_ENDPOINT', 'http://169.254.169.254'),
    pollIntervalMs: pollInterval(variables, 'MECHANIC_IMDS_POLL_INTERVAL'),
    spotRebalance: flag(variables, 'MECHANIC_IMDS_SPOT_REBALANCE'),
    acknowledgeEvents: flag(variables, 'MECHANIC_ACKNOWLEDGE_EVENTS'),
    listen: listen(variables, 'MECHANIC_LISTEN', ':8081'),
    logLevel: logLevel(variables, 'MECHANIC_LOG_LEVEL'),
    apiServer: {
      host: required(
        variables,
        'KUBERNETES_SERVICE_HOST',
        'the API server, which Kubernetes sets in a pod',
      ).replace(/^\[(.*)\]$/, '$1'),
      port: port(variables, 'KUBERNETES_SERVICE_PORT', '443'),
    },
    serviceAccountDir:
      given(variables, 'MECHANIC_SERVICEACCOUNT_DIR') ?? '/var/run/secrets/kubernetes.io/serviceaccount',
  };
}

/** The value, or undefined when the variable is not set or empty. */
function given(variables: Variables, name: string): string | undefined {
  const value = variables[name];
  return value === '' ? undefined : value;
}

function required(variables: Variables, name: string, meaning: string): string {
  const value = given(variables, name);
  if (value === undefined) throw new EnvironmentError(name, `is not set; it must be ${meaning}`);
  return value;
}

function httpUrl(variables: Variables, name: string, fallback: string): string {
  const text = given(variables, name) ?? fallback;
  const url = URL.parse(text);
  if (url?.protocol !== 'http:' || url.search !== '' || url.hash !== '') {
    throw new EnvironmentError(name, `is "${text}", must be a base URL such as http://169.254.169.254`);
  }
  return text.replace(/\/+$/, '');
}

function pollInterval(variables: Variables, name: string): number {
  const text = given(variables, name) ?? '1s';
  const ms = parseDuration(text);
  if (ms === undefined || ms < 100) {
    throw new EnvironmentError(name, `is "${text}", must be a duration of at least 100ms, such as 1s`);
  }
  return ms;
}

function flag(variables: Variables, name: string): boolean {
  const text = given(variables, name) ?? 'false';
  if (text !== 'true' && text !== 'false') {
    throw new EnvironmentError(name, `is "${text}", must be true or false`);
  }
  return text === 'true';
}

function logLevel(variables: Variables, name: string): LogLevel {
  const text = given(variables, name) ?? 'info';
  const level = LOG_LEVELS.find((candidate) => candidate === text);
  if (level === undefined) {
    throw new EnvironmentError(name, `is "${text}", must be one of ${LOG_LEVELS.join(', ')}`);
  }
  return level;
}

function port(variables: Variables, name: string, fallback: string): number {
  const text = given(variables, name) ?? fallback;
  const number = Number(text);
  if (!/^[0-9]+$/.test(text) || number < 1 || number > 65_535) {
    throw new EnvironmentError(name, `is "${text}", must be a port from 1 to 65535`);
  }
  return number;
}

function listen(variables: Variables, name: string, fallback: string): Listen {
  const text = given(variables, name) ?? fallback;
  const [, host, digits] = /^(.*):([0-9]{1,5})$/.exec(text) ?? [];
  if (host === undefined || digits === undefined || Number(digits) > 65_535) {
    throw new EnvironmentError(
      name,
      `is "${text}", must be [host]:port, for example :8081 or 127.0.0.1:8081`,
    );
  }
  const address = host.replace(/^\[(.*)\]$/, '$1');
  return address === '' ? { port: Number(digits) } : { host: address, port: Number(digits) };
}
