import { type RequestListener, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectionLimit } from './connection-limit.ts';
import type { Listen, OptionalListen } from './environment.ts';

/** What a server spends on whoever connects to it. */
export interface Bounds {
  readonly connections: number;
  readonly headerBytes: number;
}

/** How long a client may take, in milliseconds. */
export const patience = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
} as const;
/** A connection on which nothing moves for so long, an answer that nobody reads among them. Streams say something sooner. */
export const SILENCE_MS = 30_000;

/** A server for requests without a body that outlives slow, silent and numerous clients. */
export function boundedServer(bounds: Bounds, listener: RequestListener): Server {
  const server = createServer({ ...patience, maxHeaderSize: bounds.headerBytes }, listener);
  server.timeout = SILENCE_MS;
  new ConnectionLimit(server, bounds.connections);
  return server;
}

/**
 * Starts to listen.
 * @throws the socket's error when the address cannot be used
 */
export async function listening(
  server: Pick<Server, 'address' | 'listen' | 'off' | 'on' | 'once'>,
  { host, port }: Listen,
): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      // A connection that cannot be accepted is that client's trouble, and no reason to end.
      server.on('error', () => undefined);
      resolve();
    });
  });
  // A TCP server that listens has an address of this form.
  return server.address() as AddressInfo;
}

/**
 * Starts to listen; when the address is taken and nobody has asked for it, it does not, and says so: several programs on
 * one machine, none of them in a pod, are nobody's mistake.
 * @throws the socket's error when the address cannot be used and was asked for
 */
export async function listeningIfFree(
  server: Server,
  { asked, ...listen }: OptionalListen,
  onTaken: (error: unknown) => void,
): Promise<void> {
  try {
    await listening(server, listen);
  } catch (error) {
    if (asked) throw error;
    onTaken(error);
  }
}
