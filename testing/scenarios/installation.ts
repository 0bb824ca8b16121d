import { CoordinationV1Api, PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Status } from '@mechanic/contract/status';
import { type ControlPlane, waitFor, type WaitOptions } from '../controlplane/index.ts';
import type { LocalKubelet, LocalPod } from '../kubelet/index.ts';
import type { LimitChange } from './oracle.ts';
import { merge, type Values } from './values.ts';

/** The namespace of the release, as in docs/install.md. */
export const namespace = 'mechanic';

const chart = join(import.meta.dirname, '..', '..', 'charts', 'mechanic');
const mergePatch = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);

/** mechanic as installed by the chart: its settings, pods and answers. */
export class Installation {
  readonly #controlPlane: ControlPlane;
  readonly #kubelet: LocalKubelet;
  readonly #values: Values;
  readonly #limits: LimitChange[] = [];
  #settings: string;

  /** `values` of the chart; `configure({})` returns to the `settings` in them. */
  constructor(
    controlPlane: ControlPlane,
    kubelet: LocalKubelet,
    values: Values & { readonly settings: Values },
  ) {
    this.#controlPlane = controlPlane;
    this.#kubelet = kubelet;
    this.#values = values;
    this.#settings = stringify(values.settings);
    this.#noteLimit(this.#settings);
  }

  /**
   * Installs or upgrades the release with these additional values, from the chart of this repository or of another version.
   * Returns when its objects are accepted.
   */
  async upgrade(values: Values = {}, from = chart): Promise<void> {
    await this.#controlPlane.helm(
      [
        'upgrade',
        'mechanic',
        from,
        '--install',
        '--namespace',
        namespace,
        '--create-namespace',
        '--values',
        '-',
      ],
      // JSON is valid YAML, and always shows which values are texts.
      JSON.stringify(merge(this.#values, values)),
    );
  }

  /** Whether every controller and this many probes are Ready. */
  async isReady(probes: number | 'any'): Promise<boolean> {
    const { apps } = this.#controlPlane.cluster;
    const { spec, status } = await apps.readNamespacedDeployment({ name: 'mechanic-controller', namespace });
    if ((status?.readyReplicas ?? 0) < (spec?.replicas ?? 0)) return false;
    const { items } = await apps.listNamespacedDaemonSet({ namespace });
    return probes === 'any' || items.every(({ status: set }) => set?.numberReady === probes);
  }

  /** The controller pod that holds the lease. */
  leader(options?: WaitOptions): Promise<LocalPod> {
    return waitFor('a leader', () => this.#holdingPod(), options);
  }

  /** A controller pod that does not lead. */
  async standby(): Promise<LocalPod> {
    const leader = await this.leader();
    return waitFor('a standby', () => this.controllers().find((pod) => pod !== leader));
  }

  /** The holder of the lease; empty without one. */
  async holder(): Promise<string> {
    const api = this.#controlPlane.kubeConfig.makeApiClient(CoordinationV1Api);
    const lease = await api.readNamespacedLease({ namespace, name: 'mechanic-controller' });
    return lease.spec?.holderIdentity ?? '';
  }

  controllers(): readonly LocalPod[] {
    return this.#component('controller');
  }

  /** The probe on a node; the newest of several. */
  probe(node: string): LocalPod {
    const probe = this.#component('probe').findLast(({ view }) => view.nodeName === node);
    if (!probe) throw new Error(`no probe runs on ${node}`);
    return probe;
  }

  /** The status of a controller; by default of the leader. */
  async status(pod?: LocalPod): Promise<Status> {
    const response = await fetch(httpUrl(pod ?? (await this.leader()), '/api/v1/status'));
    // The type of this document in the contract.
    return (await response.json()) as Status;
  }

  /** Edits the ConfigMap: these settings override those of the release. Returns when the leader has read them. */
  async configure(settings: Values): Promise<void> {
    await this.writeSettings(stringify(merge(this.#values.settings as Values, settings))); // the type in the constructor
  }

  /** Writes this text unchanged under the key of the settings. Returns when the leader has read it. */
  async writeSettings(text: string): Promise<void> {
    if (text === this.#settings) return;
    const leader = await this.leader();
    const readings = await metric(leader, 'mechanic_config_reloads_total');
    this.#settings = text;
    this.#noteLimit(text);
    const body = { data: { 'mechanic.yaml': text } };
    const { core } = this.#controlPlane.cluster;
    await core.patchNamespacedConfigMap({ name: 'mechanic', namespace, body }, mergePatch);
    await waitFor(
      'the settings to be read',
      async () => (await metric(leader, 'mechanic_config_reloads_total')) > readings,
    );
  }

  /** The values of `maxConcurrentDrains` and when each was written. */
  get limits(): readonly LimitChange[] {
    return this.#limits;
  }

  // Only a plain number counts; a refused edit keeps the last limit.
  #noteLimit(text: string): void {
    const limit = /^maxConcurrentDrains: (\d+)$/m.exec(text)?.[1];
    if (limit !== undefined) this.#limits.push({ at: new Date(), limit: Number(limit) });
  }

  async #holdingPod(): Promise<LocalPod | undefined> {
    const holder = await this.holder();
    return this.controllers().find(({ view }) => view.name === holder);
  }

  #component(component: string): readonly LocalPod[] {
    return this.#kubelet
      .pods()
      .filter(({ view }) => view.source.metadata?.labels?.['app.kubernetes.io/component'] === component);
  }
}

/** The value of a metric of one pod, summed over the series with these `labels`. */
export async function metric(pod: LocalPod, name: string, labels = ''): Promise<number> {
  const text = await (await fetch(httpUrl(pod, '/metrics'))).text();
  const series = text
    .split('\n')
    .filter(
      (line) => line.startsWith(name) && /^[{ ]/.test(line.slice(name.length)) && line.includes(labels),
    );
  return series.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

/** The URL of a path on one of our pods. */
export function httpUrl({ address, view }: LocalPod, path: string): string {
  const port = view.containers[0]?.ports?.[0]?.containerPort;
  return `http://${address}:${String(port)}${path}`;
}
