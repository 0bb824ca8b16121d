import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Port, Process, waitFor } from '../controlplane/index.ts';

/** The OpenTelemetry Collector, which takes OTLP and passes it on to a receiver of ours. */
export class RealCollector {
  readonly #process: Process;
  readonly #port: Port;
  readonly #directory: string;

  private constructor(process: Process, port: Port, directory: string) {
    this.#process = process;
    this.#port = port;
    this.#directory = directory;
  }

  /** @param binary built from collector/ */
  static async start(binary: string, receiver: string): Promise<RealCollector> {
    const port = await Port.reserve();
    const directory = await mkdtemp(join(tmpdir(), 'mechanic-collector-'));
    const config = {
      receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${port.number}` } } } },
      exporters: { otlp_http: { endpoint: receiver, encoding: 'json', compression: 'none' } },
      service: { pipelines: { traces: { receivers: ['otlp'], exporters: ['otlp_http'] } } },
    };
    const process = Process.start({
      name: 'collector',
      command: binary,
      args: ['--config', `yaml:${JSON.stringify(config)}`],
      logFile: join(directory, 'log'),
    });
    const collector = new RealCollector(process, port, directory);
    await waitFor('the collector to listen', () =>
      fetch(collector.endpoint).then(
        () => true,
        () => false,
      ),
    );
    return collector;
  }

  /** Base address, as mechanic's settings want it. */
  get endpoint(): string {
    return `http://127.0.0.1:${this.#port.number}`;
  }

  async stop(): Promise<void> {
    this.#process.signal('SIGTERM');
    await this.#process.exited;
    await this.#port.release();
    await rm(this.#directory, { recursive: true });
  }
}
