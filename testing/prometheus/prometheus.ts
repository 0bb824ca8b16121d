import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { isHealthy, Port, Process } from '../controlplane/index.ts';

/** One time series of an answer. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** Oldest first; of an instant query there is one. */
  readonly values: readonly number[];
}

/** A target as Prometheus sees it after relabeling. */
export interface ScrapeTarget {
  readonly labels: Readonly<Record<string, string>>;
  readonly scrapePool: string;
  readonly health: 'up' | 'down' | 'unknown';
  /** Why it is down. */
  readonly lastError: string;
}

export interface RuleState {
  readonly name: string;
  readonly health: 'ok' | 'err' | 'unknown';
}

export interface PrometheusOptions {
  /** Receives configuration, data and log; made when missing. */
  readonly directory: string;
  readonly scrapeConfigs: readonly unknown[];
  /** Groups of rules, as a rule file has them. */
  readonly ruleGroups: readonly unknown[];
}

/** From when to when a range query looks, and how far its points are apart. */
export interface Range {
  readonly start: Date;
  readonly end: Date;
  /** In seconds. */
  readonly step: number;
}

/** What the HTTP API of Prometheus answers to a query for ranges. */
interface MatrixAnswer {
  readonly result: readonly {
    readonly metric: Readonly<Record<string, string>>;
    readonly values: readonly (readonly [number, string])[];
  }[];
}

const startTimeout = { timeout: 60_000 };

/** A real Prometheus on a loopback port of its own, with data of its own. Rules are evaluated each second. */
export class Prometheus {
  readonly #process: Process;
  readonly #port: Port;

  private constructor(process: Process, port: Port) {
    this.#process = process;
    this.#port = port;
  }

  /** Returns when it is ready. @throws Error with the end of its log when it ends instead, or is not installed */
  static async start({ directory, scrapeConfigs, ruleGroups }: PrometheusOptions): Promise<Prometheus> {
    await mkdir(directory, { recursive: true });
    const [config, rules] = [join(directory, 'prometheus.yaml'), join(directory, 'rules.yaml')];
    await writeFile(rules, stringify({ groups: ruleGroups }));
    await writeFile(
      config,
      stringify(
        { global: { evaluation_interval: '1s' }, rule_files: [rules], scrape_configs: scrapeConfigs },
        { aliasDuplicateObjects: false },
      ),
    );
    const port = await Port.reserve();
    const process = Process.start({
      name: 'prometheus (of the Debian package prometheus)',
      command: 'prometheus',
      args: [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(directory, 'data')}`,
        `--web.listen-address=127.0.0.1:${port.number}`,
        '--log.level=warn',
      ],
      logFile: join(directory, 'prometheus.log'),
    });
    const prometheus = new Prometheus(process, port);
    try {
      await process.waitUntil('is ready', () => isHealthy(prometheus.#url('/-/ready')), startTimeout);
      return prometheus;
    } catch (error) {
      await prometheus.stop();
      throw error;
    }
  }

  /** Where it answers. */
  get url(): string {
    return this.#url('');
  }

  async stop(): Promise<void> {
    await this.#process.stop(3_000);
    await this.#port.release();
  }

  /**
   * Asks PromQL for one instant, the present one unless said otherwise.
   * @throws Error with what Prometheus says about the query
   */
  async query(expression: string, at = new Date()): Promise<readonly Series[]> {
    const parameters = { query: expression, time: seconds(at) };
    // What the HTTP API of Prometheus answers to an instant query; a scalar is not asked for.
    const { result } = (await this.#get('/api/v1/query', parameters)) as {
      result: { metric: Record<string, string>; value: [number, string] }[];
    };
    return result.map(({ metric, value }) => ({ labels: metric, values: [Number(value[1])] }));
  }

  /**
   * The value of a query that has exactly one.
   * @throws Error when it has none, or several
   */
  async value(expression: string, at?: Date): Promise<number> {
    const series = await this.query(expression, at);
    const value = series[0]?.values[0];
    if (value === undefined || series.length > 1)
      throw new Error(`${series.length} answers to ${expression}`);
    return value;
  }

  /** Asks PromQL as a graph does. @throws Error with what Prometheus says about the query */
  async queryRange(expression: string, { start, end, step }: Range): Promise<readonly Series[]> {
    const parameters = { query: expression, start: seconds(start), end: seconds(end), step: String(step) };
    const { result } = (await this.#get('/api/v1/query_range', parameters)) as MatrixAnswer;
    return result.map(({ metric, values }) => ({
      labels: metric,
      values: values.map(([, value]) => Number(value)),
    }));
  }

  /**
   * How much each counter of a selector grew, over all restarts of its program. Exact, where `increase` extrapolates
   * to the ends of the range.
   *
   * @param range until `at`, e.g. `5m`
   */
  async growth(selector: string, range: string, at: Date): Promise<readonly Series[]> {
    const parameters = { query: `${selector}[${range}]`, time: seconds(at) };
    const { result } = (await this.#get('/api/v1/query', parameters)) as MatrixAnswer;
    return result.map(({ metric, values }) => {
      const samples = values.map(([, value]) => Number(value));
      const steps = samples.slice(1).map((value, index) => {
        const before = samples[index] ?? 0;
        return value < before ? value : value - before;
      });
      return { labels: metric, values: [steps.reduce((sum, step) => sum + step, 0)] };
    });
  }

  /** Everything that it scrapes now. */
  async targets(): Promise<readonly ScrapeTarget[]> {
    // What the HTTP API of Prometheus answers.
    const { activeTargets } = (await this.#get('/api/v1/targets')) as { activeTargets: ScrapeTarget[] };
    return activeTargets;
  }

  /** Type of each metric that has a help text, as its targets tell it. */
  async types(): Promise<ReadonlyMap<string, string>> {
    // What the HTTP API of Prometheus answers.
    const metadata = (await this.#get('/api/v1/metadata')) as Record<
      string,
      { type: string; help: string }[]
    >;
    const first = Object.entries(metadata).map(([name, told]) => [name, told[0]] as const);
    return new Map(first.flatMap(([name, told]) => (told?.help ? [[name, told.type]] : [])));
  }

  async rules(): Promise<readonly RuleState[]> {
    // What the HTTP API of Prometheus answers.
    const { groups } = (await this.#get('/api/v1/rules')) as { groups: { rules: RuleState[] }[] };
    return groups.flatMap(({ rules }) => rules);
  }

  async #get(path: string, parameters: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const response = await fetch(this.#url(`${path}?${new URLSearchParams(parameters).toString()}`));
    // The envelope of all answers of its HTTP API.
    const { data, error } = (await response.json()) as { data?: unknown; error?: string };
    if (error !== undefined) throw new Error(`${parameters.query ?? path}: ${error}`);
    return data;
  }

  #url(path: string): string {
    return `http://127.0.0.1:${this.#port.number}${path}`;
  }
}

function seconds(date: Date): string {
  return String(date.getTime() / 1_000);
}
