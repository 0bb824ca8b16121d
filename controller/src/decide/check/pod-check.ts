import type { Settings } from '@mechanic/contract';
import { nameOf } from './budget-check.ts';
import type { Finding } from './finding.ts';
import type { BudgetView } from '../views/budgets.ts';
import type { CheckedDeployment, CheckedPod } from './views.ts';

/** The node of a pod and the budgets that protect it. */
export interface PodContext {
  readonly budgets: readonly BudgetView[];
  /** The grace period that pods of its node can have. */
  readonly noticeSeconds: number;
}

interface Told {
  readonly finding: Omit<Finding, 'object'>;
  pods: number;
  readonly example: string;
}

type Judgement = Omit<Finding, 'object'>;

/** Checks pods one by one, and reports each finding once per workload, however many pods it has. */
export class PodFindings {
  readonly #settings: Settings;
  readonly #deployments: ReadonlyMap<string, CheckedDeployment>;
  /** By workload and kind of finding. */
  readonly #told = new Map<string, Map<string, Told>>();
  /** Pods of each workload. Only workloads with one pod, or with all pods on one node, are checked further. */
  readonly #workloads = new Map<string, { pods: number; isTogether: boolean; readonly pod: CheckedPod }>();

  constructor(settings: Settings, deployments: readonly CheckedDeployment[] | null) {
    this.#settings = settings;
    this.#deployments = new Map(deployments?.map((deployment) => [keyOf(deployment), deployment]));
  }

  add(pod: CheckedPod, context: PodContext): void {
    const workload = workloadOf(pod);
    const known = this.#workloads.get(workload);
    if (known === undefined) this.#workloads.set(workload, { pods: 1, isTogether: true, pod });
    else {
      known.pods += 1;
      known.isTogether &&= known.pod.nodeName === pod.nodeName;
    }
    for (const judgement of this.#judge(pod, context)) this.#tell(workload, pod, judgement);
  }

  findings(): Finding[] {
    const told = [...this.#told].flatMap(([workload, kinds]) =>
      [...kinds.values()].map(({ finding, pods, example }): Finding => {
        const object =
          pods === 1 || workload.startsWith('Pod ') ? `Pod ${example}` : `${workload} (${pods} pods)`;
        return { ...finding, object };
      }),
    );
    return [...told, ...this.#singles()];
  }

  /** By node: the number of Deployments that have all pods on it and get a successor before the last pod leaves. */
  surges(): ReadonlyMap<string, number> {
    const surges = new Map<string, number>();
    for (const [workload, { isTogether, pod }] of this.#workloads) {
      if (!isTogether || pod.pinned || !workload.startsWith('Deployment ')) continue;
      if (this.#noSurge('Deployment', pod) === null)
        surges.set(pod.nodeName, (surges.get(pod.nodeName) ?? 0) + 1);
    }
    return surges;
  }

  #tell(workload: string, pod: CheckedPod, finding: Judgement): void {
    const kinds = this.#told.get(workload) ?? new Map<string, Told>();
    this.#told.set(workload, kinds);
    const known = kinds.get(finding.kind);
    if (known === undefined)
      kinds.set(finding.kind, { finding, pods: 1, example: `${pod.namespace}/${pod.name}` });
    else known.pods += 1;
  }

  #judge(pod: CheckedPod, { budgets, noticeSeconds }: PodContext): Judgement[] {
    return [
      severalBudgets(budgets),
      this.#unmanaged(pod),
      this.#emptyDir(pod),
      this.#grace(pod, noticeSeconds),
      pinned(pod),
      comesBack(pod),
    ].filter((judgement) => judgement !== null);
  }

  #unmanaged({ owner }: CheckedPod): Judgement | null {
    if (owner !== null) return null;
    if (this.#settings.drain.unmanagedPods === 'block') {
      return {
        severity: 'error',
        kind: 'pod-without-owner',
        why: 'nobody would make it again, and drain.unmanagedPods is "block": a drain of its node does not end',
        cure: 'run it by a Deployment or Job, or let drain.unmanagedPods be "evict"',
      };
    }
    return {
      severity: 'warning',
      kind: 'pod-without-owner',
      why: 'nobody would make it again: a drain of its node ends it for good',
      cure: 'run it by a Deployment or Job',
    };
  }

