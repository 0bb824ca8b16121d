import { CORDONED, NAME, NAME_LABEL, COMPONENT_LABEL } from '@mechanic/contract';
import type { NodeObject, PodObject, WriteRecord } from '../api/index.ts';
import type { Engine } from '../engine/engine.ts';
import type { Random } from '../engine/random.ts';
import type { AzureEventPlan } from '../plan/azure-plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { WorkloadPlan } from '../plan/workload-plan.ts';
import { CONFIG_MAP, NAMESPACE } from '../replicas/controller-replica.ts';
import type { Azure } from './azure.ts';
import { ClusterControllers } from './cluster-controllers.ts';
import { type Kube, withMetadata } from './kube.ts';
import { Machine, type Program } from './machine.ts';
import { Disks } from './disks.ts';
import { Scheduler } from './scheduler.ts';
import { WorkloadControllers } from './workload-controllers.ts';

export interface FleetParts {
  readonly kube: Kube;
  readonly engine: Engine;
  readonly random: Random;
  readonly plan: Plan;
  readonly run: (pod: PodObject, machine: Machine) => Program | null;
  readonly azure: () => Azure;
}

const ours: Omit<WorkloadPlan, 'name' | 'kind' | 'replicas'> = {
  graceSeconds: 30,
  endsAfterMs: 8_000,
  readyAfterMs: 800,
  critical: true,
  emptyDir: false,
  stays: false,
  wish: null,
  detachMs: null,
  finalizer: false,
  tolerant: false,
  budget: null,
};

/** All machines, and the controllers of the cluster that deal with them. */
export class Fleet {
  readonly workloads: WorkloadControllers;
  readonly controllers: ClusterControllers;
  readonly #parts: FleetParts;
  readonly #scheduler: Scheduler;
  readonly #disks: Disks;
  readonly #machines = new Map<string, Machine>();
  readonly #places: Machine[] = [];

