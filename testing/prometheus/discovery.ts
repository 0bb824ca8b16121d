import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cluster } from '../controlplane/index.ts';
import { type DiscoveredTarget, podTargets, serviceTargets } from './meta-labels.ts';
import type { Role } from './monitors.ts';

/**
 * Tells Prometheus what kubernetes_sd_config would, by HTTP service discovery: Debian builds its Prometheus without
 * Kubernetes. And from Services to pods directly, since the API server refuses EndpointSlices with loopback
 * addresses, which the pods of these tests have. What is kept of it, and under which labels, is left to Prometheus.
 */
export class Discovery {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(cluster: Cluster): Promise<Discovery> {
    const server = createServer((request, response) => {
      const [, role, namespace = ''] = (request.url ?? '').split('/');
      discover(cluster, role, namespace).then(
        (targets) => response.setHeader('Content-Type', 'application/json').end(JSON.stringify(targets)),
        // Prometheus keeps the targets it has.
        (error: unknown) => response.writeHead(503).end(String(error)),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Discovery(server);
  }

  /** Where the targets of a role in a namespace are told. */
  url(role: Role, namespace: string): string {
    // A TCP server that listens has an address of this form.
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/${role}/${namespace}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function discover(
  { core }: Cluster,
  role: string | undefined,
  namespace: string,
): Promise<DiscoveredTarget[]> {
  const pods = (await core.listNamespacedPod({ namespace })).items;
  if (role === 'pod') return pods.flatMap(podTargets);
  const services = (await core.listNamespacedService({ namespace })).items;
  return services.flatMap((service) => serviceTargets(service, pods));
}
