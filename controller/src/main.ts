/** The process of the controller: only this file reads the environment, starts the HTTP servers and handles signals. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostname } from 'node:os';
import { AllowedHosts } from '@mechanic/contract/allowed-hosts';
import { systemClock } from '@mechanic/contract/clock';
import { EnvironmentError } from '@mechanic/contract/environment';
import { healthServer } from '@mechanic/contract/health-server';
import { listeningIfFree } from '@mechanic/contract/http-server';
import { KubeAuthorities } from './observe/kube-authorities.ts';
import { KubeClient } from './cluster/client.ts';
import { Connection } from './cluster/connection.ts';
import { loadKubeConfig, type KubeConfigSource } from './cluster/kubeconfig.ts';
import { Controller } from './controller.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { ownerOf } from './leadership/owner.ts';
import { Access } from './observe/access.ts';
import { HttpServer, type HttpServerParts } from './observe/http-server.ts';
import { KeyPairFiles } from './observe/key-pair-files.ts';
import { Logger } from './observe/logger.ts';
import { Metrics } from './observe/metrics.ts';
import { AddressDirectory } from './observe/notify/addresses.ts';
import { postWebhook } from './observe/notify/webhook.ts';
import { Page } from './observe/page/page.ts';
import { StatusFeed } from './observe/page/status-feed.ts';
import packageJson from '../package.json' with { type: 'json' };

/** Exit codes of the program. */
const OK = 0;
const LOST_LEASE = 1;
const WRONG_SETTING = 2;

/**
 * The program ends at most this long after a signal, in milliseconds, even if something hangs: Kubernetes would kill it
 * soon after.
 */
const LAST_MOMENT_MS = 8_000;

function environmentOrExit(): Environment {
  try {
    return readEnvironment(process.env);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return refuse(null, error);
  }
}

/** Ends the program with one line that names the variable to correct. */
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

function connectionOrExit(environment: Environment, metrics: Metrics): Connection {
  try {
    return new Connection({
      kubeConfig: loadKubeConfig(kubeConfigSource(environment)),
      clock: systemClock,
      onRequest: (request) => metrics.apiRequest(request),
    });
  } catch (error) {
    if (error instanceof EnvironmentError) return refuse(null, error);
    // An error here is about the files that the environment points to.
    return refuse(environment.kubeconfig === null ? 'MECHANIC_SERVICEACCOUNT_DIR' : 'KUBECONFIG', error);
  }
}

function serverOrExit({ tlsDir }: Environment, parts: HttpServerParts): HttpServer {
  try {
    return new HttpServer(parts);
  } catch (error) {
    if (tlsDir === null) throw error;
    return refuse('MECHANIC_TLS_DIR', error);
  }
}

/** The owner of the lease; none with a kubeconfig, since its account may outlive mechanic. */
function leaseOwner({ kubeconfig, serviceAccountDir, namespace }: Environment): ReturnType<typeof ownerOf> {
  if (kubeconfig !== null) return null;
  return ownerOf(readFileSync(join(serviceAccountDir, 'token'), 'utf8'), namespace);
}

async function main(): Promise<void> {
  const environment = environmentOrExit();
  const clock = systemClock;
  const { version } = packageJson;
  const log = new Logger({
    level: environment.logLevel,
    format: environment.logFormat,
    output: process.stdout,
    now: () => clock.now(),
  });
  const metrics = new Metrics({ nodeDefaults: true });
  const client = new KubeClient(connectionOrExit(environment, metrics));
  const controller = new Controller({
    environment,
    client,
    clock,
    random: Math.random,
    log,
    metrics,
    webhooks: { addresses: new AddressDirectory(environment.notificationsDir), post: postWebhook },
    traces: async () => {
      const { OtlpCollector } = await import('./observe/trace/otlp-collector.ts');
      return (options) => new OtlpCollector(options);
    },
    version,
    leaseOwner: leaseOwner(environment),
    onLost: () => void end(LOST_LEASE),
  });
  const checks = { health: () => controller.health(), readiness: () => controller.readiness() };
  const feed = new StatusFeed(() => controller.status(), clock);
  const server = serverOrExit(environment, {
    ...checks,
    listen: environment.listen,
    hosts: new AllowedHosts({
      services: ['mechanic-controller'],
      namespace: environment.namespace,
      hostname: environment.podName ?? hostname(),
      more: environment.allowedHosts,
    }),
    metrics,
    feed,
    page: new Page(feed, (name) => controller.lookAt(name)),
    log,
    access:
      environment.auth === 'none' ? null : new Access({ authorities: new KubeAuthorities(client), clock }),
    keyPair:
      environment.tlsDir === null ? null : new KeyPairFiles({ directory: environment.tlsDir, clock, log }),
  });

  let ending = false;
  async function end(code: number): Promise<void> {
    if (ending) return;
    ending = true;
    log.info('ending', { code });
    clock.after(LAST_MOMENT_MS, () => process.exit(code));
    await Promise.all([controller.stop({ release: code === OK }), server.close()]);
    process.exit(code);
  }
  process.on('SIGTERM', () => void end(OK));
  process.on('SIGINT', () => void end(OK));

  const { namespace, identity } = environment;
  log.info('starting', { version, identity, namespace });
  await server.start().catch((error: unknown) => refuse('MECHANIC_LISTEN', error));
  await listeningIfFree(healthServer(checks), environment.healthListen, (error) =>
    log.warn('no port for health alone', { error }),
  ).catch((error: unknown) => refuse('MECHANIC_HEALTH_LISTEN', error));
  await controller.run();
}

await main();