  constructor(parts: FleetParts) {
    const { kube, engine, random } = parts;
    this.#parts = parts;
    this.workloads = new WorkloadControllers(kube, engine);
    this.#disks = new Disks(kube, engine, (pod) => this.workloads.detachMs(pod));
    this.#scheduler = new Scheduler(kube, engine, random.fork('scheduler'));
    this.controllers = new ClusterControllers({
      kube,
      engine,
      workloads: this.workloads,
      machines: this.#machines,
    });
    kube.api.onWrite((write) => this.#notice(write));
  }

  /** Builds the cluster as it is when the run begins. */
  build(): void {
    const { kube, plan } = this.#parts;
    kube.api.world.addNamespace(NAMESPACE);
    kube.create('person', 'configmaps', {
      metadata: { name: CONFIG_MAP, namespace: NAMESPACE },
      data: { 'mechanic.yaml': plan.settings },
    });
    for (let index = 0; index < plan.nodes; index++) this.join(String((index % 3) + 1));
    for (let index = 0; index < plan.orphans; index++) this.#orphan(this.#places[index]);
    const label = (component: string): Record<string, string> => ({
      [NAME_LABEL]: NAME,
      [COMPONENT_LABEL]: component,
    });
    this.workloads.add(
      { ...ours, name: 'mechanic-probe', kind: 'DaemonSet', replicas: 0, tolerant: true },
      NAMESPACE,
      label('probe'),
    );
    this.workloads.add(
      { ...ours, name: 'mechanic-controller', kind: 'Deployment', replicas: plan.controllers },
      NAMESPACE,
      label('controller'),
    );
    for (const workload of plan.workloads) this.workloads.add(workload);
  }

  /** One more VM, with its Node. */
  join(zone: string): Machine {
    const index = this.#places.length;
    const spot = index % 5 === 4;
    const set = spot ? 'aks-spot-1-vmss' : 'aks-user-1-vmss';
    const { engine, kube, run } = this.#parts;
    const machine = new Machine({
      name: `${set}${index.toString(36).padStart(6, '0')}`,
      vm: `${set}_${index}`,
      zone,
      spot,
      engine,
      kube,
      run,
      timesOf: (pod) => this.workloads.timesOf(pod),
    });
    this.#places.push(machine);
    this.#machines.set(machine.name, machine);
    machine.join();
    this.workloads.noticeNodes();
    return machine;
  }

  at(index: number): Machine | undefined {
    const machine = this.#places[index];
    return machine === undefined || machine.gone ? undefined : machine;
  }

  indexOf(machine: Machine): number {
    return this.#places.indexOf(machine);
  }

  machine(name: string): Machine | undefined {
    return this.#machines.get(name);
  }

  get machines(): readonly Machine[] {
    return this.#places.filter(({ gone }) => !gone);
  }

  /** An event of Azure does to a VM what it is for. */
  strike(machine: Machine, { type, durationMs }: AzureEventPlan): void {
    switch (type) {
      case 'Freeze':
        this.stop(machine, 'freezes', durationMs);
        return;
      case 'Reboot':
      case 'Redeploy':
        this.stop(machine, 'dies', durationMs);
        return;
      case 'Preempt':
      case 'Terminate':
        this.vanish(machine);
        return;
      case 'SpotRebalanceRecommendation':
    }
  }

  /** The VM stands still for a while. */
  stop(machine: Machine, how: 'dies' | 'freezes', forMs: number): void {
    if (!machine.up) return;
    machine.halt(how);
    this.controllers.noticeMachine(machine);
    this.#parts.engine.after(forMs, () => {
      machine.start();
      if (machine.up) this.controllers.noticeMachine(machine);
    });
  }

  vanish(machine: Machine): void {
    machine.vanish();
    this.#parts.azure().forget(machine.vm);
    this.controllers.noticeMachine(machine);
    // A scale set makes another.
    this.#parts.engine.after(90_000, () => this.join(machine.zone));
  }

  /** As an earlier mechanic left it. */
  #orphan(machine: Machine | undefined): void {
    if (machine === undefined) return;
    this.#parts.kube.editNode('original-mechanic', machine.name, (node) => ({
      ...withMetadata(node, 'labels', CORDONED, 'true'),
      spec: { ...node.spec, unschedulable: true },
    }));
  }

  #notice({ resource, before, after, status }: WriteRecord): void {
    if (status >= 400) return;
    this.#noticeDeployment(resource, after);
    if (resource === 'nodes') this.#noticeNode(before, after);
    if (resource === 'pods') this.#noticePod(before, after);
    const budget =
      resource === 'poddisruptionbudgets' && before?.metadata.generation !== after?.metadata.generation;
    if (budget && after !== undefined) this.controllers.noticePod(after);
  }

  #noticeDeployment(resource: WriteRecord['resource'], after: WriteRecord['after']): void {
    if (resource === 'deployments' && after !== undefined) this.workloads.noticeDeployment(after);
  }

  #noticeNode(before: NodeObject | undefined, after: NodeObject | undefined): void {
    if (after !== undefined) this.controllers.noticeNode(before, after);
    if (before === undefined) this.workloads.noticeNodes();
  }

  // eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
  #noticePod(before: PodObject | undefined, after: PodObject | undefined): void {
    const pod = after ?? before;
    if (pod === undefined) return;
    this.controllers.noticePod(pod);
    this.#disks.noticePod(before, after);
    this.workloads.noticeStatus(pod);
    const nodeName = pod.spec?.nodeName;
    if (nodeName !== undefined) this.#machines.get(nodeName)?.notice(pod);
    else if (before === undefined) this.#scheduler.notice(pod);
    const deleting = after?.metadata.deletionTimestamp !== undefined;
    if (after === undefined || (deleting && before?.metadata.deletionTimestamp === undefined)) {
      this.workloads.noticePod(pod);
    }
  }
}
