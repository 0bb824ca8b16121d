import type { Status } from '@mechanic/contract/status';
import { AccessReviews } from './cluster/access-reviews.ts';
import { Cluster } from './cluster/cluster.ts';
import type { ControllerParts } from './controller-parts.ts';
import { Drainer } from './drain/drainer.ts';
import { KubeRequests } from './drain/kube-requests.ts';
import { KubeNodeRequests } from './nodes/kube-node-requests.ts';
import { KubeSurgeRequests } from './drain/surge/kube-surge-requests.ts';
import { NodeWriter } from './nodes/node-writer.ts';
import type { NodeFacts } from './decide/status/explanation.ts';
import { statusOf } from './decide/status/status.ts';
import { formatTime } from './decide/times.ts';
import { askPrometheus } from './holds/prometheus.ts';
import { Elector } from './leadership/elector.ts';
import { ApiLeases } from './leadership/leases.ts';
import { EventRecorder } from './observe/event-recorder.ts';
import { Foresight } from './observe/forecast/foresight.ts';
import { Forecaster } from './observe/forecast/forecaster.ts';
import { History } from './observe/history/history.ts';
import { HistoryKeeper } from './observe/history/history-keeper.ts';
import { KubeHistoryStore } from './observe/history/kube-history-store.ts';
import { KubeEventSink } from './observe/kube-event-sink.ts';
import { Notifier } from './observe/notify/notifier.ts';
import { Observer } from './observe/observer.ts';
import { SurgeNews } from './observe/surge-news.ts';
import { type SettingsEdit, SettingsReporter } from './observe/settings-reporter.ts';
import { Tracing } from './observe/trace/tracing.ts';
import { Operator } from './operator.ts';
import { sweep } from './observe/readiness/kube-sweep.ts';
import { ReadinessWatch } from './observe/readiness/readiness-watch.ts';
import { restraintsOf } from './restraints.ts';
import { SettingsPermissions } from './settings-permissions.ts';
import { SettingsSource } from './settings-source.ts';

/** When the program ends, waiting Events get this long to be written, and so do webhooks; in milliseconds. */
const LAST_WORDS_MS = 1_000;

const LEASE_NAME = 'mechanic-controller';

/** One replica of the controller, assembled from its parts, without the process around it. */
export class Controller {
  readonly #parts: ControllerParts;
  readonly #cluster: Cluster;
  readonly #settings = new SettingsSource();
  readonly #permissions: SettingsPermissions;
  readonly #reporter: SettingsReporter;
  readonly #notifier: Notifier;
  readonly #events: EventRecorder;
  readonly #history = new History();
  readonly #keeper: HistoryKeeper;
  readonly #tracing: Tracing;
  readonly #readiness: ReadinessWatch;
  readonly #forecaster: Forecaster;
  readonly #foresight: Foresight;
  readonly #observer: Observer;
  readonly #elector: Elector;
  readonly #operator: Operator;
  readonly #stopping = new AbortController();
  #leaderSince: string | null = null;

