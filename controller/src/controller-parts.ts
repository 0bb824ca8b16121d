import type { LogLevel } from '@mechanic/contract';
import type { Clock } from '@mechanic/contract/clock';
import type { KubeClient } from './cluster/client.ts';
import type { Environment } from './environment.ts';
import type { AskPrometheus } from './holds/prometheus.ts';
import type { ApiLeasesOptions } from './leadership/leases.ts';
import type { Log } from './log.ts';
import type { Metrics } from './observe/metrics.ts';
import type { NotifierParts } from './observe/notify/notifier.ts';
import type { LoadCollector } from './observe/trace/collector.ts';

/** The controller's dependencies outside of itself; everything here reaches outside of the process. */
export interface ControllerParts {
  readonly environment: Pick<
    Environment,
    'namespace' | 'configMap' | 'identity' | 'podName' | 'lease' | 'nodeMarks' | 'logLevel'
  >;
  readonly client: KubeClient;
  readonly clock: Clock;
  /** 0 (inclusive) to 1 (exclusive), for jitter. */
  readonly random: () => number;
  /** The log; the settings choose its level. */
  readonly log: Log & { setLevel(level: LogLevel): void };
  readonly metrics: Metrics;
  /**
   * Kubernetes deletes lease and history with this owner when mechanic is uninstalled. Default: they have no owner and
   * stay.
   */
  readonly leaseOwner?: ApiLeasesOptions['owner'];
  /** The connection to webhooks. */
  readonly webhooks: Pick<NotifierParts, 'addresses' | 'post'>;
  /** Loads the trace exporter when the settings want traces. */
  readonly traces: LoadCollector;
  /** Runs the queries of holds. Default: over HTTP. */
  readonly askPrometheus?: AskPrometheus;
  readonly version: string;
  /** Called when leadership was lost unintentionally: the process should end. */
  readonly onLost: () => void;
}
