import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type LogLevel, parseDuration } from '@mechanic/contract';

/** Everything the controller takes from its environment, checked. Times are milliseconds. */
export interface Environment {
  readonly listen: Listen;
  readonly logLevel: LogLevel;
  readonly logFormat: 'json' | 'text';
  /** Whether nodes get the label and the taint that are nice to have; some clusters refuse both on principle. */
  readonly nodeMarks: boolean;
  readonly identity: string;
  readonly podName: string | null;
  readonly namespace: string;
  readonly configMap: string;
  readonly lease: {
    readonly durationMs: number;
    readonly renewDeadlineMs: number;
    readonly retryPeriodMs: number;
  };
  readonly kubeconfig: string | null;
  readonly serviceHost: string | null;
  readonly servicePort: string;
  readonly serviceAccountDir: string;
  /** Holds the addresses of webhooks, one file each. */
  readonly notificationsDir: string;
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
  const podName = given(variables, 'POD_NAME') ?? null;
  return {
    listen: listen(variables, 'MECHANIC_LISTEN', ':8080'),
    logLevel: oneOf(variables, 'MECHANIC_LOG_LEVEL', ['error', 'warn', 'info', 'debug'], 'info'),
    logFormat: oneOf(variables, 'MECHANIC_LOG_FORMAT', ['json', 'text'], 'json'),
    nodeMarks: oneOf(variables, 'MECHANIC_NODE_MARKS', ['true', 'false'], 'true') === 'true',
    identity: podName ?? `${hostname()}-${randomBytes(4).toString('hex')}`,
    podName,
    namespace: given(variables, 'POD_NAMESPACE') ?? 'mechanic',
    configMap: given(variables, 'MECHANIC_CONFIGMAP') ?? 'mechanic',
    lease: lease(variables),
    kubeconfig: given(variables, 'KUBECONFIG') ?? null,
    serviceHost: given(variables, 'KUBERNETES_SERVICE_HOST') ?? null,
    servicePort: given(variables, 'KUBERNETES_SERVICE_PORT') ?? '443',
    serviceAccountDir:
      given(variables, 'MECHANIC_SERVICEACCOUNT_DIR') ?? '/var/run/secrets/kubernetes.io/serviceaccount',
    notificationsDir: given(variables, 'MECHANIC_NOTIFICATIONS_DIR') ?? '/etc/mechanic/notifications',
  };
}

/** client-go's rule: a leader must have given up before anybody else may take over. */
function lease(variables: Variables): Environment['lease'] {
  const durationMs = duration(variables, 'MECHANIC_LEASE_DURATION', '15s');
  const renewDeadlineMs = duration(variables, 'MECHANIC_LEASE_RENEW_DEADLINE', '10s');
  const retryPeriodMs = duration(variables, 'MECHANIC_LEASE_RETRY_PERIOD', '2s');
  if (retryPeriodMs === 0)
    throw new EnvironmentError('MECHANIC_LEASE_RETRY_PERIOD', 'must be longer than 0s');
  if (durationMs <= renewDeadlineMs) {
    throw new EnvironmentError(
      'MECHANIC_LEASE_DURATION',
      `is ${durationMs} ms, must be longer than MECHANIC_LEASE_RENEW_DEADLINE (${renewDeadlineMs} ms)`,
    );
  }
  if (renewDeadlineMs <= 1.2 * retryPeriodMs) {
    throw new EnvironmentError(
      'MECHANIC_LEASE_RENEW_DEADLINE',
      `is ${renewDeadlineMs} ms, must be longer than 1.2 times MECHANIC_LEASE_RETRY_PERIOD (${retryPeriodMs} ms)`,
    );
  }
  return { durationMs, renewDeadlineMs, retryPeriodMs };
}

/** The value, or undefined when the variable is not set or empty. */
function given(variables: Variables, name: string): string | undefined {
  const value = variables[name];
  return value === '' ? undefined : value;
}

function duration(variables: Variables, name: string, fallback: string): number {
  const text = given(variables, name) ?? fallback;
  const ms = parseDuration(text);
  if (ms === undefined)
    throw new EnvironmentError(name, `is "${text}", must be a duration such as 500ms, 10s or 5m`);
  return ms;
}

function oneOf<T extends string>(variables: Variables, name: string, values: readonly T[], fallback: T): T {
  const text = given(variables, name) ?? fallback;
  const value = values.find((candidate) => candidate === text);
  if (value === undefined)
    throw new EnvironmentError(name, `is "${text}", must be one of ${values.join(', ')}`);
  return value;
}

function listen(variables: Variables, name: string, fallback: string): Listen {
  const text = given(variables, name) ?? fallback;
  const [, host, digits] = /^(.*):([0-9]{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (host === undefined || digits === undefined || port > 65_535) {
    throw new EnvironmentError(
      name,
      `is "${text}", must be [host]:port, for example :8080 or 127.0.0.1:8080`,
    );
  }
  const address = host.replace(/^\[(.*)\]$/, '$1');
  return address === '' ? { port } : { host: address, port };
}
