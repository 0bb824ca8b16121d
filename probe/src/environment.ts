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
import { LOG_LEVELS, type LogLevel } from './log.ts';

/** All settings that the probe takes from its environment, checked. Times are milliseconds. */
export interface Environment {
  /** The Node object that the probe reports for. */
  readonly nodeName: string;
  /** Base URL of the metadata service, without a slash at the end. */
  readonly imdsEndpoint: string;
  readonly pollIntervalMs: number;
  /** Ask for an api-version that announces spot rebalancing and is not generally available. */
  readonly spotRebalance: boolean;
  readonly acknowledgeEvents: boolean;
  readonly listen: Listen;
  /** Address of the server for the kubelet's health checks. */
  readonly healthListen: OptionalListen;
  /** Host names under which the probe is reached, besides those of Kubernetes. */
  readonly allowedHosts: readonly string[];
  readonly logLevel: LogLevel;
  readonly apiServer: { readonly host: string; readonly port: number };
  readonly serviceAccountDir: string;
}

/** @throws EnvironmentError that names the variable, its value and what it must be */
export function readEnvironment(variables: Variables): Environment {
  return {
    nodeName: required(variables, 'NODE_NAME', 'the name of the Node that this probe runs on'),
    imdsEndpoint: httpUrl(variables, 'MECHANIC_IMDS_ENDPOINT', 'http://169.254.169.254'),
    pollIntervalMs: duration(variables, 'MECHANIC_IMDS_POLL_INTERVAL', { fallback: '1s', leastMs: 100 }),
    spotRebalance: flag(variables, 'MECHANIC_IMDS_SPOT_REBALANCE'),
    acknowledgeEvents: flag(variables, 'MECHANIC_ACKNOWLEDGE_EVENTS'),
    listen: listen(variables, 'MECHANIC_LISTEN', ':8081'),
    healthListen: optionalListen(variables, 'MECHANIC_HEALTH_LISTEN', ':8083'),
    allowedHosts: hostList(variables, 'MECHANIC_ALLOWED_HOSTS'),
    logLevel: oneOf(variables, 'MECHANIC_LOG_LEVEL', { values: LOG_LEVELS, fallback: 'info' }),
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

function flag(variables: Variables, name: string): boolean {
  const text = given(variables, name) ?? 'false';
  if (text !== 'true' && text !== 'false') {
    throw new EnvironmentError(name, `is "${text}", must be true or false`);
  }
  return text === 'true';
}

function port(variables: Variables, name: string, fallback: string): number {
  const text = given(variables, name) ?? fallback;
  const number = Number(text);
  if (!/^[0-9]+$/.test(text) || number < 1 || number > 65_535) {
    throw new EnvironmentError(name, `is "${text}", must be a port from 1 to 65535`);
  }
  return number;
}
