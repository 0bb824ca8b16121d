import { DiscoveryV1Api, type V1EndpointSlice } from '@kubernetes/client-node';
import { setTimeout as delay } from 'node:timers/promises';
import type { RealCluster } from './real-cluster.ts';

/** Pause between two looks, in milliseconds. */
const interval = 100;

/** How a Service was served while it was watched. */
export interface Serving {
  /** Seconds without a ready endpoint. */
  readonly secondsWithout: number;
  /** Fewest endpoints that were ready at once. */
  readonly fewest: number;
}

/** Watches the ready endpoints of Services, ten times a second, until it is stopped. */
export class ServingWatch {
  readonly #api: DiscoveryV1Api;
  readonly #services: readonly string[];
  readonly #without = new Map<string, number>();
  readonly #fewest = new Map<string, number>();
  readonly #watching: Promise<void>;
  #stopped = false;

  /** @param services names in the namespace `default` */
  constructor(real: RealCluster, services: readonly string[]) {
    this.#api = real.controlPlane.kubeConfig.makeApiClient(DiscoveryV1Api);
    this.#services = services;
    this.#watching = this.#watch();
  }

  /** Ends the watch; what was seen of each Service. Throws when a look failed. */
  async stop(): Promise<Readonly<Record<string, Serving>>> {
    this.#stopped = true;
    await this.#watching;
    return Object.fromEntries(
      this.#services.map((name) => [
        name,
        {
          secondsWithout: Math.round((this.#without.get(name) ?? 0) / 100) / 10,
          fewest: this.#fewest.get(name) ?? 0,
        },
      ]),
    );
  }

  async #watch(): Promise<void> {
    let last = performance.now();
    while (!this.#stopped) {
      const { items } = await this.#api.listNamespacedEndpointSlice({ namespace: 'default' });
      const now = performance.now();
      for (const name of this.#services) this.#note(name, readyEndpoints(items, name), now - last);
      last = now;
      await delay(interval);
    }
  }

  #note(name: string, ready: number, elapsed: number): void {
    this.#fewest.set(name, Math.min(this.#fewest.get(name) ?? Infinity, ready));
    if (ready === 0) this.#without.set(name, (this.#without.get(name) ?? 0) + elapsed);
  }
}

function readyEndpoints(slices: readonly V1EndpointSlice[], service: string): number {
  return slices
    .filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === service)
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready === true).length;
}
