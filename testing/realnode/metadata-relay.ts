import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { placeOf, site } from './place.ts';

/**
 * The one address at which all nodes ask for metadata: passes a request on to the emulator's path of the VM from which
 * it came, as Azure's host agent knows which VM is asking.
 */
export class MetadataRelay {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @param endpointOf URL of the emulated metadata service of the VM under this node */
  static async start(endpointOf: (node: string) => string): Promise<MetadataRelay> {
    const server = createServer((incoming, outgoing) => {
      const place = placeOf(incoming.socket.remoteAddress ?? '');
      if (place) pass(`${endpointOf(place.fleet.name)}${incoming.url ?? '/'}`, incoming, outgoing);
      else outgoing.destroy();
    });
    server.listen(site.metadataPort, site.address);
    await once(server, 'listening');
    return new MetadataRelay(server);
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

function pass(url: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, headers } = incoming;
  const onward = request(url, { method: method ?? 'GET', headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}
