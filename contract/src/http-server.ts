import { type RequestListener, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectionLimit } from './connection-limit.ts';
import type { Listen, OptionalListen } from './environment.ts';

/** The resources that a server spends on its clients. */
export interface Bounds {
  readonly connections: number;
  readonly headerBytes: number;
}

/** Time limits for a client, in milliseconds. */
export const patience = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
} as const;
/**
 * A connection without any traffic is closed after this long, also when the client does not read its answer. Streams send
 * sooner.
 */
export const SILENCE_MS = 30_000;

/** A server for requests without a body that withstands slow, silent and numerous clients. */
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
      // A failure to accept one connection concerns only its client, and must not end the program.
      server.on('error', () => undefined);
      resolve();
    });
  });
  // A TCP server that listens has an address of this form.
  return server.address() as AddressInfo;
}

/**
 * Starts to listen. If the address is in use and nobody asked for it, returns without listening and says so: several
 * programs may run on one machine outside of pods.
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
