import type { V1Container, V1ContainerState, V1ContainerStatus, V1Probe } from '@kubernetes/client-node';
import { type Exit, Process } from '../controlplane/process.ts';
import type { CommandLine } from './command-line.ts';
import { HealthCheck, healthUrl } from './health-check.ts';

/** The back-off before a restart, in milliseconds; it doubles from `initial` to `max`. */
export interface RestartBackoff {
  readonly initial: number;
  readonly max: number;
}

export interface ContainerOptions {
  readonly spec: V1Container;
  readonly commandLine: CommandLine;
  readonly address: string;
  readonly logFile: string;
  /** The directory for the image's working directory. */
  readonly cwd: string;
  readonly restart: (exit: Exit) => boolean;
  readonly backoff: RestartBackoff;
  /** Seconds between SIGTERM and SIGKILL when the liveness probe fails. */
  readonly gracePeriod: number;
  /** Called after every change of `status()`. */
  readonly onChange: () => void;
}

/** After a run of this length (milliseconds) the back-off starts again at its initial value. */
const provenRun = 10_000;

/** One container of a pod: a local process that is restarted when it ends. */
export class Container {
  readonly #options: ContainerOptions;
  #process: Process | undefined;
  #checks: HealthCheck[] = [];
  #state: V1ContainerState = { waiting: { reason: 'ContainerCreating' } };
  #lastState: V1ContainerState | undefined;
  #started = false;
  #ready = false;
  #restarts = 0;
  #backoff: number;
  #timer: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor(options: ContainerOptions) {
    this.#options = options;
    this.#backoff = options.backoff.initial;
  }

  /** The running process, or the last one. */
  get process(): Process | undefined {
    return this.#process;
  }

  get finished(): boolean {
    return this.#state.terminated !== undefined;
  }

  get succeeded(): boolean {
    return this.#state.terminated?.exitCode === 0;
  }

  start(): void {
    const startedAt = new Date();
    const process = Process.start({
      name: this.#options.spec.name,
      ...this.#options.commandLine,
      cwd: this.#options.cwd,
      logFile: this.#options.logFile,
    });
    this.#process = process;
    this.#state = { running: { startedAt } };
    void process.exited.then((exit) => this.#ended(exit, startedAt));
    this.#watch();
    this.#options.onChange();
  }

  /** Ends the process for good: SIGTERM, and SIGKILL after `grace` milliseconds. */
  async stop(grace: number): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    this.#stopChecks();
    await this.#process?.stop(grace);
  }

  status(): V1ContainerStatus {
    return {
      name: this.#options.spec.name,
      image: this.#options.spec.image ?? '',
      imageID: '',
      ready: this.#ready,
      started: this.#started,
      restartCount: this.#restarts,
      state: this.#state,
      ...(this.#lastState && { lastState: this.#lastState }),
    };
  }

  // A startup probe delays the other probes; without one the container counts as started at once.
  #watch(): void {
    const { startupProbe } = this.#options.spec;
    if (!startupProbe) this.#becomeStarted();
    else this.#check(startupProbe, (healthy) => (healthy ? this.#becomeStarted() : this.#fail()));
  }

  #becomeStarted(): void {
    this.#stopChecks();
    this.#started = true;
    const { readinessProbe, livenessProbe } = this.#options.spec;
    if (livenessProbe) this.#check(livenessProbe, (healthy) => healthy || this.#fail());
    if (readinessProbe) this.#check(readinessProbe, (healthy) => this.#setReady(healthy));
    else this.#setReady(true);
  }

  #check(probe: V1Probe, onChange: (healthy: boolean) => void): void {
    const check = new HealthCheck(
      healthUrl(this.#options.address, this.#options.spec, probe),
      probe,
      onChange,
    );
    this.#checks.push(check);
    check.start();
  }

  #stopChecks(): void {
    for (const check of this.#checks) check.stop();
    this.#checks = [];
  }

  #setReady(ready: boolean): void {
    this.#ready = ready;
    this.#options.onChange();
  }

  #fail(): void {
    this.#stopChecks();
    void this.#process?.stop(this.#options.gracePeriod * 1000);
  }

  #ended(exit: Exit, startedAt: Date): void {
    this.#stopChecks();
    this.#ready = false;
    this.#started = false;
    const ended: V1ContainerState = {
      terminated: {
        // Shells report a signal in this way; the exact number does not matter here.
        exitCode: exit.code ?? 137,
        reason: exit.code === 0 ? 'Completed' : 'Error',
        ...(exit.signal && { message: `ended by ${exit.signal}` }),
        startedAt,
        finishedAt: new Date(),
      },
    };
    if (this.#stopping || !this.#options.restart(exit)) this.#state = ended;
    else this.#restartLater(ended, Date.now() - startedAt.getTime());
    this.#options.onChange();
  }

  #restartLater(ended: V1ContainerState, lasted: number): void {
    const { initial, max } = this.#options.backoff;
    if (lasted >= provenRun) this.#backoff = initial;
    this.#lastState = ended;
    this.#state = { waiting: { reason: 'CrashLoopBackOff', message: `restarting in ${this.#backoff} ms` } };
    this.#timer = setTimeout(() => {
      this.#restarts++;
      this.start();
    }, this.#backoff);
    this.#backoff = Math.min(this.#backoff * 2, max);
  }
}
