import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPORT } from '@mechanic/contract/keys';
import { type Report, parseReport } from '@mechanic/contract/report';
import { Port } from '../controlplane/port.ts';
import { Process } from '../controlplane/process.ts';
import { type WaitOptions, waitFor } from '../controlplane/wait.ts';
import { NodeApiServer } from './node-api.ts';

const root = join(import.meta.dirname, '../..');

/** The flags of the probe in the chart. */
export const PROBE_FLAGS = [
  '--no-opt',
  '--no-maglev',
  '--max-semi-space-size=1',
  '--max-old-space-size=32',
] as const;

export interface ProbeOptions {
  readonly nodeName: string;
  /** A VM's URL in the emulator. */
  readonly imds: string;
  readonly providerId?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Run probe/dist/main.cjs with the flags of the chart instead of the sources. */
  readonly bundle?: boolean;
}

/** A real probe process with its own Node. */
export class ProbeProcess {
  readonly api: NodeApiServer;
  readonly #options: ProbeOptions;
  readonly #directory: string;
  readonly #port: Port;
  #process: Process;

  private constructor(options: ProbeOptions, api: NodeApiServer, directory: string, port: Port) {
    this.#options = options;
    this.api = api;
    this.#directory = directory;
    this.#port = port;
    this.#process = this.#spawn();
  }

  static async start(options: ProbeOptions): Promise<ProbeProcess> {
    const directory = mkdtempSync(join(tmpdir(), 'mechanic-probe-'));
    const api = await NodeApiServer.start(options.nodeName, directory);
    if (options.providerId !== undefined) api.create(options.providerId);
    return new ProbeProcess(options, api, directory, await Port.reserve());
  }

  /** Ends the process only; Node and API server stay. */
  async kill(signal: NodeJS.Signals = 'SIGTERM'): Promise<{ code: number | null; ms: number }> {
    const begun = performance.now();
    this.#process.signal(signal);
    const { code } = await this.#process.exited;
    return { code, ms: performance.now() - begun };
  }

  restart(): void {
    this.#process = this.#spawn();
  }

  async stop(): Promise<void> {
    await this.#process.stop();
    await this.api.stop();
    await this.#port.release();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  get pid(): number {
    return this.#process.pid;
  }

  get exited(): Process['exited'] {
    return this.#process.exited;
  }

  log(): string {
    return this.#process.log();
  }

  /** The present annotation of the Node. */
  report(): Report | undefined {
    const text = this.api.node.metadata.annotations[REPORT];
    return text === undefined ? undefined : parseReport(text);
  }

  /** Waits until the report matches, and returns it. */
  async reported(what: string, wanted: (report: Report) => boolean, options?: WaitOptions): Promise<Report> {
    return waitFor(
      what,
      () => {
        const report = this.report();
        return report !== undefined && wanted(report) ? report : undefined;
      },
      options,
    );
  }

  get origin(): string {
    return `http://127.0.0.1:${String(this.#port.number)}`;
  }

  async status(path: string): Promise<number> {
    const response = await fetch(`${this.origin}${path}`);
    await response.arrayBuffer();
    return response.status;
  }

  async metric(line: string): Promise<number | undefined> {
    const text = await (await fetch(`${this.origin}/metrics`)).text();
    const found = text.split('\n').find((candidate) => candidate.startsWith(`${line} `));
    return found === undefined ? undefined : Number(found.split(' ')[1]);
  }

  #spawn(): Process {
    const { imds, env, bundle } = this.#options;
    const args = bundle === true ? [...PROBE_FLAGS, 'probe/dist/main.cjs'] : ['probe/src/main.ts'];
    return Process.start({
      name: 'probe',
      command: process.execPath,
      args,
      cwd: root,
      logFile: join(this.#directory, 'probe.log'),
      env: {
        ...this.api.environment,
        MECHANIC_IMDS_ENDPOINT: imds,
        MECHANIC_IMDS_POLL_INTERVAL: '100ms',
        MECHANIC_LISTEN: `127.0.0.1:${String(this.#port.number)}`,
        MECHANIC_HEALTH_LISTEN: '127.0.0.1:0',
        MALLOC_ARENA_MAX: '1',
        ...env,
      },
    });
  }
}
