import type { RequestListener } from 'node:http';
import { type Server, createServer } from 'node:https';
import { ConnectionLimit } from './connection-limit.ts';
import { type Bounds, SILENCE_MS, patience } from './http-server.ts';

/** Certificate chain and key, in PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** Most handshakes under way, in addition to the allowed connections. */
const HANDSHAKES = 64;

/**
 * Like `boundedServer`, with TLS 1.2 or later. Clients that do not finish their handshake are counted separately.
 * @throws Error when certificate and key do not match
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
