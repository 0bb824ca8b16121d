import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { Port, Process, waitFor } from '../controlplane/index.ts';

const program = '/usr/bin/prometheus';

/** One time series of an answer, with its newest value. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface PrometheusOptions {
  /** Where configuration, data and log go; made when missing. */
  readonly directory: string;
  readonly scrapeConfigs: readonly unknown[];
  readonly ruleFiles?: readonly string[];
}

/** A real Prometheus on loopback that scrapes every quarter of a second. */
export class Prometheus {
  readonly #process: Process;
  readonly #port: Port;

  private constructor(process: Process, port: Port) {
    this.#process = process;
    this.#port = port;
  }

  /** @throws Error that says what to install, or the log of a Prometheus that does not become ready */
  static async start({ directory, scrapeConfigs, ruleFiles = [] }: PrometheusOptions): Promise<Prometheus> {
    if (!existsSync(program)) throw new Error(`no ${program}: install the package prometheus`);
    await mkdir(directory, { recursive: true });
    const config = join(directory, 'prometheus.yml');
    const global = { scrape_interval: '250ms', scrape_timeout: '250ms', evaluation_interval: '1s' };
    await writeFile(
      config,
      stringify(
        { global, rule_files: ruleFiles, scrape_configs: scrapeConfigs },
        { aliasDuplicateObjects: false },
      ),
    );
    const port = await Port.reserve();
    const args = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(directory, 'data')}`,
      `--web.listen-address=127.0.0.1:${port.number}`,
    ];
    const logFile = join(directory, 'prometheus.log');
    const prometheus = new Prometheus(
      Process.start({ name: 'prometheus', command: program, args, logFile }),
      port,
    );
    const ready = waitFor(
      'prometheus to be ready',
      async () => (await fetch(prometheus.#url('/-/ready'))).ok,
    );
    const ended = prometheus.#process.exited.then(async () => {
      throw new Error(`prometheus ended: ${await readFile(logFile, 'utf8')}`);
    });
    await Promise.race([ready, ended]);
    ended.catch(() => undefined); // It ends one day, and then nobody is waiting.
    return prometheus;
  }

  /**
   * Asks PromQL.
   * @throws Error with what Prometheus says about the query
   */
  async query(expression: string): Promise<readonly Sample[]> {
    const answer = await this.#get(`/api/v1/query?query=${encodeURIComponent(expression)}`);
    // The answer of Prometheus' HTTP API to an instant query, which gives a vector or a scalar.
    const { resultType, result } = answer as
      | { resultType: 'vector'; result: { metric: Record<string, string>; value: [number, string] }[] }
      | { resultType: 'scalar'; result: [number, string] };
    if (resultType === 'scalar') return [{ labels: {}, value: Number(result[1]) }];
    return result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
  }

  /** Every rule with its health, as Prometheus sees it after it was evaluated. */
  async rules(): Promise<readonly { readonly name: string; readonly health: string }[]> {
    // The answer of Prometheus' HTTP API.
    const { groups } = (await this.#get('/api/v1/rules')) as {
      groups: { rules: { name: string; health: string }[] }[];
    };
    return groups.flatMap((group) => group.rules);
  }

  async stop(): Promise<void> {
    await this.#process.stop();
    await this.#port.release();
  }

  async #get(path: string): Promise<unknown> {
    const response = await fetch(this.#url(path));
    // The envelope of Prometheus' HTTP API.
    const { data, error } = (await response.json()) as { data?: unknown; error?: string };
    if (error !== undefined) throw new Error(`${path}: ${error}`);
    return data;
  }

  #url(path: string): string {
    return `http://127.0.0.1:${this.#port.number}${path}`;
  }
}
