import { isIP } from 'node:net';
import { EnvironmentError, type Variables, given } from './environment.ts';

/** Who may be meant by a request, by the header `Host`. */
export interface HostNames {
  /** Of the Services of mechanic. */
  readonly services: readonly string[];
  /** Where these are; null when that is not known. */
  readonly namespace: string | null;
  /** Of this pod. */
  readonly hostname: string;
  /** Whatever else its operator allows: names, `*.` and a domain, or `*` for every name. */
  readonly more: readonly string[];
}

/** Names that no stranger can have resolved: those of a cluster's own DNS, and of the API servers that Azure runs. */
const domains = ['svc', 'svc.cluster.local', 'azmk8s.io', 'azk8s.cn', 'azk8s.us'];

/**
 * Tells names by which this server is reached from those that a stranger's DNS has pointed here, so that a page from
 * elsewhere cannot read it through the browser of somebody inside (DNS rebinding). `kubectl port-forward` sends
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

  /** @param host the header; a client that sends none is no browser */
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
