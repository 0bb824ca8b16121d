import type { RequestListener } from 'node:http';
import { type Server, createServer } from 'node:https';
import { ConnectionLimit } from './connection-limit.ts';
import { type Bounds, SILENCE_MS, patience } from './http-server.ts';

/** Certificate chain and key, in PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** Handshakes that are under way besides the connections that are allowed. */
const HANDSHAKES = 64;

/**
 * The same as `boundedServer`, by TLS 1.2 or later. A client that does not end its handshake counts against a number of its own.
 * @throws Error when certificate and key do not fit
 */
export function boundedTlsServer(bounds: Bounds, listener: RequestListener, pair: KeyPair): Server {
  const server = createServer(
    {
      ...patience,
      ...pair,
      maxHeaderSize: bounds.headerBytes,
      handshakeTimeout: patience.headersTimeout,
      minVersion: 'TLSv1.2',
    },
    listener,
  );
  server.timeout = SILENCE_MS;
  server.maxConnections = bounds.connections + HANDSHAKES;
  new ConnectionLimit(server, bounds.connections, 'secureConnection');
  return server;
}