  #emptyDir({ hasEmptyDir }: CheckedPod): Judgement | null {
    if (!hasEmptyDir || this.#settings.drain.emptyDirPods !== 'block') return null;
    return {
      severity: 'error',
      kind: 'pod-with-empty-dir',
      why: 'it has an emptyDir, and drain.emptyDirPods is "block": a drain of its node does not end',
      cure: 'keep its data elsewhere, or let drain.emptyDirPods be "evict"',
    };
  }

  #grace({ graceSeconds }: CheckedPod, noticeSeconds: number): Judgement | null {
    const cap = this.#settings.drain.maxPodGracePeriodMs;
    const seconds = cap === null ? graceSeconds : Math.min(graceSeconds, cap / 1_000);
    if (seconds <= noticeSeconds) return null;
    return {
      severity: 'warning',
      kind: 'grace-period',
      why: `its grace period of ${seconds} s is longer than Azure's notice for its node (${noticeSeconds} s): it would be cut short`,
      cure: 'end it sooner, or run it where the notice is longer',
    };
  }

  /** Finds Deployments with one replica that cannot run a second one for a while. */
  #singles(): Finding[] {
    return [...this.#workloads].flatMap(([workload, { pods, pod }]) => {
      const [kind = ''] = workload.split(' ');
      if (pods !== 1 || pod.owner === null || (kind !== 'Deployment' && kind !== 'StatefulSet')) return [];
      const why = this.#noSurge(kind, pod);
      if (why === null) return [];
      return [
        {
          severity: 'warning',
          kind: 'single-replica',
          object: workload,
          why: `its only pod goes before another is there, because ${why}`,
          cure: 'run a second replica',
        } as const,
      ];
    });
  }

  #noSurge(kind: string, pod: CheckedPod): string | null {
    if (kind === 'StatefulSet') return 'a StatefulSet makes no pod of the same name twice';
    if (this.#settings.drain.surge === 'off') return 'drain.surge is "off"';
    const deployment = this.#deployments.get(keyOf({ namespace: pod.namespace, name: deploymentOf(pod) }));
    if (deployment?.noSurge !== undefined && deployment.noSurge !== null) return deployment.noSurge;
    return pod.hasClaim
      ? 'it has a volume, which a second pod on another node may not be able to mount'
      : null;
  }
}

function severalBudgets(budgets: readonly BudgetView[]): Judgement | null {
  if (budgets.length < 2) return null;
  return {
    severity: 'error',
    kind: 'several-budgets',
    why: `${budgets.map(nameOf).join(' and ')} are about the same pod: the API server refuses every eviction of it`,
    cure: 'leave one budget for each pod',
  };
}

function pinned({ pinned: isPinned }: CheckedPod): Judgement | null {
  if (!isPinned) return null;
  return {
    severity: 'warning',
    kind: 'pinned',
    why: 'it may run on one node alone: what takes its place waits until that is back',
    cure: 'select nodes by pool, zone or another label that several have',
  };
}

function comesBack({ toleratesEverything }: CheckedPod): Judgement | null {
  if (!toleratesEverything) return null;
  return {
    severity: 'warning',
    kind: 'tolerates-everything',
    why: 'it tolerates every taint, a cordon too: it may come back to the node that is being drained',
    cure: 'tolerate the taints by their names',
  };
}

/** `Deployment shop/web`; a pod without owner counts as its own workload. */
function workloadOf(pod: CheckedPod): string {
  const { owner, namespace, name } = pod;
  if (owner === null) return `Pod ${namespace}/${name}`;
  if (owner.kind !== 'ReplicaSet') return `${owner.kind} ${namespace}/${owner.name}`;
  const deployment = deploymentOf(pod);
  return deployment === ''
    ? `ReplicaSet ${namespace}/${owner.name}`
    : `Deployment ${namespace}/${deployment}`;
}

/**
 * The Deployment of a ReplicaSet, which is named after it and the hash of its template; empty when the name does not fit.
 */
function deploymentOf({ owner, labels }: CheckedPod): string {
  const hash = labels['pod-template-hash'];
  const end = `-${hash ?? ''}`;
  return hash !== undefined && owner?.name.endsWith(end) === true ? owner.name.slice(0, -end.length) : '';
}

function keyOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}
