import {
  COMPONENT_LABEL,
  HISTORY_KEY,
  HISTORY_MAP,
  NAME,
  NAME_LABEL,
  type RememberedDrains,
  parseHistory,
} from '@mechanic/contract';
import { type BudgetView, budgetView } from '../../controller/src/decide/views/budgets.ts';
import { nodeView } from '../../controller/src/decide/views/nodes.ts';
import { type ObjectMeta, type Time, milliseconds } from '../../controller/src/decide/views/objects.ts';
import {
  type PodView,
  type ProbePodView,
  podView,
  probePodView,
} from '../../controller/src/decide/views/pods.ts';
import {
  type ConfigMapObject,
  type SettingsText,
  settingsMapView,
  settingsText,
} from '../../controller/src/decide/views/settings-map.ts';
import {
  type CheckedDeployment,
  type CheckedPod,
  type CheckedPodObject,
  type NodeRoomObject,
  type Resources,
  allocatableOf,
  checkedDeployment,
  checkedPod,
} from '../../controller/src/decide/check/views.ts';
import type { NodeView } from '../../controller/src/decide/snapshot.ts';
import { type Kubectl, KubectlFailure } from './kubectl.ts';

/** The name in the chart. */
export const SETTINGS_MAP = 'mechanic';
export const SERVICE = 'mechanic-controller';
const LEASE = 'mechanic-controller';

const PAGE = 500;

/** The leader according to the lease. Times are milliseconds since the epoch. */
export interface LeaseView {
  /** Empty when the lease was released. */
  readonly holder: string;
  readonly acquiredAt: number | null;
  /** The holder stops leading at this time unless it renews the lease. */
  readonly endsAt: number;
}

interface LeaseObject {
  readonly spec?: {
    readonly holderIdentity?: string;
    readonly acquireTime?: Time;
    readonly renewTime?: Time;
    readonly leaseDurationSeconds?: number;
  };
}

/**
 * Reads the same objects as the controller, in the same form, with the permissions of the user. All methods throw
 * KubectlFailure.
 */
export class ClusterReader {
  readonly #kubectl: Kubectl;
  readonly #namespace: string;

  constructor(kubectl: Kubectl, namespace: string) {
    this.#kubectl = kubectl;
    this.#namespace = namespace;
  }

  nodes(): Promise<NodeView[]> {
    return this.#list('/api/v1/nodes', {}, nodeView);
  }

  async node(name: string): Promise<NodeView> {
    return nodeView(await this.#get(`/api/v1/nodes/${name}`));
  }

  async settings(): Promise<SettingsText> {
    const map = this.#get<Parameters<typeof settingsMapView>[0]>(this.#path('configmaps', SETTINGS_MAP));
    const found = await orNull(map);
    return settingsText(found === null ? undefined : settingsMapView(found));
  }

  /** The drains that ended; null without the ConfigMap. */
  async history(): Promise<RememberedDrains | null> {
    const found = await orNull(this.#get<ConfigMapObject>(this.#path('configmaps', HISTORY_MAP)));
    return found === null ? null : parseHistory(found.data?.[HISTORY_KEY] ?? '');
  }

  /** null when no replica has ever led. */
  async lease(): Promise<LeaseView | null> {
    const path = `/apis/coordination.k8s.io/v1/namespaces/${this.#namespace}/leases/${LEASE}`;
    const lease = await orNull(this.#get<LeaseObject>(path));
    if (lease === null) return null;
    const { holderIdentity = '', acquireTime, renewTime, leaseDurationSeconds = 0 } = lease.spec ?? {};
    return {
      holder: holderIdentity,
      acquiredAt: milliseconds(acquireTime),
      endsAt: (milliseconds(renewTime) ?? 0) + leaseDurationSeconds * 1_000,
    };
  }

  /** All probe pods, or those of one node. */
  probes(nodeName?: string): Promise<ProbePodView[]> {
    return this.#list(
      this.#path('pods'),
      {
        labelSelector: `${NAME_LABEL}=${NAME},${COMPONENT_LABEL}=probe`,
        ...(nodeName !== undefined && { fieldSelector: `spec.nodeName=${nodeName}` }),
      },
      probePodView,
    );
  }

  podsOn(nodeName: string): Promise<PodView[]> {
    return this.#list('/api/v1/pods', { fieldSelector: `spec.nodeName=${nodeName}` }, podView);
  }

  budgets(): Promise<BudgetView[]> {
    return this.#list('/apis/policy/v1/poddisruptionbudgets', {}, budgetView);
  }

  /** Passes every pod of the cluster to `take`, page by page. */
  async eachPod(take: (pod: CheckedPod) => void): Promise<void> {
    await this.#list('/api/v1/pods', {}, (object: CheckedPodObject) => take(checkedPod(object)));
  }

  deployments(): Promise<CheckedDeployment[]> {
    return this.#list('/apis/apps/v1/deployments', {}, checkedDeployment);
  }

  /** All Nodes, and the allocatable resources of each. */
  async nodesWithRoom(): Promise<{
    readonly nodes: NodeView[];
    readonly allocatable: Map<string, Resources>;
  }> {
    const allocatable = new Map<string, Resources>();
    const nodes = await this.#list(
      '/api/v1/nodes',
      {},
      (object: Parameters<typeof nodeView>[0] & NodeRoomObject) => {
        const view = nodeView(object);
        const room = allocatableOf(object);
        if (room !== null) allocatable.set(view.name, room);
        return view;
      },
    );
    return { nodes, allocatable };
  }

  async budget(namespace: string, name: string): Promise<BudgetView> {
    const path = `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets/${name}`;
    return budgetView(await this.#get(path));
  }

  #path(resource: string, name = ''): string {
    return `/api/v1/namespaces/${this.#namespace}/${resource}${name === '' ? '' : `/${name}`}`;
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- T is what `view` takes: it is inferred, and the body needs its name
  async #list<T, View>(
    path: string,
    query: Readonly<Record<string, string>>,
    view: (object: T) => View,
  ): Promise<View[]> {
    const views: View[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const parameters = new URLSearchParams({
        limit: String(PAGE),
        ...query,
        ...(next !== '' && { continue: next }),
      });
      const page: List<T> = await this.#get(`${path}?${parameters.toString()}`);
      views.push(...(page.items ?? []).map(view));
      next = page.metadata?.continue === '' ? undefined : page.metadata?.continue;
    }
    return views;
  }

  async #get<T>(path: string): Promise<T> {
    // The API server answers with the type of this path, in which every field that is read may be missing.
    return JSON.parse(await this.#kubectl.run(['get', '--raw', path])) as T;
  }
}

interface List<T> {
  readonly metadata?: ObjectMeta & { readonly continue?: string };
  readonly items?: readonly T[];
}

async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof KubectlFailure && error.reason === 'NotFound') return null;
    throw error;
  }
}
