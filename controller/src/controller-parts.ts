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

/** Where the process ends and the controller begins: everything here reaches outside. */
export interface ControllerParts {
  readonly environment: Pick<
    Environment,
    'namespace' | 'configMap' | 'identity' | 'podName' | 'lease' | 'nodeMarks' | 'logLevel'
  >;
  readonly client: KubeClient;
  readonly clock: Clock;
  /** 0 (inclusive) to 1 (exclusive), for jitter. */
  readonly random: () => number;
  /** Where it logs; the settings choose how much. */
  readonly log: Log & { setLevel(level: LogLevel): void };
  readonly metrics: Metrics;
  /** With whom lease and history go when mechanic is uninstalled. Default: nobody, they stay. */
  readonly leaseOwner?: ApiLeasesOptions['owner'];
  /** How webhooks are reached. */
  readonly webhooks: Pick<NotifierParts, 'addresses' | 'post'>;
  /** What sends traces, when somebody wants them. */
  readonly traces: LoadCollector;
  /** How the queries of holds are asked. Default: over HTTP. */
  readonly askPrometheus?: AskPrometheus;
  readonly version: string;
  /** Leadership was lost against our will: the process should end. */
  readonly onLost: () => void;
}
