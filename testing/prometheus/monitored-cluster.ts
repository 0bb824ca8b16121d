import { join } from 'node:path';
import { type WaitOptions, waitFor } from '../controlplane/index.ts';
import { namespace } from '../scenarios/installation.ts';
import { MechanicCluster, type MechanicClusterOptions } from '../scenarios/mechanic-cluster.ts';
import { Discovery } from './discovery.ts';
import { type Monitor, scrapeConfigs } from './monitors.ts';
import { Prometheus, type ScrapeTarget } from './prometheus.ts';

/** A group of alerting rules. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly { readonly alert: string; readonly for?: string }[];
}

export interface MonitoredClusterOptions extends MechanicClusterOptions {
  /** How long these alerts wait before they fire, instead of what the chart says. */
  readonly patience?: Readonly<Record<string, string>>;
}

const kinds = join(import.meta.dirname, '..', 'chart', 'monitoring-crds.yaml');

/** mechanic, and a Prometheus that was set up with nothing but the objects which the chart installs for that. */
export class MonitoredCluster {
  readonly mechanic: MechanicCluster;
  readonly prometheus: Prometheus;
  /** When Prometheus had scraped everything for the first time. */
  readonly startedAt: Date;
  /** What it scraped then. */
  readonly targets: readonly ScrapeTarget[];
  /** The Grafana dashboard. */
  readonly dashboard: string;
  readonly #discovery: Discovery;

  private constructor(
    mechanic: MechanicCluster,
    prometheus: Prometheus,
    discovery: Discovery,
    found: { readonly targets: readonly ScrapeTarget[]; readonly dashboard: string },
  ) {
    this.mechanic = mechanic;
    this.prometheus = prometheus;
    this.#discovery = discovery;
    this.startedAt = new Date();
    this.targets = found.targets;
    this.dashboard = found.dashboard;
  }

  /** Returns when as many targets are up as there are replicas and probes. */
  static async start({ patience = {}, ...options }: MonitoredClusterOptions): Promise<MonitoredCluster> {
    const mechanic = await MechanicCluster.start(options);
    const discovery = await Discovery.start(mechanic.cluster);
    const stop = async (): Promise<void> => {
      await discovery.stop();
      await mechanic.stop();
    };
    try {
      await installMonitoring(mechanic);
      const prometheus = await startPrometheus(mechanic, discovery, patience);
      try {
        const targets = await untilUp(
          prometheus,
          mechanic.installation.controllers().length + mechanic.nodes.length,
        );
        const dashboard = await readDashboard(mechanic);
        return new MonitoredCluster(mechanic, prometheus, discovery, { targets, dashboard });
      } catch (error) {
        await prometheus.stop();
        throw error;
      }
    } catch (error) {
      await stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.prometheus.stop();
    await this.#discovery.stop();
    await this.mechanic.stop();
  }

  /** Waits until a query has this value and no other one. */
  async until(expression: string, value: number, options?: WaitOptions): Promise<void> {
    let last = 'nothing';
    try {
      await waitFor(
        `${expression} to be ${value}`,
        async () => {
          const series = await this.prometheus.query(expression);
          last = series.map(({ values }) => String(values[0])).join(', ');
          return last === String(value);
        },
        options,
      );
    } catch (error) {
      if (error instanceof Error) error.message += `\nIt was: ${last}`;
      throw error;
    }
  }

  /** Returns when all that can be scraped has been scraped once more; what was counted before is in Prometheus. */
  async scraped(): Promise<Date> {
    const asked = Date.now() / 1_000;
    await waitFor('a scrape of each target', async () => {
      // A scrape that failed does not count.
      return (await this.prometheus.value('min(up * timestamp(up))')) >= asked;
    });
    return new Date();
  }
}

async function installMonitoring({ controlPlane, installation }: MechanicCluster): Promise<void> {
  await controlPlane.kubectl(['apply', '-f', kinds]);
  await controlPlane.kubectl(['wait', '--for=condition=Established', '-f', kinds]);
  const enabled = { enabled: true };
  await installation.upgrade({
    monitoring: {
      interval: '1s',
      serviceMonitor: enabled,
      podMonitor: enabled,
      prometheusRule: enabled,
      dashboard: enabled,
    },
  });
}

async function startPrometheus(
  { controlPlane }: MechanicCluster,
  discovery: Discovery,
  patience: Readonly<Record<string, string>>,
): Promise<Prometheus> {
  const installed = async <T>(resources: string): Promise<readonly T[]> => {
    const list = await controlPlane.kubectl(['get', resources, '--namespace', namespace, '--output', 'json']);
    return (JSON.parse(list) as { items: T[] }).items; // a List of the Kubernetes API
  };
  const monitors = await installed<Monitor>('servicemonitors,podmonitors');
  const rules = await installed<{ spec: { groups: RuleGroup[] } }>('prometheusrules');
  return Prometheus.start({
    directory: join(controlPlane.dataDir, 'prometheus'),
    scrapeConfigs: monitors.flatMap((monitor) =>
      scrapeConfigs(monitor, (role, inNamespace) => discovery.url(role, inNamespace)),
    ),
    ruleGroups: rules.flatMap(({ spec }) => spec.groups.map((group) => withPatience(group, patience))),
  });
}

function withPatience(group: RuleGroup, patience: Readonly<Record<string, string>>): RuleGroup {
  return {
    ...group,
    rules: group.rules.map((rule) => ({
      ...rule,
      ...(patience[rule.alert] !== undefined && { for: patience[rule.alert] }),
    })),
  };
}

async function untilUp(prometheus: Prometheus, count: number): Promise<readonly ScrapeTarget[]> {
  let last: readonly ScrapeTarget[] = [];
  try {
    return await waitFor(`${count} targets to be up`, async () => {
      last = await prometheus.targets();
      return last.length === count && last.every(({ health }) => health === 'up') && last;
    });
  } catch (error) {
    if (error instanceof Error) error.message += `\nThere were: ${JSON.stringify(last, undefined, 1)}`;
    throw error;
  }
}

async function readDashboard({ cluster }: MechanicCluster): Promise<string> {
  const { data } = await cluster.core.readNamespacedConfigMap({ name: 'mechanic-dashboard', namespace });
  return data?.['mechanic.json'] ?? '';
}
