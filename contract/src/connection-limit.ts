import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps the connections of a server below a number, so that whoever only opens them keeps nobody else out: when there are
 * too many, those go that have been idle the longest. Idle is a connection between two requests, and one whose first
 * request is not complete. Such a one is given until the server has read once from all its connections: what came right
 * after the handshake is a request and not idleness.
 */
export class ConnectionLimit {
  readonly #most: number;
  /** Requests in progress of each connection that has any. */
  readonly #busy = new Map<Socket, number>();
  /** Oldest first. */
  readonly #idle = new Set<Socket>();
  /** Accepted since the server read last. */
  #fresh: Socket[] = [];
  #scheduled = false;

  /**
   * @param most for a moment there may be more, as many as the system hands over at once
   * @param begins what the server says of a new connection; one by TLS counts from its handshake on
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
    // Everybody is served: there is nobody to send away but the newcomer.
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

  /** Node calls this when it has read from every connection that had something to say. */
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
