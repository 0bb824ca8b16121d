import type { Settings } from '@mechanic/contract';
import type { NodeLoad } from '../forecast/durations.ts';
import type { NodeView } from '../snapshot.ts';
import { budgetFindings, canNeverAllow, nameOf } from './budget-check.ts';
import { type Finding, sorted } from './finding.ts';
import { nodeFindings } from './node-check.ts';
import { groupBy } from '../group-by.ts';
import { noticeSeconds } from './notice.ts';
import { PodFindings } from './pod-check.ts';
import { Room } from './room-check.ts';
import { RuleUse } from './rule-check.ts';
import { settingsFindings } from './settings-check.ts';
import { Versions } from './version-check.ts';
import { type BudgetView, selects } from '../views/budgets.ts';
import type { CheckedDeployment, CheckedPod, Resources } from './views.ts';

/** The inputs besides pods, which are added one by one. */
export interface Surroundings {
  readonly nodes: readonly NodeView[];
  readonly probedNodes: ReadonlySet<string>;
  readonly budgets: readonly BudgetView[];
  /** null when they may not be read. */
  readonly deployments: readonly CheckedDeployment[] | null;
  /** Allocatable resources of each Node, by name; null when unknown. */
  readonly allocatable: ReadonlyMap<string, Resources> | null;
  readonly settings: Settings;
  /** Version of the caller. */
  readonly version: string;
}

interface Load {
  pods: number;
  graceSeconds: number;
  readonly never: Set<string>;
}

/** Maximum number of reasons that are kept for one node. */
const MOST_NEVER = 3;

/**
 * Looks for problems that would delay a drain, before there is one. Pods are added one by one in any order, and none is
 * kept: memory depends on the number of nodes and workloads, not of pods.
 */
export class Survey {
  readonly #around: Surroundings;
  readonly #nodes: ReadonlyMap<string, NodeView>;
  readonly #budgets: ReadonlyMap<string, readonly BudgetView[]>;
  readonly #loads = new Map<string, Load>();
  readonly #pods: PodFindings;
  readonly #room: Room;
  readonly #versions: Versions;
  readonly #rules: RuleUse;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#nodes = new Map(around.nodes.map((node) => [node.name, node]));
    this.#budgets = groupBy(around.budgets, ({ namespace }) => namespace);
    this.#pods = new PodFindings(around.settings, around.deployments);
    this.#versions = new Versions(around.version);
    this.#room = new Room(around.nodes, around.allocatable);
    this.#rules = new RuleUse(around.settings.drain.rules);
  }

  /** Takes a pod into account. */
  add(pod: CheckedPod): void {
    this.#versions.add(pod);
    const node = this.#nodes.get(pod.nodeName);
    if (node === undefined || pod.finished) return;
    const goes = this.#rules.take(pod) !== 'leave' && !pod.mirror && pod.owner?.kind !== 'DaemonSet';
    this.#room.add(pod, goes);
    if (!goes) return;
    const budgets = this.#budgetsOf(pod);
    this.#pods.add(pod, { budgets, noticeSeconds: noticeSeconds(node) });
    this.#load(pod, budgets);
  }

  /** The worst first. */
  findings(): Finding[] {
    return sorted([
      ...budgetFindings(this.#around.budgets),
      ...this.#pods.findings(),
      ...this.#room.findings(),
      ...this.#versions.findings(),
      ...nodeFindings(this.#around),
      ...this.#rules.findings(),
      ...settingsFindings(this.#around.settings, this.#around.nodes),
    ]);
  }

  /** The pods that each node would have to move, by node name; includes nodes without such pods. */
  loads(): ReadonlyMap<string, NodeLoad> {
    const surges = this.#pods.surges();
    return new Map(
      [...this.#nodes.keys()].map((name) => {
        const { pods = 0, graceSeconds = 0, never } = this.#loads.get(name) ?? {};
        return [name, { pods, graceSeconds, surges: surges.get(name) ?? 0, never: [...(never ?? [])] }];
      }),
    );
  }

  #budgetsOf(pod: CheckedPod): BudgetView[] {
    const here = this.#budgets.get(pod.namespace) ?? [];
    return here.filter((budget) => selects(budget, pod));
  }

  #load(pod: CheckedPod, budgets: readonly BudgetView[]): void {
    const load = this.#loads.get(pod.nodeName) ?? { pods: 0, graceSeconds: 0, never: new Set() };
    this.#loads.set(pod.nodeName, load);
    load.pods += 1;
    load.graceSeconds = Math.max(load.graceSeconds, pod.graceSeconds);
    for (const reason of [...budgets.filter(canNeverAllow).map(nameOf), ...this.#kept(pod)]) {
      if (load.never.size < MOST_NEVER) load.never.add(reason);
    }
  }

  #kept(pod: CheckedPod): string[] {
    const { unmanagedPods, emptyDirPods } = this.#around.settings.drain;
    const stays =
      (pod.owner === null && unmanagedPods === 'block') || (pod.hasEmptyDir && emptyDirPods === 'block');
    return stays ? [`Pod ${pod.namespace}/${pod.name}`] : [];
  }
}
