import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps the connections of a server below a number, so that a client that only opens connections keeps no other client out:
 * above the number, the connections that have been idle the longest are closed. A connection is idle between two requests,
 * and while its first request is incomplete. A new connection counts as idle only after the server has read from all its
 * connections once: a request that arrives right after the handshake is not idleness.
 */
export class ConnectionLimit {
  readonly #most: number;
  /** Number of requests in progress, for each connection that has any. */
  readonly #busy = new Map<Socket, number>();
  /** Idle connections, oldest first. */
  readonly #idle = new Set<Socket>();
  /** Connections accepted since the server last read. */
  #fresh: Socket[] = [];
  #scheduled = false;

  /**
   * @param most limit; for a moment there may be more, as many as the system hands over at once
   * @param begins event by which the server announces a connection; for TLS it comes after the handshake
   */
  constructor(
    server: Pick<Server, 'on'>,
    most: number,
    begins: 'connection' | 'secureConnection' = 'connection',
  ) {
    this.#most = most;
    server.on(begins, (socket: Socket) => this.#accept(socket));
    server.on('request', ({ socket }, response: ServerResponse) => this.#begin(socket, response));
  }

  #accept(socket: Socket): void {
    // All other connections are being served, so only the new one can be closed.
    if (this.#busy.size >= this.#most) {
      socket.destroy();
      return;
    }
    this.#fresh.push(socket);
    socket.once('close', () => this.#idle.delete(socket));
    this.#schedule();
  }

  #begin(socket: Socket, response: ServerResponse): void {
    this.#idle.delete(socket);
    this.#busy.set(socket, (this.#busy.get(socket) ?? 0) + 1);
    response.once('close', () => {
      const left = (this.#busy.get(socket) ?? 1) - 1;
      if (left > 0) this.#busy.set(socket, left);
      else this.#rest(socket);
    });
  }

  #rest(socket: Socket): void {
    this.#busy.delete(socket);
    if (!socket.destroyed) this.#idle.add(socket);
  }

  /** Node runs this callback after it has read from every connection with data. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#settle();
    });
  }

  #settle(): void {
    const grown = this.#fresh.filter((socket) => !socket.destroyed && !this.#busy.has(socket));
    this.#fresh = [];
    for (const socket of this.#idle) {
      if (this.#busy.size + this.#idle.size + grown.length <= this.#most) break;
      this.#idle.delete(socket);
      socket.destroy();
    }
    for (const socket of grown) this.#idle.add(socket);
    if (grown.length > 0 && this.#busy.size + this.#idle.size > this.#most) this.#schedule();
  }
}
