import { once } from 'node:events';
import { MechanicCluster } from '../scenarios/mechanic-cluster.ts';
import { httpUrl } from '../scenarios/installation.ts';
import { Desk } from './desk.ts';
import { Narrator, short } from './narrator.ts';
import { play } from './story.ts';
import type { Terminal } from './terminal.ts';
import { nodes, workloads } from './town.ts';
import { judge } from './verdict.ts';
import { Witness } from './witness.ts';

export interface Showing {
  readonly terminal: Terminal;
  /** Stays up afterwards, until Ctrl-C. */
  readonly keep?: boolean;
  /** Is waited for when a deadline is at risk; `url` is the page of the leader. */
  readonly onRisk?: (url: string) => Promise<void>;
}

/** Shows mechanic at work, on a real control plane on this machine. Whether everything held that the summary lists. */
export async function demo(showing: Showing): Promise<boolean> {
  const { terminal } = showing;
  terminal.text(
    'mechanic, shown on a real Kubernetes control plane. Nodes and pods are simulated; mechanic,',
  );
  terminal.text('its chart and its permissions are the real ones. Nothing outside this machine is touched.');
  terminal.title('Setting up');
  terminal.event('cluster', 'starts etcd, kube-apiserver, controller-manager, scheduler and kwok');
  const mechanic = await MechanicCluster.start({
    others: [],
    fleet: nodes,
    // Its own defaults, but for a lease and a notice short enough to watch, and more nodes away than anybody would want.
    settings: { drain: null, maxUnavailable: '75%', urgentWithin: '35s' },
    values: {
      controller: { lease: { duration: '5s', renewDeadline: '3s', retryPeriod: '1s' } },
      probe: { pollInterval: '1s', nodeSelector: { agentpool: null } },
    },
    onProgress: (step) => terminal.event('cluster', step),
  });
  try {
    return await show(mechanic, showing);
  } finally {
    await mechanic.stop();
  }
}

async function show(
  mechanic: MechanicCluster,
  { terminal, keep = false, onRisk }: Showing,
): Promise<boolean> {
  const leader = (await mechanic.installation.leader()).view.name;
  terminal.event('mechanic', `a probe on each node and 2 controllers are Ready; ${short(leader)} leads`);
  for (const workload of workloads) await mechanic.cluster.createWorkload(workload);
  const running = workloads.map(
    ({ name, replicas, budget }) => `${name} ${replicas} (${budgetText(budget)})`,
  );
  terminal.event('cluster', `pods run: ${running.join(', ')}`);

  const narrator = new Narrator(mechanic, terminal, leader);
  const witness = new Witness(mechanic);
  const desk = await Desk.open(mechanic);
  narrator.start();
  witness.start();
  try {
    const hook = async (): Promise<void> => onRisk?.(httpUrl(await mechanic.installation.leader(), '/'));
    await play({ mechanic, narrator, witness, desk, onRisk: hook });
  } finally {
    await Promise.all([narrator.stop(), witness.stop()]);
  }
  const held = await judge(mechanic, terminal, witness);
  if (keep) await stay(mechanic, desk, terminal);
  return held;
}

function budgetText(budget: (typeof workloads)[number]['budget']): string {
  const [limit] = Object.entries(budget ?? {});
  return limit === undefined ? 'no budget' : `${limit[0]} ${String(limit[1])}`;
}

/** Tells how to look around, and waits for Ctrl-C. */
async function stay(mechanic: MechanicCluster, desk: Desk, terminal: Terminal): Promise<void> {
  const { imds, installation } = mechanic;
  const leader = await installation.leader();
  const probe = installation.probe('user-1');
  const event = JSON.stringify({
    type: 'Redeploy',
    resources: ['user-1'],
    finishAfterMs: 30_000,
    noticeMs: 60_000,
  });
  terminal.title('It stays up until you press Ctrl-C. Look around:');
  terminal.text(`  ${desk.exports}`);
  terminal.text('  kubectl mechanic; kubectl mechanic explain user-1');
  terminal.text(
    '  kubectl get nodes; kubectl -n mechanic get pods -o wide; kubectl -n mechanic edit configmap mechanic',
  );
  terminal.text('  kubectl describe node user-1        # what mechanic did, and why, is among the Events');
  terminal.text(`  status page     ${httpUrl(leader, '/')}`);
  terminal.text(`  status as JSON  ${httpUrl(leader, '/api/v1/status')}`);
  terminal.text(
    `  metrics         ${httpUrl(leader, '/metrics')} and, of a probe, ${httpUrl(probe, '/metrics')}`,
  );
  terminal.text('Let Azure announce something (it starts after a minute and is over half a minute later):');
  terminal.text(`  curl ${imds.origin}/control/events -d '${event}'`);
  const alive = setInterval(() => void desk.point(), 1_000);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  clearInterval(alive);
}
