import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { LogLevel } from '@mechanic/contract';
import { hostList } from '@mechanic/contract/allowed-hosts';
import {
  EnvironmentError,
  type Listen,
  type OptionalListen,
  type Variables,
  duration,
  given,
  listen,
  oneOf,
  optionalListen,
} from '@mechanic/contract/environment';

/** All settings that the controller takes from its environment, checked. Times are milliseconds. */
export interface Environment {
  readonly listen: Listen;
  /** Address of the server for the kubelet's health checks. */
  readonly healthListen: OptionalListen;
  /** Directory with certificate and key of the server for people and Prometheus; null: the server uses plain HTTP. */
  readonly tlsDir: string | null;
  /** `kubernetes`: metrics, status and page are only for those whom Kubernetes permits to get them. */
  readonly auth: 'none' | 'kubernetes';
  /** Host names under which the controller is reached, besides those of Kubernetes. */
  readonly allowedHosts: readonly string[];
  readonly logLevel: LogLevel;
  readonly logFormat: 'json' | 'text';
  /** Whether nodes get the optional label and taint; some clusters refuse both on principle. */
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
  /** Directory with the addresses of webhooks, one file each. */
  readonly notificationsDir: string;
}

/** @throws EnvironmentError that names the variable, its value and what it must be */
export function readEnvironment(variables: Variables): Environment {
  const podName = given(variables, 'POD_NAME') ?? null;
  return {
    listen: listen(variables, 'MECHANIC_LISTEN', ':8080'),
    healthListen: optionalListen(variables, 'MECHANIC_HEALTH_LISTEN', ':8082'),
    ...server(variables),
    allowedHosts: hostList(variables, 'MECHANIC_ALLOWED_HOSTS'),
    logLevel: oneOf(variables, 'MECHANIC_LOG_LEVEL', {
      values: ['error', 'warn', 'info', 'debug'],
      fallback: 'info',
    }),
    logFormat: oneOf(variables, 'MECHANIC_LOG_FORMAT', { values: ['json', 'text'], fallback: 'json' }),
    nodeMarks:
      oneOf(variables, 'MECHANIC_NODE_MARKS', { values: ['true', 'false'], fallback: 'true' }) === 'true',
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

/** Refuses auth without TLS: anybody could read a token sent in the clear. */
function server(variables: Variables): Pick<Environment, 'auth' | 'tlsDir'> {
  const values = ['none', 'kubernetes'] as const;
  const tlsDir = given(variables, 'MECHANIC_TLS_DIR') ?? null;
  const auth = oneOf(variables, 'MECHANIC_AUTH', { values, fallback: 'none' });
  if (auth === 'kubernetes' && tlsDir === null)
    throw new EnvironmentError('MECHANIC_AUTH', 'is "kubernetes", which needs MECHANIC_TLS_DIR as well');
  return { auth, tlsDir };
}

/** Checks client-go's rule: a leader must have given up before another may take over. */
function lease(variables: Variables): Environment['lease'] {
  const durationMs = duration(variables, 'MECHANIC_LEASE_DURATION', { fallback: '15s' });
  const renewDeadlineMs = duration(variables, 'MECHANIC_LEASE_RENEW_DEADLINE', { fallback: '10s' });
  const retryPeriodMs = duration(variables, 'MECHANIC_LEASE_RETRY_PERIOD', { fallback: '2s' });
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
