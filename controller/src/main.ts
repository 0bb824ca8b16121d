/** The controller: composes everything, reads the environment, and answers to signals. Nothing else does. */
import { loadKubeConfig, type KubeConfigSource } from './cluster/kubeconfig.ts';
import { KubeClient } from './cluster/client.ts';
import { Cluster } from './cluster/cluster.ts';
import { systemClock } from '@mechanic/contract/clock';
import { Drainer } from './drain/drainer.ts';
import { KubeRequests } from './drain/kube-requests.ts';
import { NodeWriter } from './drain/node-writer.ts';
import { EnvironmentError } from '@mechanic/contract/environment';
import { type Environment, readEnvironment } from './environment.ts';
import { Elector } from './leadership/elector.ts';
import { ApiLeases } from './leadership/leases.ts';
import { EventRecorder } from './observe/event-recorder.ts';
import { HttpServer } from './observe/http-server.ts';
import { KubeEventSink } from './observe/kube-event-sink.ts';
import { Logger } from './observe/logger.ts';
import { Metrics } from './observe/metrics.ts';
import { AddressDirectory } from './observe/notify/addresses.ts';
import { Notifier } from './observe/notify/notifier.ts';
import { postWebhook } from './observe/notify/webhook.ts';
import { Observer } from './observe/observer.ts';
import { Page } from './observe/page/page.ts';
import { SettingsReporter } from './observe/settings-reporter.ts';
import { StatusFeed } from './observe/status-feed.ts';
import { type LeaderStatus, type Status, statusOf } from './observe/status.ts';
import { Operator } from './operator.ts';
import { SettingsSource } from './settings-source.ts';
import packageJson from '../package.json' with { type: 'json' };

/** What the program ends with. */
const OK = 0;
const LOST_LEASE = 1;
const WRONG_SETTING = 2;

/** Events still waiting to be written when the program ends get this long, and so do webhooks; in milliseconds. */
const LAST_WORDS_MS = 1_000;

/** The program ends this late at the latest, in milliseconds, whatever still hangs: Kubernetes would kill it soon after. */
const LAST_MOMENT_MS = 8_000;

const LEASE_NAME = 'mechanic-controller';

function environmentOrExit(): Environment {
  try {
    return readEnvironment(process.env);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return refuse(null, error);
  }
}

/** Ends the program with one line that names what is to be mended. */
function refuse(variable: string | null, error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(variable === null ? `${message}\n` : `${variable}: ${message}\n`);
  process.exit(WRONG_SETTING);
}

function kubeConfigSource(environment: Environment): KubeConfigSource {
  if (environment.kubeconfig !== null) return { kind: 'file', path: environment.kubeconfig };
  if (environment.serviceHost === null) {
    throw new EnvironmentError(
      'KUBECONFIG',
      'is not set, and neither is KUBERNETES_SERVICE_HOST: which API server?',
    );
  }
  const { serviceHost: host, servicePort: port, serviceAccountDir: directory } = environment;
  return { kind: 'service-account', host, port, directory };
}

function clientOrExit(environment: Environment, metrics: Metrics): KubeClient {
  try {
    const kubeConfig = loadKubeConfig(kubeConfigSource(environment));
    return new KubeClient({
      kubeConfig,
      clock: systemClock,
      onRequest: (request) => metrics.apiRequest(request),
    });
  } catch (error) {
    if (error instanceof EnvironmentError) return refuse(null, error);
    // Whatever is wrong here is wrong with what the environment points at.
    return refuse(environment.kubeconfig === null ? 'MECHANIC_SERVICEACCOUNT_DIR' : 'KUBECONFIG', error);
  }
}

