import { type BudgetObject, type NodeObject, type PodObject, countBudget } from '../api/index.ts';
import type { Engine } from '../engine/engine.ts';
import { type Kube, hasTaint, isNodeReady, withCondition, withTaint } from './kube.ts';
import type { Machine } from './machine.ts';
import type { WorkloadControllers } from './workload-controllers.ts';

const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';
const UNREACHABLE = 'node.kubernetes.io/unreachable';
/** How long a Node may be silent. */
const SILENCE_MS = 40_000;
/** How long its pods are left there. */
const TOLERATION_MS = 300_000;
/** How long after its VM a Node is taken away. */
const CLOUD_MS = 20_000;

/** The part of kube-controller-manager and of the cloud's controllers that nodes, pods and budgets feel. */
export class ClusterControllers {
  readonly #kube: Kube;
  readonly #engine: Engine;
  readonly #workloads: WorkloadControllers;
  readonly #machines: ReadonlyMap<string, Machine>;
  readonly #recounts = new Set<string>();

  constructor(parts: {
    readonly kube: Kube;
    readonly engine: Engine;
    readonly workloads: WorkloadControllers;
    readonly machines: ReadonlyMap<string, Machine>;
  }) {
    this.#kube = parts.kube;
    this.#engine = parts.engine;
    this.#workloads = parts.workloads;
    this.#machines = parts.machines;
  }

  /** A Node was changed: the taint of what is unschedulable comes and goes with it. */
  noticeNode(before: NodeObject | undefined, after: NodeObject): void {
    if (before?.spec?.unschedulable === after.spec?.unschedulable) return;
    const { name } = after.metadata;
    this.#engine.after(30, () =>
      this.#kube.editNode('node-controller', name, (now) => {
        const wanted = now.spec?.unschedulable === true;
        if (wanted === hasTaint(now, UNSCHEDULABLE)) return now;
        return withTaint(now, UNSCHEDULABLE, wanted ? 'NoSchedule' : null, this.#kube.time());
      }),
    );
  }

  /** Looks at a machine that stopped or began to report. */
  noticeMachine(machine: Machine): void {
    if (machine.reports) {
      this.#engine.after(2_000, () => this.#setReady(machine, 'True'));
      return;
    }
    this.#engine.after(SILENCE_MS, () => this.#setReady(machine, 'Unknown'));
    this.#engine.after(SILENCE_MS + TOLERATION_MS, () => this.#evictAll(machine));
    if (machine.gone) this.#engine.after(CLOUD_MS, () => this.removeNode(machine.name));
  }

  /** A Node goes, and its pods soon after. */
  removeNode(name: string): void {
    this.#kube.remove('cloud-controller', 'nodes', { metadata: { name } });
    this.#engine.after(10_000, () => {
      if (this.#kube.node(name) !== undefined) return;
      for (const pod of this.#kube.podsOn(name)) this.#kube.remove('pod-gc', 'pods', pod);
    });
  }

  /** Counts the budgets of a namespace again, soon. */
  noticePod({ metadata: { namespace = '' } }: PodObject): void {
    if (this.#recounts.has(namespace)) return;
    this.#recounts.add(namespace);
    this.#engine.after(60, () => {
      this.#recounts.delete(namespace);
      for (const budget of this.#kube.list('poddisruptionbudgets')) {
        if (budget.metadata.namespace === namespace) this.#count(budget);
      }
    });
  }

  #count(budget: BudgetObject): void {
    const pods = this.#kube.pods().filter((pod) => pod.metadata.namespace === budget.metadata.namespace);
    const { status, recheckAt } = countBudget(budget, {
      pods,
      scaleOf: (owner) => this.#workloads.scaleOf(owner),
      now: this.#kube.now(),
    });
    this.#kube.edit('disruption-controller', 'poddisruptionbudgets', budget, (now) => ({ ...now, status }));
    if (recheckAt === undefined) return;
    const [pod] = pods;
    if (pod !== undefined) this.#engine.after(recheckAt - this.#kube.now() + 1, () => this.noticePod(pod));
  }

  #setReady(machine: Machine, status: 'True' | 'Unknown'): void {
    if (machine.reports !== (status === 'True') || this.#machines.get(machine.name) !== machine) return;
    this.#kube.editNode('node-controller', machine.name, (now) => {
      if (isNodeReady(now) === (status === 'True')) return now;
      const reason = status === 'True' ? 'KubeletReady' : 'NodeStatusUnknown';
      const judged = withCondition(now, { type: 'Ready', status, reason }, this.#kube.time());
      return withTaint(judged, UNREACHABLE, status === 'True' ? null : 'NoExecute', this.#kube.time());
    });
    if (status === 'True') return;
    for (const pod of this.#kube.podsOn(machine.name)) this.#markUnready(pod);
  }

  #markUnready(pod: PodObject): void {
    this.#kube.edit('node-controller', 'pods', pod, (now) => ({
      ...now,
      status: { ...now.status, conditions: [{ type: 'Ready', status: 'False' }] },
    }));
  }

  #evictAll(machine: Machine): void {
    const node = this.#kube.node(machine.name);
    if (machine.reports || node === undefined || isNodeReady(node)) return;
    for (const pod of this.#kube.podsOn(machine.name)) {
      if ((pod.spec?.tolerations ?? []).length === 0) this.#kube.deletePod('taint-manager', pod);
    }
  }
}
