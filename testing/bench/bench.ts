import { setTimeout as sleep } from 'node:timers/promises';
import { type AuditEntry, waitFor } from '../controlplane/index.ts';
import { scaleSetNode } from '../scenarios/fleet.ts';
import { namespace } from '../scenarios/installation.ts';
import { MechanicCluster } from '../scenarios/mechanic-cluster.ts';
import { type Figure, countWork, describeRequests, judged } from './figures.ts';
import { processMemory, sayMemory } from './process-memory.ts';

const controller = `system:serviceaccount:${namespace}:mechanic-controller`;
const probe = `system:serviceaccount:${namespace}:mechanic-probe`;
const fleet = [0, 1, 2].map((index) => scaleSetNode('user', index));
const [first, second, third] = fleet.map(({ name }) => name) as [string, string, string]; // as listed above
const minute = 60_000;

/** A node with so many pods, each of which takes a second to stop. */
const crowd = { name: 'crowd', replicas: 30, nodeSelector: { agentpool: 'user' }, stopSeconds: 1 };

/** Measures one thing after another on one cluster with the settings that users have by default. */
export class Bench {
  readonly #mechanic: MechanicCluster;
  readonly #say: (line: string) => void;

  private constructor(mechanic: MechanicCluster, say: (line: string) => void) {
    this.#mechanic = mechanic;
    this.#say = say;
  }

  static async start(say: (line: string) => void): Promise<Bench> {
    say('starting a control plane with mechanic installed, all times as by default');
    const mechanic = await MechanicCluster.start({
      fleet,
      settings: {
        drain: { retry: { initial: '30s', max: '10m' }, evictionBackoff: { initial: '1s', max: '30s' } },
      },
      values: {
        controller: { lease: { duration: '15s', renewDeadline: '10s', retryPeriod: '2s' } },
        probe: { pollInterval: '1s' },
      },
    });
    return new Bench(mechanic, say);
  }

  stop(): Promise<void> {
    return this.#mechanic.stop();
  }

  /** From the event in IMDS to an empty node, and the same with kubectl. */
  async emptyANode(): Promise<Figure[]> {
    this.#say('a Redeploy of a node with 30 pods that take 1 s to stop');
    await this.#crowdOnto(first);
    const announced = new Date();
    const id = this.#mechanic.schedule(first, 'Redeploy');
    const emptyAt = await this.#emptied(first);
    await this.#mechanic.untilDrained(first);
    const requests = await this.#requests({ user: controller, since: announced });
    const cordonedAt = await this.#cordoned(first, announced);
    this.#say(`  ${describeRequests(requests)}`);
    this.#mechanic.imds.finish(id);
    await this.#mechanic.untilIdle(first);
    const kubectl = await this.#emptyWithKubectl();
    return [
      { what: 'event in IMDS to cordon', mechanic: seconds(cordonedAt.getTime() - announced.getTime()) },
      {
        what: 'cordon to empty node, 30 pods that take 1 s to stop',
        mechanic: seconds(emptyAt.getTime() - cordonedAt.getTime()),
        kubectl: seconds(kubectl.emptyAt.getTime() - kubectl.cordonedAt.getTime()),
      },
      {
        what: 'API requests for it',
        mechanic: String(countWork(requests)),
        kubectl: String(countWork(kubectl.requests)),
      },
    ];
  }

