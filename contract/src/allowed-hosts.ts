import { isIP } from 'node:net';
import { EnvironmentError, type Variables, given } from './environment.ts';

/** The host names that a server accepts in the header `Host`. */
export interface HostNames {
  /** Names of the Services of mechanic. */
  readonly services: readonly string[];
  /** Namespace of the Services; null when unknown. */
  readonly namespace: string | null;
  /** Host name of this pod. */
  readonly hostname: string;
  /** What the operator allows in addition: names, `*.` and a domain, or `*` for every name. */
  readonly more: readonly string[];
}

/** Domains that no stranger controls: those of a cluster's own DNS, and of the API servers that Azure runs. */
const domains = ['svc', 'svc.cluster.local', 'azmk8s.io', 'azk8s.cn', 'azk8s.us'];

/**
 * Accepts the names by which clients reach this server and refuses names that a stranger's DNS points here: otherwise a page
 * from elsewhere could read the server through the browser of somebody inside (DNS rebinding). `kubectl port-forward` sends
 * localhost, Prometheus an address, and the API server's proxy the name by which it was reached itself.
 */
export class AllowedHosts {
  readonly #names: ReadonlySet<string>;
  readonly #domains: readonly string[];
  readonly #all: boolean;

  constructor({ services, namespace, hostname, more }: HostNames) {
    const own = namespace === null ? [] : services.map((name) => `${name}.${namespace}`);
    const apiServer = ['kubernetes', 'kubernetes.default'];
    const names = ['localhost', hostname, ...services, ...own, ...apiServer, ...more];
    this.#names = new Set(names.map((name) => name.toLowerCase()));
    const wild = more.filter((name) => name.startsWith('*.')).map((name) => name.slice(2));
    this.#domains = [...domains, ...wild].map((domain) => `.${domain.toLowerCase()}`);
    this.#all = more.includes('*');
  }

  /** @param host the header; a request without it is allowed, since browsers always send it */
  allows(host: string | undefined): boolean {
    if (host === undefined || this.#all) return true;
    const [, bracketed, plain = ''] = /^(?:\[([^\]]*)\]|([^:]*))(?::[0-9]*)?$/.exec(host) ?? [];
    if (isIP(bracketed ?? plain) !== 0) return true;
    const name = plain.toLowerCase().replace(/\.$/, '');
    return this.#names.has(name) || this.#domains.some((domain) => name.endsWith(domain));
  }
}

/**
 * Reads host names separated by commas.
 * @throws EnvironmentError
 */
export function hostList(variables: Variables, name: string): readonly string[] {
  const hosts = (given(variables, name) ?? '').split(',').map((host) => host.trim());
  const wrong = hosts.find((host) => host !== '' && host !== '*' && !hostPattern.test(host));
  if (wrong !== undefined) {
    throw new EnvironmentError(
      name,
      `has "${wrong}", must be host names such as mechanic.example.com or *.example.com`,
    );
  }
  return hosts.filter((host) => host !== '');
}

const hostPattern =
  /^(\*\.)?[A-Za-z0-9_]([-A-Za-z0-9_]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([-A-Za-z0-9_]*[A-Za-z0-9_])?)*$/;
