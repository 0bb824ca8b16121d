import type { WriteRecord } from '../api/index.ts';
import type { Engine } from '../engine/engine.ts';
import type { Kube } from './kube.ts';
import type { Programs } from './programs.ts';

export interface AmbushPlan {
  /** So long after it was let go. */
  readonly delayMs: number;
  readonly downMs: number;
}

/**
 * Kills a controller when it has evicted a pod of an application, in the moment in which it would put back what it raised for
 * that pod. Whoever leads next finds nothing that still needs it.
 */
export class Ambush {
  readonly #engine: Engine;
  readonly #programs: Programs;
  /** By name of the application. */
  readonly #laid = new Map<string, AmbushPlan>();

  constructor(kube: Kube, engine: Engine, programs: Programs) {
    this.#engine = engine;
    this.#programs = programs;
    kube.api.onWrite((write) => this.#notice(write));
  }

  /** For the next pod of this application that is evicted. */
  lay(application: string, plan: AmbushPlan): void {
    this.#laid.set(application, plan);
  }

  /** Those that were laid in vain are over. */
  clear(): void {
    this.#laid.clear();
  }

  #notice({ before, status, subresource, user }: WriteRecord): void {
    if (subresource !== 'eviction' || status >= 300) return;
    const application = before?.metadata.labels?.app ?? '';
    const plan = this.#laid.get(application);
    const running = this.#programs.controllers.get(user);
    if (plan === undefined || running === undefined) return;
    this.#laid.delete(application);
    this.#engine.after(plan.delayMs, () => {
      running.replica.process.kill();
      running.machine.restart(running.pod.metadata.uid, plan.downMs);
    });
  }
}
