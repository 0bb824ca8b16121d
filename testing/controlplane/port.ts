import { createServer, type Server } from 'node:net';

// Below the range that the kernel gives to outgoing connections (32768 and up), so that none of them takes a port
// between our look and the bind of the program it is meant for.
const first = 20_000;
const count = 6_000;

/**
 * A free TCP port of 127.0.0.1 that nobody else who asks here gets until it is released, in this process or another.
 * The reservation is a listening socket on a twin port: the kernel ends it with the process, so none is ever stale.
 */
export class Port {
  readonly number: number;
  readonly #twin: Server;

  private constructor(number: number, twin: Server) {
    this.number = number;
    this.#twin = twin;
  }

  static async reserve(random: () => number = Math.random): Promise<Port> {
    for (let attempt = 0; attempt < 100; attempt++) {
      const number = first + Math.floor(random() * count);
      const twin = await listen(number + count);
      if (!twin) continue;
      const probe = await listen(number);
      if (!probe) {
        await close(twin);
        continue;
      }
      await close(probe);
      twin.unref();
      return new Port(number, twin);
    }
    throw new Error(`no free port between ${first} and ${first + count} after 100 tries`);
  }

  async release(): Promise<void> {
    if (this.#twin.listening) await close(this.#twin);
  }
}

function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
