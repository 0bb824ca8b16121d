import { POD_DRAIN } from '@mechanic/contract';
import type { PodObject, WorkloadObject } from '../api/index.ts';
import type { Engine } from '../engine/engine.ts';
import type { WorkloadPlan } from '../plan/workload-plan.ts';
import { diskOf } from './disks.ts';
import type { Kube } from './kube.ts';

/** Times of pods that the plan does not name. */
const usual = { readyAfterMs: 1_000, endsAfterMs: 500 };
const KINDS = { Deployment: 'replicasets', StatefulSet: 'statefulsets', DaemonSet: 'daemonsets' } as const;

/** A workload that this world keeps going. */
interface Kept {
  readonly plan: WorkloadPlan;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  ownerUid: string;
  births: number;
  /** What its Deployment wants now. */
  replicas: number;
  /** Its status is about to be written. */
  counting: boolean;
}

/** ReplicaSets, StatefulSets, DaemonSets and Jobs: make pods, and make them again. */
export class WorkloadControllers {
  readonly #kube: Kube;
  readonly #engine: Engine;
  readonly #kept = new Map<string, Kept>();

  constructor(kube: Kube, engine: Engine) {
    this.#kube = kube;
    this.#engine = engine;
  }

  add(plan: WorkloadPlan, namespace = 'default', labels: Readonly<Record<string, string>> = {}): void {
    const kept: Kept = {
      plan,
      namespace,
      labels: { app: plan.name, ...labels },
      ownerUid: '',
      births: 0,
      replicas: plan.replicas,
      counting: false,
    };
    this.#kept.set(plan.name, kept);
    this.#createOwner(kept);
    this.#createBudgets(kept);
    this.#tend(kept);
  }

  timesOf(pod: PodObject): { readonly readyAfterMs: number; readonly endsAfterMs: number } {
    return this.#kept.get(pod.metadata.labels?.app ?? '')?.plan ?? usual;
  }

  /** How long the disk of a pod takes to be detached. */
  detachMs(pod: PodObject): number {
    return this.#kept.get(pod.metadata.labels?.app ?? '')?.plan.detachMs ?? 1_000;
  }

