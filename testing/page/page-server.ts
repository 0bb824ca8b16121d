import { systemClock } from '@mechanic/contract/clock';
import { HttpServer } from '../../controller/src/observe/http-server.ts';
import { Metrics } from '../../controller/src/observe/metrics.ts';
import { type LookAtNode, Page } from '../../controller/src/observe/page/page.ts';
import { StatusFeed } from '../../controller/src/observe/page/status-feed.ts';
import type { Status } from '@mechanic/contract/status';
import { MemoryLog } from '../../controller/src/observe/testing.ts';

/** The controller's own HTTP server, showing whatever status a test sets. */
export class PageServer {
  status: Status;
  /** What the controller knows of a node; nothing, unless a test says something. */
  look: LookAtNode = () => null;
  readonly #feed: StatusFeed;
  readonly #server: HttpServer;

  constructor(status: Status, port = 0) {
    this.status = status;
    this.#feed = new StatusFeed(() => this.status, systemClock);
    this.#server = new HttpServer({
      listen: { host: '127.0.0.1', port },
      health: () => null,
      readiness: () => null,
      metrics: new Metrics({ nodeDefaults: false }),
      hosts: { allows: () => true },
      feed: this.#feed,
      page: new Page(this.#feed, (name) => this.look(name)),
      log: new MemoryLog(),
    });
  }

  /** @returns the address of the page */
  async start(): Promise<string> {
    const { port } = await this.#server.start();
    return `http://127.0.0.1:${port}/`;
  }

  /** How many pages are open. */
  get readers(): number {
    return this.#feed.streams;
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}