async function main(): Promise<void> {
  const environment = environmentOrExit();
  const clock = systemClock;
  const log = new Logger({
    level: environment.logLevel,
    format: environment.logFormat,
    output: process.stdout,
    now: () => clock.now(),
  });
  const metrics = new Metrics({ nodeDefaults: true });
  const client = clientOrExit(environment, metrics);
  const { namespace, identity } = environment;

  const cluster = new Cluster({
    client,
    clock,
    log,
    namespace,
    configMap: environment.configMap,
    onRestart: (restart) => metrics.watchRestarted(restart),
  });
  const settings = new SettingsSource();
  const notifier = new Notifier({
    targets: () => settings.current().settings.notifications,
    addresses: new AddressDirectory(environment.notificationsDir),
    post: postWebhook,
    metrics,
    clock,
    log,
  });
  const events = new EventRecorder({
    sink: new KubeEventSink(client, identity),
    onNews: (event) => notifier.tell(event),
    clock,
    log,
  });
  const observer = new Observer({ metrics, events, log, clock });

  let leaderSince: string | null = null;
  const elector = new Elector({
    leases: new ApiLeases(client, namespace, LEASE_NAME),
    clock,
    log,
    identity,
    ...environment.lease,
    hooks: {
      onStarted: () => {
        observer.steppedUp();
        operator.lead();
      },
      onStopped: async () => {
        observer.steppedDown();
        await operator.follow();
      },
      onNewLeader: () => {
        leaderSince = new Date(clock.now()).toISOString();
      },
      onLost: () => void end(LOST_LEASE),
    },
  });

  const requests = new KubeRequests(client);
  const { fence } = elector;
  client.beforeSending(() => fence.sweep());
  const drainer = new Drainer({
    cluster,
    pods: requests,
    fence,
    clock,
    log,
    random: Math.random,
    settings: () => settings.current().settings.drain,
    ownPod: environment.podName === null ? null : { namespace, name: environment.podName },
    handOver: () => elector.handOver(),
    onEviction: (result) => metrics.eviction(result),
  });
  const operator = new Operator({
    cluster,
    writer: new NodeWriter({ nodes: requests, fence, clock, log, writesMarks: environment.nodeMarks }),
    drains: drainer,
    observer,
    settings: () => settings.current().settings,
    clock,
    log,
  });

  const reporter = new SettingsReporter({
    metrics,
    events,
    log,
    configMap: { name: environment.configMap, namespace },
  });
  const takeSettings = (): void => {
    const text = cluster.settingsText();
    const state = settings.take(text);
    if (state === null) return;
    log.setLevel(state.settings.logLevel ?? environment.logLevel);
    reporter.taken(state, text.state === 'present' ? text : null);
    operator.requestPass();
  };

  const leader = (): LeaderStatus => ({
    self: identity,
    identity: elector.leader(),
    isLeader: elector.isLeader(),
    since: leaderSince,
  });
  const status = (): Status =>
    statusOf({
      version: packageJson.version,
      now: clock.now(),
      leader: leader(),
      settings: settings.current(),
      view: cluster.synced() ? operator.view() : null,
      history: observer.history.entries(),
    });
  const feed = new StatusFeed(status, clock);
  const server = new HttpServer({
    listen: environment.listen,
    health: () => (operator.turns() ? null : 'a pass hangs'),
    readiness: () => (cluster.synced() ? null : 'the caches are not synced yet'),
    metrics,
    status,
    feed,
    page: new Page(feed),
    log,
  });

  const stopping = new AbortController();
  let ending = false;
  async function end(code: number): Promise<void> {
    if (ending) return;
    ending = true;
    log.info('ending', { code });
    clock.after(LAST_MOMENT_MS, () => process.exit(code));
    await operator.stop();
    if (code === OK) await elector.release();
    await Promise.all([
      events.close(LAST_WORDS_MS).then(() => notifier.close(LAST_WORDS_MS)),
      server.close(),
    ]);
    stopping.abort();
    process.exit(code);
  }
  process.on('SIGTERM', () => void end(OK));
  process.on('SIGINT', () => void end(OK));

  cluster.onChange(() => operator.requestPass());
  cluster.onSettingsChange(takeSettings);
  drainer.onProgress(() => operator.requestPass());
  log.info('starting', { version: packageJson.version, identity, namespace });
  await server.start().catch((error: unknown) => refuse('MECHANIC_LISTEN', error));
  cluster.start(stopping.signal);
  await cluster.whenSynced();
  takeSettings();
  await elector.run(stopping.signal);
}

await main();
