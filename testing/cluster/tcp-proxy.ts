import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net';

/** Passes bytes on to the API server, until a test wants it otherwise. */
export class TcpProxy {
  readonly #target: number;
  readonly #server: Server;
  readonly #clients = new Set<Socket>();
  readonly #sockets = new Set<Socket>();
  #refusing = false;

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((client) => this.#accept(client));
  }

  /** Listens on a port of loopback and passes on to another. */
  static async start(target: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port; // it listens on a port, not on a pipe
  }

  /** Connections that clients hold. */
  get connections(): number {
    return this.#clients.size;
  }

  /** Breaks every connection. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Breaks every connection and accepts none, until `accept()`. */
  refuse(): void {
    this.#refusing = true;
    this.drop();
  }

  accept(): void {
    this.#refusing = false;
  }

  /** Connections there are stay open, but nothing passes any more: what a network does that lost a route. New ones work. */
  stall(): void {
    for (const socket of this.#sockets) {
      socket.unpipe();
      socket.pause();
    }
  }

  async stop(): Promise<void> {
    this.refuse();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(client: Socket): void {
    if (this.#refusing) {
      client.destroy();
      return;
    }
    this.#keep(client);
    this.#clients.add(client);
    const server = connect(this.#target, '127.0.0.1');
    this.#keep(server);
    client.pipe(server).pipe(client);
    client.on('close', () => {
      this.#clients.delete(client);
      server.destroy();
    });
    server.on('close', () => client.destroy());
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined); // told by close
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
