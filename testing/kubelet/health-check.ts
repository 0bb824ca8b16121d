import type { V1Container, V1Probe } from '@kubernetes/client-node';
import { get } from 'node:http';

/** Until its first success a check is repeated at this interval, without its delay and period, to save time. */
const eagerInterval = 200;

/** Repeats one httpGet probe of a container, with the thresholds and periods of its spec. */
export class HealthCheck {
  readonly #url: string;
  readonly #probe: V1Probe;
  readonly #onChange: (healthy: boolean) => void;
  #passes = 0;
  #failures = 0;
  #healthy: boolean | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(url: string, probe: V1Probe, onChange: (healthy: boolean) => void) {
    this.#url = url;
    this.#probe = probe;
    this.#onChange = onChange;
  }

  /** `onChange` is called with each change of the result, first when a threshold is reached. */
  start(): void {
    this.#after(Math.min((this.#probe.initialDelaySeconds ?? 0) * 1000, eagerInterval));
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #after(ms: number): void {
    this.#timer = setTimeout(() => void this.#check(), ms);
    this.#timer.unref();
  }

  async #check(): Promise<void> {
    const passed = await answers(this.#url, (this.#probe.timeoutSeconds ?? 1) * 1000);
    if (this.#stopped) return;
    this.#count(passed);
    const period = (this.#probe.periodSeconds ?? 10) * 1000;
    this.#after(this.#healthy === true ? period : Math.min(period, eagerInterval));
  }

  #count(passed: boolean): void {
    this.#passes = passed ? this.#passes + 1 : 0;
    this.#failures = passed ? 0 : this.#failures + 1;
    if (this.#passes >= (this.#probe.successThreshold ?? 1)) this.#say(true);
    else if (this.#failures >= this.#failureThreshold()) this.#say(false);
  }

  // While eager, it makes as many checks as fit into the time that the spec allows.
  #failureThreshold(): number {
    const threshold = this.#probe.failureThreshold ?? 3;
    if (this.#healthy === true) return threshold;
    return Math.ceil((threshold * (this.#probe.periodSeconds ?? 10) * 1000) / eagerInterval);
  }

  #say(healthy: boolean): void {
    if (this.#healthy === healthy) return;
    this.#healthy = healthy;
    this.#onChange(healthy);
  }
}

/** The URL of a container's probe. Throws for probes that are not httpGet. */
export function healthUrl(address: string, container: V1Container, probe: V1Probe): string {
  if (!probe.httpGet) throw new Error(`container ${container.name}: only httpGet probes are known here`);
  const { path = '/', port } = probe.httpGet;
  const named = container.ports?.find((candidate) => candidate.name === port)?.containerPort;
  return `http://${address}:${String(named ?? port)}${path}`;
}

function answers(url: string, timeout: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout }, (response) => {
      response.resume();
      const code = response.statusCode ?? 0;
      resolve(code >= 200 && code < 400);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}