  constructor(parts: ControllerParts) {
    this.#parts = parts;
    const { client, clock, log, metrics, random } = parts;
    const { namespace, identity, configMap } = parts.environment;
    this.#cluster = new Cluster({
      client,
      clock,
      log,
      random,
      namespace,
      configMap,
      onRestart: (restart) => metrics.watchRestarted(restart),
    });
    this.#notifier = new Notifier({
      ...parts.webhooks,
      targets: () => this.#settings.current().settings.notifications,
      metrics,
      clock,
      log,
    });
    this.#events = new EventRecorder({
      sink: new KubeEventSink(client, identity),
      onNews: (event) => this.#notifier.tell(event),
      clock,
      log,
    });
    this.#tracing = new Tracing({ load: parts.traces, metrics, log, version: parts.version, identity });
    this.#readiness = this.#makeReadiness();
    this.#forecaster = new Forecaster({
      past: () => this.#history.entries(),
      loads: () => this.#readiness.loads,
    });
    this.#foresight = new Foresight({
      forecaster: this.#forecaster,
      clock,
      ear: { foreseen: (forecast, advice, now) => this.#observer.foreseen(forecast, advice, now) },
      onFailure: (error) => log.error('could not look ahead', { error: String(error) }),
    });
    this.#observer = new Observer({
      metrics,
      events: this.#tracing.events(this.#events),
      log: this.#tracing.log(log),
      clock,
      foresight: this.#foresight,
      history: { add: (entry) => this.#keeper.add(entry) },
    });
    this.#reporter = new SettingsReporter({
      metrics,
      events: this.#events,
      log,
      configMap: { name: configMap, namespace },
    });
    this.#permissions = new SettingsPermissions({
      reviews: new AccessReviews(client),
      clock,
      onChange: () => this.#reporter.permissions(this.#permissions.warnings(), this.#edit()),
    });
    this.#elector = this.#makeElector();
    this.#keeper = this.#makeKeeper();
    this.#operator = this.#makeOperator();
  }

  /** Watches the cluster and competes for leadership until `stop` or a loss of the lease. */
  async run(): Promise<void> {
    this.#cluster.onChange(() => this.#operator.requestPass());
    this.#cluster.onSettingsChange(() => this.#takeSettings());
    this.#cluster.start(this.#stopping.signal);
    await this.#cluster.whenSynced();
    this.#takeSettings();
    await this.#elector.run(this.#stopping.signal);
  }

  /** Ends everything. With `release` it also gives the lease back, so that another replica can lead at once. */
  async stop(how: { readonly release: boolean }): Promise<void> {
    this.#permissions.stop();
    this.#readiness.follow();
    await this.#operator.stop();
    await this.#keeper.close(LAST_WORDS_MS);
    if (how.release) await this.#elector.release();
    await Promise.all([
      this.#events.close(LAST_WORDS_MS).then(() => this.#notifier.close(LAST_WORDS_MS)),
      this.#tracing.close(LAST_WORDS_MS),
    ]);
    this.#stopping.abort();
  }

  /** What is wrong with the loop; null when it runs. */
  health(): string | null {
    return this.#operator.turns() ? null : 'a pass hangs';
  }

  /** Why this replica could not lead yet; null when it could. */
  readiness(): string | null {
    return this.#cluster.synced() ? null : 'the caches are not synced yet';
  }

  status(): Status {
    const settings = this.#settings.current();
    const now = this.#parts.clock.now();
    const view = this.#cluster.synced() ? this.#operator.view() : null;
    return statusOf({
      version: this.#parts.version,
      now,
      leader: {
        self: this.#parts.environment.identity,
        identity: this.#elector.leader(),
        isLeader: this.#elector.isLeader(),
        since: this.#leaderSince,
      },
      settings: { ...settings, warnings: [...settings.warnings, ...this.#permissions.warnings()] },
      view,
      forecast: view && this.#forecaster.forecast({ ...view, settings: settings.settings, now }),
      advice: this.#foresight.advice,
      readiness: this.#readiness.findings,
      readinessAt: this.#readiness.lookedAt,
      history: this.#history.entries(),
    });
  }

  /** The facts about one node for its page; null when there is no node of that name. */
  lookAt(name: string): Omit<NodeFacts, 'status'> | null {
    const node = this.#cluster.node(name);
    if (node === undefined) return null;
    return { node, probed: this.#cluster.probedNodes().has(name), budgets: this.#cluster.budgets() };
  }

  #makeElector(): Elector {
    const { client, clock, environment, log, metrics, onLost, random } = this.#parts;
    return new Elector({
      leases: new ApiLeases({
        client,
        clock,
        log,
        random,
        namespace: environment.namespace,
        name: LEASE_NAME,
        owner: this.#parts.leaseOwner ?? null,
        onRestart: (restart) => metrics.watchRestarted(restart),
      }),
      clock,
      log,
      random,
      identity: environment.identity,
      ...environment.lease,
      hooks: {
        onStarted: (how) => {
          this.#observer.steppedUp(how);
          if (how.afterLoss) this.#events.doubt();
          this.#operator.lead();
          this.#keeper.lead();
          this.#readiness.lead();
        },
        onStopped: async () => {
          this.#observer.steppedDown();
          this.#keeper.follow();
          this.#tracing.steppedDown();
          this.#readiness.follow();
          await this.#operator.follow();
        },
        onNewLeader: () => {
          this.#leaderSince = formatTime(clock.now());
        },
        onLost,
      },
    });
  }

  #makeReadiness(): ReadinessWatch {
    const { client, clock, environment, log, metrics, random, version } = this.#parts;
    const parts = {
      client,
      reviews: new AccessReviews(client),
      nodes: () => this.#cluster.nodes(),
      probedNodes: () => this.#cluster.probedNodes(),
      settings: () => this.#settings.current().settings,
      namespace: environment.namespace,
      version,
    };
    return new ReadinessWatch({
      sweep: (signal) => sweep(parts, signal),
      clock,
      log,
      random,
      onChange: (findings, at) => metrics.checked(findings ?? [], at),
    });
  }

  #makeKeeper(): HistoryKeeper {
    const { client, clock, environment, leaseOwner = null, log, metrics } = this.#parts;
    const { namespace } = environment;
    return new HistoryKeeper({
      history: this.#history,
      store: new KubeHistoryStore({ client, fence: this.#elector.fence, namespace, owner: leaseOwner }),
      clock,
      log,
      onCount: (entries) => metrics.remembered(entries),
    });
  }

  #makeOperator(): Operator {
    const { client, clock, environment, metrics, random } = this.#parts;
    const log = this.#tracing.log(this.#parts.log);
    const { namespace, podName, nodeMarks } = environment;
    const { fence } = this.#elector;
    client.beforeSending(() => fence.sweep());
    const drainer = new Drainer({
      cluster: this.#cluster,
      pods: new KubeRequests(client),
      fence,
      clock,
      log,
      random,
      settings: () => this.#settings.current().settings.drain,
      ownPod: podName === null ? null : { namespace, name: podName },
      handOver: () => this.#elector.handOver(),
      onEviction: (result) => metrics.eviction(result),
      surges: {
        requests: new KubeSurgeRequests(client),
        tell: new SurgeNews({ metrics, events: this.#events }),
      },
    });
    const operator = new Operator({
      cluster: this.#cluster,
      writer: new NodeWriter({
        nodes: new KubeNodeRequests(client),
        fence,
        clock,
        log,
        writesMarks: nodeMarks,
      }),
      drains: drainer,
      observer: this.#tracing.observer(this.#observer),
      restraints: restraintsOf({
        workloads: new KubeRequests(client),
        ask: this.#parts.askPrometheus ?? askPrometheus,
        clock,
        log,
        settings: () => this.#settings.current().settings,
        expectedMs: (name) => this.#forecaster.expectedMs(name, this.#settings.current().settings.drain),
        onChange: () => this.#operator.requestPass(),
      }),
      settings: () => this.#settings.current().settings,
      clock,
      log,
    });
    drainer.onProgress(() => operator.requestPass());
    return operator;
  }

  #takeSettings(): void {
    const state = this.#settings.take(this.#cluster.settingsText());
    if (state === null) return;
    this.#parts.log.setLevel(state.settings.logLevel ?? this.#parts.environment.logLevel);
    this.#tracing.take(state.settings);
    this.#reporter.taken(state, this.#edit());
    this.#operator.requestPass();
    this.#permissions.take(state.settings);
  }

  /** The newest edit of the settings; null when there is none. */
  #edit(): SettingsEdit | null {
    return this.#cluster.settingsText().edit;
  }
}
