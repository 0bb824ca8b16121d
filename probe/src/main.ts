import { accessSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { AllowedHosts } from '@mechanic/contract/allowed-hosts';
import { systemClock } from '@mechanic/contract/clock';
import { EnvironmentError } from '@mechanic/contract/environment';
import { healthServer } from '@mechanic/contract/health-server';
import { listening, listeningIfFree } from '@mechanic/contract/http-server';
import { Acknowledger } from './acknowledger.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { probeServer } from './http-server.ts';
import { ImdsClient } from './imds-client.ts';
import { ImdsPoller } from './imds-poller.ts';
import { JsonLog } from './log.ts';
import { Metrics } from './metrics.ts';
import { NodeClient } from './node-client.ts';
import { Observation } from './observation.ts';
import { ReportPublisher } from './report-publisher.ts';

/** The only place that connects the parts. */
function run(environment: Environment): void {
  const clock = systemClock;
  const random = Math.random;
  const log = new JsonLog(environment.logLevel, (line) => void process.stdout.write(line));
  const metrics = new Metrics();
  const imds = new ImdsClient({
    endpoint: environment.imdsEndpoint,
    spotRebalance: environment.spotRebalance,
    clock,
    onRequest: (result) => metrics.imdsRequest(result),
  });
  const node = new NodeClient({
    nodeName: environment.nodeName,
    ...environment.apiServer,
    serviceAccountDir: environment.serviceAccountDir,
  });
  let doubt: string | undefined;
  const observation = new Observation(() => {
    if (observation.mismatch !== undefined && observation.mismatch !== doubt) {
      log.error('The identity of this VM is in doubt', { reason: observation.mismatch, vm: observation.vm });
    }
    doubt = observation.mismatch;
    metrics.identityMismatch(doubt !== undefined);
    metrics.events(observation.known?.events ?? []);
    publisher.changed();
  });
  const onWrite = metrics.reportWrite.bind(metrics);
  const publisher = new ReportPublisher({ node, observation, clock, random, log, onWrite });
  const { pollIntervalMs: intervalMs } = environment;
  const onAnswer = (): void => metrics.imdsSuccess(clock.now());
  const poller = new ImdsPoller({ imds, observation, intervalMs, clock, random, log, onAnswer });

  const checks = {
    health: () => (poller.alive ? null : 'the loop has stopped'),
    readiness: () => publisher.doubt,
  };
  const hosts = new AllowedHosts({
    services: ['mechanic-probe'],
    namespace: null,
    hostname: hostname(),
    more: environment.allowedHosts,
  });
  const server = probeServer({
    ...checks,
    hosts,
    contentType: metrics.contentType,
    metrics: () => metrics.text(),
  });
  const refusal = (variable: string) => (error: Error) =>
    refuse(new EnvironmentError(variable, error.message));
  listening(server, environment.listen).catch(refusal('MECHANIC_LISTEN'));
  listeningIfFree(healthServer(checks), environment.healthListen, (error) =>
    log.warn('There is no port for health alone', { error: String(error) }),
  ).catch(refusal('MECHANIC_HEALTH_LISTEN'));

  log.info('Probe started', { node: environment.nodeName, imds: environment.imdsEndpoint });
  void poller.run();
  void publisher.run();
  if (environment.acknowledgeEvents) new Acknowledger({ imds, node, observation, clock, log }).start();
}

function main(): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0));
  try {
    const environment = readEnvironment(process.env);
    checkServiceAccount(environment.serviceAccountDir);
    run(environment);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    refuse(error);
  }
}

/** Ends the program with one line that names the variable to correct. */
function refuse(error: EnvironmentError): never {
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
}

function checkServiceAccount(directory: string): void {
  for (const file of ['token', 'ca.crt']) {
    try {
      accessSync(join(directory, file));
    } catch {
      throw new EnvironmentError(
        'MECHANIC_SERVICEACCOUNT_DIR',
        `is "${directory}", which has no readable ${file}`,
      );
    }
  }
}

main();
