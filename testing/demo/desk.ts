import { httpUrl } from '../scenarios/installation.ts';
import type { MechanicCluster } from '../scenarios/mechanic-cluster.ts';
import { Workstation } from '../plugin/workstation.ts';

/** Where a visitor of the demo sits: kubectl and `kubectl mechanic` that reach the cluster and its controllers. */
export class Desk {
  readonly #mechanic: MechanicCluster;
  readonly #workstation: Workstation;

  private constructor(mechanic: MechanicCluster, workstation: Workstation) {
    this.#mechanic = mechanic;
    this.#workstation = workstation;
  }

  static async open(mechanic: MechanicCluster): Promise<Desk> {
    const desk = new Desk(mechanic, await Workstation.create(mechanic.controlPlane));
    await desk.point();
    return desk;
  }

  /** What to type into a shell first. */
  get exports(): string {
    const { command, env } = this.#workstation.command;
    const { KUBECONFIG = '', REAL_KUBECTL = '', PROXIED = '' } = env;
    const folder = command.slice(0, command.lastIndexOf('/'));
    return `export KUBECONFIG=${KUBECONFIG} REAL_KUBECTL=${REAL_KUBECTL} PROXIED=${PROXIED} PATH=${folder}:$PATH`;
  }

  /**
   * Runs `kubectl mechanic ...`.
   * @throws Error with what it said, when it fails
   */
  async mechanic(...args: readonly string[]): Promise<void> {
    const { code, stdout, stderr } = await this.#workstation.mechanic(...args);
    if (code !== 0) throw new Error(`kubectl mechanic ${args.join(' ')}: ${stdout}${stderr}`);
  }

  /** Tells it where the controllers are now; to be called again when they may have changed. */
  async point(): Promise<void> {
    const pods = this.#mechanic.installation.controllers();
    const targets = pods.map((pod): [string, string] => [`pods/${pod.view.name}`, httpUrl(pod, '')]);
    const [[, service] = ['', '']] = targets;
    await this.#workstation.proxy({
      'services/mechanic-controller:http': service,
      ...Object.fromEntries(targets),
    });
  }
}
