import { createServer, type Server } from 'node:net';

// Below the range for outgoing connections (32768 and up), so that no connection takes the port before the program binds
// it.
const first = 20_000;
const count = 6_000;

/**
 * A free TCP port of 127.0.0.1. No other user of this class, in any process, gets it until it is released. The reservation
 * is a listening socket on a second port: it ends with the process, so none is ever stale.
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