  /** How many pods the controller of a pod wants; undefined: there is no such controller. */
  scaleOf(owner: { readonly uid: string }): number | undefined {
    for (const { ownerUid, replicas } of this.#kept.values()) if (ownerUid === owner.uid) return replicas;
    return undefined;
  }

  /** A pod was changed or is gone. */
  noticePod(pod: PodObject): void {
    const kept = this.#kept.get(pod.metadata.labels?.app ?? '');
    if (kept !== undefined) this.#engine.after(100, () => this.#tend(kept));
  }

  /** Somebody changed a Deployment: its ReplicaSet follows, and so do its pods. */
  noticeDeployment({ metadata: { name }, spec = {} }: WorkloadObject): void {
    const kept = this.#kept.get(name);
    const { replicas = 1 } = spec;
    if (kept === undefined || kept.replicas === replicas) return;
    this.#engine.after(50, () => {
      kept.replicas = replicas;
      this.#tend(kept);
      this.#count(kept);
    });
  }

  /** A pod of a Deployment may count as Ready now, or no longer. */
  noticeStatus(pod: PodObject): void {
    const kept = this.#kept.get(pod.metadata.labels?.app ?? '');
    if (kept?.plan.kind === 'Deployment') this.#count(kept);
  }

  /** A Deployment is deleted, and what it made with it. */
  remove(name: string): void {
    const kept = this.#kept.get(name);
    if (kept === undefined) return;
    this.#kept.delete(name);
    const there = { metadata: { name, namespace: kept.namespace } };
    this.#kube.remove('person', 'deployments', there);
    this.#kube.remove('garbage-collector', 'replicasets', there);
    for (const pod of this.#podsOf(kept)) this.#kube.deletePod('garbage-collector', pod);
  }

  /** A node came or went. */
  noticeNodes(): void {
    for (const kept of this.#kept.values()) {
      if (kept.plan.kind === 'DaemonSet' || kept.plan.kind === 'static')
        this.#engine.after(200, () => this.#tend(kept));
    }
  }

  #createOwner(kept: Kept): void {
    const { plan, namespace } = kept;
    if (!(plan.kind in KINDS)) {
      kept.ownerUid = `job-${plan.name}`;
      return;
    }
    const resource = KINDS[plan.kind as keyof typeof KINDS]; // as was just asked
    const selector = { matchLabels: { app: plan.name } };
    const owner = this.#kube.create('workloads', resource, {
      metadata: { name: plan.name, namespace, ...this.#deploymentOf(kept) },
      spec: { replicas: plan.replicas, selector },
    });
    kept.ownerUid = owner?.metadata.uid ?? '';
  }

  /** Makes the Deployment that owns a ReplicaSet of the same name. */
  #deploymentOf({ namespace, plan: { kind, name, recreate, replicas } }: Kept): object {
    if (kind !== 'Deployment') return {};
    const deployment = this.#kube.create('person', 'deployments', {
      metadata: { name, namespace },
      spec: {
        replicas,
        selector: { matchLabels: { app: name } },
        strategy: { type: recreate === true ? 'Recreate' : 'RollingUpdate' },
      },
    });
    const uid = deployment?.metadata.uid ?? '';
    return { ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid, controller: true }] };
  }

  /** Writes the status of a Deployment and its ReplicaSet, a moment later. */
  #count(kept: Kept): void {
    if (kept.counting) return;
    kept.counting = true;
    this.#engine.after(80, () => {
      kept.counting = false;
      const there = { metadata: { name: kept.plan.name, namespace: kept.namespace } };
      const alive = this.#podsOf(kept).filter((pod) => pod.metadata.deletionTimestamp === undefined);
      const counts = { replicas: alive.length, readyReplicas: alive.filter(isReadyPod).length };
      const count = (now: WorkloadObject): WorkloadObject => ({
        ...now,
        spec: { ...now.spec, replicas: kept.replicas },
        status: { ...counts, observedGeneration: now.metadata.generation ?? 1 },
      });
      this.#kube.edit('workloads', 'replicasets', there, count);
      this.#kube.edit('workloads', 'deployments', there, (now) => ({
        ...now,
        status: {
          ...counts,
          updatedReplicas: counts.replicas,
          observedGeneration:
            (now.spec?.replicas ?? 1) === kept.replicas ? (now.metadata.generation ?? 1) : 0,
        },
      }));
    });
  }

  #createBudgets({ plan, namespace }: Kept): void {
    if (plan.budget === null) return;
    const { minAvailable, maxUnavailable, unhealthy, twice } = plan.budget;
    for (const name of twice ? [plan.name, `${plan.name}-again`] : [plan.name]) {
      this.#kube.create('workloads', 'poddisruptionbudgets', {
        metadata: { name, namespace },
        spec: {
          ...(minAvailable !== undefined && { minAvailable }),
          ...(maxUnavailable !== undefined && { maxUnavailable }),
          ...(unhealthy !== undefined && { unhealthyPodEvictionPolicy: unhealthy }),
          selector: { matchLabels: { app: plan.name } },
        },
        status: {
          observedGeneration: 0,
          disruptionsAllowed: 0,
          currentHealthy: 0,
          desiredHealthy: 0,
          expectedPods: 0,
        },
      });
    }
  }

  #tend(kept: Kept): void {
    switch (kept.plan.kind) {
      case 'Deployment':
        this.#tendReplicas(kept);
        this.#count(kept);
        return;
      case 'StatefulSet':
        this.#tendStateful(kept);
        this.#countStateful(kept);
        return;
      case 'DaemonSet':
      case 'static':
        this.#tendNodes(kept);
        return;
      case 'Job':
      case 'bare':
        this.#createOnce(kept);
    }
  }

  #tendReplicas(kept: Kept): void {
    const alive = this.#podsOf(kept).filter((pod) => pod.metadata.deletionTimestamp === undefined);
    for (let count = alive.length; count < kept.replicas; count++) this.#createPod(kept, this.#fresh(kept));
    for (const pod of alive.sort(firstToGo).slice(0, Math.max(0, alive.length - kept.replicas)))
      this.#kube.deletePod('workloads', pod);
  }

  #tendStateful(kept: Kept): void {
    for (let index = 0; index < kept.plan.replicas; index++) {
      const name = `${kept.plan.name}-${index}`;
      const there = this.#kube.get('pods', { metadata: { name, namespace: kept.namespace } });
      if (there === undefined) this.#createPod(kept, name);
    }
  }

  #tendNodes(kept: Kept): void {
    for (const { metadata } of this.#kube.nodes()) {
      const name = `${kept.plan.name}-${metadata.name}`;
      const there = this.#kube.get('pods', { metadata: { name, namespace: kept.namespace } });
      if (there === undefined) this.#createPod(kept, name, metadata.name);
    }
  }

  /** Half of a Job's pods run to their end after a while. */
  #createOnce(kept: Kept): void {
    if (kept.births > 0) return;
    for (let index = 0; index < kept.plan.replicas; index++) {
      const name = this.#fresh(kept);
      this.#createPod(kept, name);
      if (kept.plan.kind !== 'Job' || index % 2 === 1) continue;
      this.#engine.after(120_000, () =>
        this.#kube.edit('kubelet', 'pods', { metadata: { name, namespace: kept.namespace } }, (pod) => ({
          ...pod,
          status: { ...pod.status, phase: 'Succeeded', conditions: [{ type: 'Ready', status: 'False' }] },
        })),
      );
    }
  }

  /** Says in the status of a StatefulSet how many of its pods are Ready. */
  #countStateful(kept: Kept): void {
    const of = { metadata: { name: kept.plan.name, namespace: kept.namespace } };
    const readyReplicas = this.#podsOf(kept).filter(isReadyPod).length;
    this.#kube.edit('workloads', 'statefulsets', of, (object) => ({
      ...object,
      status: { ...object.status, readyReplicas },
    }));
  }

  #fresh(kept: Kept): string {
    return `${kept.plan.name}-${(kept.births + 1).toString(36).padStart(3, '0')}`;
  }

  #podsOf(kept: Kept): PodObject[] {
    return this.#kube.pods().filter(({ metadata }) => metadata.labels?.app === kept.plan.name);
  }

  #createPod(kept: Kept, name: string, nodeName?: string): void {
    kept.births += 1;
    const { plan, namespace, labels } = kept;
    if (plan.detachMs !== null) {
      const claim = `data-${name}`;
      this.#kube.create('workloads', 'persistentvolumeclaims', {
        metadata: { name: claim, namespace },
        spec: { volumeName: diskOf(claim) },
      });
    }
    this.#kube.create('workloads', 'pods', {
      metadata: {
        name,
        namespace,
        labels: { ...labels, ...(plan.stays && { stay: 'put' }) },
        annotations: {
          ...(plan.kind === 'static' && { 'kubernetes.io/config.mirror': 'x' }),
          ...(plan.wish !== null && { [POD_DRAIN]: plan.wish }),
        },
        ...(plan.finalizer && { finalizers: ['example.com/slow'] }),
        ...this.#ownerOf(kept),
      },
      spec: {
        ...(nodeName !== undefined && { nodeName }),
        terminationGracePeriodSeconds: plan.graceSeconds,
        ...(plan.critical && { priorityClassName: 'system-cluster-critical', priority: 2_000_000_000 }),
        ...volumesOf(plan, name),
        ...(plan.tolerant && { tolerations: [{ operator: 'Exists' }] }),
      },
      status: { phase: 'Pending' },
    });
  }

  #ownerOf({ plan, ownerUid }: Kept): object {
    if (plan.kind === 'bare' || plan.kind === 'static') return {};
    const kind = plan.kind === 'Deployment' ? 'ReplicaSet' : plan.kind;
    const apiVersion = plan.kind === 'Job' ? 'batch/v1' : 'apps/v1';
    return { ownerReferences: [{ apiVersion, kind, name: plan.name, uid: ownerUid, controller: true }] };
  }
}

function isReadyPod({ metadata, status }: PodObject): boolean {
  if (metadata.deletionTimestamp !== undefined) return false;
  return status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;
}

function volumesOf(
  { emptyDir, detachMs }: WorkloadPlan,
  pod: string,
): { volumes?: Record<string, unknown>[] } {
  const volumes = [
    ...(emptyDir ? [{ name: 'scratch', emptyDir: {} }] : []),
    ...(detachMs === null ? [] : [{ name: 'data', persistentVolumeClaim: { claimName: `data-${pod}` } }]),
  ];
  return volumes.length === 0 ? {} : { volumes };
}

/** As a ReplicaSet chooses: who has no node, who is not Ready, who is the youngest. */
function firstToGo(a: PodObject, b: PodObject): number {
  const rank = (pod: PodObject): number => (pod.spec?.nodeName === undefined ? 0 : isReadyPod(pod) ? 2 : 1);
  return rank(a) - rank(b) || (a.metadata.name < b.metadata.name ? 1 : -1);
}