  /** How often the API server is asked while nothing can be done. */
  async waitForABudget(): Promise<Figure[]> {
    this.#say('20 pods behind one exhausted budget, for a minute');
    await this.#mechanic.cluster.createWorkload({
      name: 'blocked',
      replicas: 20,
      budget: { minAvailable: 20 },
      nodeSelector: { 'kubernetes.io/hostname': third },
    });
    const id = this.#mechanic.schedule(third, 'Redeploy');
    await this.#mechanic.untilPhase(third, 'Draining');
    const since = new Date();
    await sleep(minute);
    const requests = await this.#requests({ user: controller, since });
    this.#say(`  ${describeRequests(requests)}`);
    this.#mechanic.imds.finish(id);
    await this.#mechanic.untilIdle(third);
    const asked = countWork(requests);
    return [
      {
        what: 'requests in the first minute, 20 pods blocked by one budget',
        mechanic: String(asked),
        goal: judged('at most 12', asked <= 12),
      },
    ];
  }

  /** What it costs to have mechanic installed and nothing to do. */
  async rest(): Promise<Figure[]> {
    this.#say('nothing to do, for two minutes');
    const since = new Date();
    await sleep(2 * minute);
    const ofControllers = await this.#requests({ user: controller, since });
    const ofProbes = await this.#requests({ user: probe, since });
    this.#say(`  controllers: ${describeRequests(ofControllers)}`);
    this.#say(`  probes: ${describeRequests(ofProbes)}`);
    const leader = await this.#mechanic.installation.leader();
    const standby = await this.#mechanic.installation.standby();
    const anyProbe = this.#mechanic.installation.probe(second);
    return [
      { what: 'requests a minute at rest, each probe', mechanic: perMinute(ofProbes.length / fleet.length) },
      {
        what: 'requests a minute at rest, both controllers',
        mechanic: perMinute(ofControllers.length),
        goal: judged('at most 35', ofControllers.length / 2 <= 35),
      },
      {
        what: 'of these, for the lease',
        mechanic: perMinute(ofControllers.length - countWork(ofControllers)),
      },
      { what: 'memory of a probe', mechanic: sayMemory(await processMemory(anyProbe.process().pid)) },
      { what: 'memory of the leader', mechanic: sayMemory(await processMemory(leader.process().pid)) },
      { what: 'memory of the standby', mechanic: sayMemory(await processMemory(standby.process().pid)) },
    ];
  }

  async #emptyWithKubectl(): Promise<{ cordonedAt: Date; emptyAt: Date; requests: AuditEntry[] }> {
    this.#say('the same with kubectl drain');
    await this.#crowdOnto(second);
    await this.#mechanic.installation.configure({ dryRun: true });
    const since = new Date();
    const drain = this.#mechanic.controlPlane.kubectl([
      'drain',
      second,
      '--ignore-daemonsets',
      '--delete-emptydir-data',
      '--force',
    ]);
    await drain;
    const emptyAt = new Date();
    const requests = (await this.#requests({ since })).filter(({ userAgent }) =>
      userAgent.startsWith('kubectl'),
    );
    this.#say(`  ${describeRequests(requests)}`);
    const cordonedAt = await this.#cordoned(second, since);
    await this.#mechanic.setUnschedulable(second, false);
    await this.#mechanic.installation.configure({});
    return { cordonedAt, emptyAt, requests };
  }

  /** Moves the whole crowd onto one node. */
  async #crowdOnto(node: string): Promise<void> {
    const others = this.#mechanic.nodes.filter((name) => name !== node);
    const { apps } = this.#mechanic.cluster;
    await apps.deleteCollectionNamespacedDeployment({ namespace: 'default' });
    await this.#emptied(...this.#mechanic.nodes);
    for (const other of others) await this.#mechanic.setUnschedulable(other, true);
    await this.#mechanic.cluster.createWorkload(crowd);
    for (const other of others) await this.#mechanic.setUnschedulable(other, false);
  }

  async #emptied(...nodes: string[]): Promise<Date> {
    await waitFor(
      `${nodes.join(', ')} to be empty`,
      async () => {
        const { items } = await this.#mechanic.cluster.core.listNamespacedPod({ namespace: 'default' });
        return !items.some(({ spec }) => nodes.includes(spec?.nodeName ?? ''));
      },
      { timeout: minute, interval: 25 },
    );
    return new Date();
  }

  async #cordoned(node: string, since: Date): Promise<Date> {
    const patches = await this.#requests({ resource: 'nodes', verb: 'patch', name: node, since });
    const cordon = patches.find(({ requestObject }) =>
      JSON.stringify(requestObject).includes('"unschedulable":true'),
    );
    if (cordon === undefined) throw new Error(`${node} was not cordoned`);
    return cordon.time;
  }

  #requests(
    filter: Parameters<MechanicCluster['controlPlane']['auditLog']['entries']>[0],
  ): Promise<AuditEntry[]> {
    return this.#mechanic.controlPlane.auditLog.entries(filter);
  }
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}

/** Of what was counted in two minutes. */
function perMinute(count: number): string {
  return (count / 2).toFixed(1);
}
