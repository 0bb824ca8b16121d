import { POD_DRAIN } from '@mechanic/contract';
import type { PodObject, WorkloadObject } from '../api/index.ts';
import type { Engine } from '../engine/engine.ts';
import type { WorkloadPlan } from '../plan/workload-plan.ts';
import { Autoscalers } from './autoscalers.ts';
import { diskOf } from './disks.ts';
import type { Kube } from './kube.ts';
import { type Change, ReplicaSets, firstToGo, isReadyPod, rollingStep } from './replica-sets.ts';

/** Times of pods that the plan does not name. */
const usual = { readyAfterMs: 1_000, endsAfterMs: 500 };
const KINDS = { StatefulSet: 'statefulsets', DaemonSet: 'daemonsets' } as const;

/** A workload that this world keeps going. */
interface Kept {
  readonly plan: WorkloadPlan;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What owns its pods, if it is no Deployment. */
  ownerUid: string;
  /** Those of a Deployment. */
  sets: ReplicaSets | null;
  births: number;
  /** What its Deployment wants now. */
  replicas: number;
  /** Which template it wants. */
  revision: string;
  /** Its status is about to be written. */
  counting: boolean;
}

/** ReplicaSets, StatefulSets, DaemonSets and Jobs: make pods, and make them again. */
export class WorkloadControllers {
  readonly autoscalers: Autoscalers;
  readonly #kube: Kube;
  readonly #engine: Engine;
  readonly #kept = new Map<string, Kept>();

  constructor(kube: Kube, engine: Engine) {
    this.#kube = kube;
    this.#engine = engine;
    this.autoscalers = new Autoscalers(kube, engine);
  }

  add(plan: WorkloadPlan, namespace = 'default', labels: Readonly<Record<string, string>> = {}): void {
    const kept: Kept = {
      plan,
      namespace,
      labels: { app: plan.name, ...labels },
      ownerUid: '',
      sets: null,
      births: 0,
      replicas: plan.replicas,
      revision: '',
      counting: false,
    };
    this.#kept.set(plan.name, kept);
    this.#createOwner(kept);
    this.#createBudgets(kept);
    if (plan.autoscaler) this.autoscalers.add(plan.name, namespace, plan.autoscaler);
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
    for (const { ownerUid, replicas, sets } of this.#kept.values())
      if (sets?.has(owner.uid) ?? ownerUid === owner.uid) return replicas;
    return undefined;
  }

  /** A pod was changed or is gone. */
  noticePod(pod: PodObject): void {
    const kept = this.#kept.get(pod.metadata.labels?.app ?? '');
    if (kept !== undefined) this.#engine.after(100, () => this.#tend(kept));
  }

  /** Somebody changed a Deployment: its ReplicaSets follow, and so do its pods. */
  noticeDeployment(deployment: WorkloadObject): void {
    const kept = this.#kept.get(deployment.metadata.name);
    if (kept === undefined || isSeen(kept, deployment)) return;
    this.#engine.after(50, () => {
      kept.replicas = deployment.spec?.replicas ?? 1;
      const revision = revisionOf(deployment);
      if (revision !== kept.revision) kept.sets?.roll(kept.replicas);
      kept.revision = revision;
      this.#tend(kept);
      this.#count(kept);
    });
  }

  /** A pod of a Deployment may count as Ready now, or no longer. */
  noticeStatus(pod: PodObject): void {
    const kept = this.#kept.get(pod.metadata.labels?.app ?? '');
    if (kept?.plan.kind !== 'Deployment') return;
    this.#count(kept);
    if (kept.sets?.isRollingOut === true) this.#engine.after(100, () => this.#tend(kept));
  }

  /** A Deployment is deleted, and what it made with it. */
  remove(name: string): void {
    const kept = this.#kept.get(name);
    if (kept === undefined) return;
    this.#kept.delete(name);
    const there = { metadata: { name, namespace: kept.namespace } };
    this.#kube.remove('person', 'deployments', there);
    this.autoscalers.remove(name);
    kept.sets?.remove();
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
    if (plan.kind === 'Deployment') kept.sets = this.#createDeployment(kept);
    if (!(plan.kind in KINDS)) {
      kept.ownerUid = `job-${plan.name}`;
      return;
    }
    const resource = KINDS[plan.kind as keyof typeof KINDS]; // as was just asked
    const selector = { matchLabels: { app: plan.name } };
    const owner = this.#kube.create('workloads', resource, {
      metadata: { name: plan.name, namespace },
      spec: { replicas: plan.replicas, selector },
    });
    kept.ownerUid = owner?.metadata.uid ?? '';
  }

  #createDeployment({ namespace, plan: { name, recreate, replicas } }: Kept): ReplicaSets {
    const deployment = this.#kube.create('person', 'deployments', {
      metadata: { name, namespace },
      spec: {
        replicas,
        selector: { matchLabels: { app: name } },
        strategy: { type: recreate === true ? 'Recreate' : 'RollingUpdate' },
      },
    });
    const uid = deployment?.metadata.uid ?? '';
    return new ReplicaSets(this.#kube, { name, namespace, uid }, replicas);
  }

  /** Writes the status of a Deployment and its ReplicaSets, a moment later. */
  #count(kept: Kept): void {
    if (kept.counting) return;
    kept.counting = true;
    this.#engine.after(80, () => {
      kept.counting = false;
      const there = { metadata: { name: kept.plan.name, namespace: kept.namespace } };
      const alive = this.#podsOf(kept).filter((pod) => pod.metadata.deletionTimestamp === undefined);
      const counts = { replicas: alive.length, readyReplicas: alive.filter(isReadyPod).length };
      kept.sets?.count(alive, kept.replicas);
      this.#kube.edit('workloads', 'deployments', there, (now) => ({
        ...now,
        status: {
          ...counts,
          updatedReplicas: kept.sets?.partsOf(alive).updated.length ?? 0,
          observedGeneration: isSeen(kept, now) ? (now.metadata.generation ?? 1) : 0,
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
    const { create, remove } = this.#nextOf(kept, alive);
    for (let count = 0; count < create; count++) this.#createPod(kept, this.#fresh(kept));
    for (const pod of remove) this.#kube.deletePod('workloads', pod);
  }

  #nextOf({ plan, replicas, sets }: Kept, alive: readonly PodObject[]): Change {
    const { old = [], updated = alive } = sets?.partsOf(alive) ?? {};
    if (old.length > 0)
      return plan.recreate === true ? { create: 0, remove: old } : rollingStep({ old, updated }, replicas);
    const tooMany = Math.max(0, updated.length - replicas);
    return {
      create: Math.max(0, replicas - updated.length),
      remove: updated.toSorted(firstToGo).slice(0, tooMany),
    };
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

  #ownerOf({ plan, ownerUid, sets }: Kept): object {
    if (plan.kind === 'bare' || plan.kind === 'static') return {};
    const kind = sets === null ? plan.kind : 'ReplicaSet';
    const apiVersion = plan.kind === 'Job' ? 'batch/v1' : 'apps/v1';
    const { name, uid } = sets?.newest ?? { name: plan.name, uid: ownerUid };
    return { ownerReferences: [{ apiVersion, kind, name, uid, controller: true }] };
  }
}

function isSeen({ replicas, revision }: Kept, deployment: WorkloadObject): boolean {
  return (deployment.spec?.replicas ?? 1) === replicas && revisionOf(deployment) === revision;
}

/** By what templates differ here. */
function revisionOf({ spec }: WorkloadObject): string {
  return spec?.template?.metadata?.annotations?.revision ?? '';
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
