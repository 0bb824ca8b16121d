import type { MechanicCluster } from '../scenarios/mechanic-cluster.ts';
import { type Narrator, short } from './narrator.ts';

const users = ['user-1', 'user-2', 'user-3'];
// On a busy machine all of this takes longer; a story that stands still for this long has failed.
const patience = { timeout: 120_000 };

/** Plays what Azure, chance and an SRE do to the cluster. Every step waits for a state, never for a time. */
export async function play(mechanic: MechanicCluster, narrator: Narrator): Promise<void> {
  await redeployThree(mechanic, narrator);
  await preemptSpot(mechanic, narrator);
  await killLeader(mechanic, narrator);
  await raiseLimit(mechanic, narrator);
  await finishAll(mechanic, narrator);
}

async function redeployThree(mechanic: MechanicCluster, narrator: Narrator): Promise<void> {
  await narrator.chapter('1. Azure announces a Redeploy of three VMs at once. One node may drain at a time.');
  narrator.says('azure', `Redeploy of ${users.join(', ')}, not before 15 minutes from now`);
  mechanic.schedule(users, 'Redeploy', { noticeMs: 15 * 60_000 });
  await mechanic.eventually('one to drain and two to wait', () => oneDrains(mechanic), patience);
}

async function preemptSpot(mechanic: MechanicCluster, narrator: Narrator): Promise<void> {
  await narrator.chapter(
    '2. A spot VM is to go in 30 seconds. It gets the slot at once; the others go on later.',
  );
  narrator.says('azure', 'Preempt of spot-1, not before 30 seconds from now');
  mechanic.schedule('spot-1', 'Preempt', { noticeMs: 30_000 });
  await mechanic.untilDrained('spot-1', patience);
}

async function killLeader(mechanic: MechanicCluster, narrator: Narrator): Promise<void> {
  await mechanic.eventually('a node to drain', () => usersIn(mechanic, 'Draining', 1), patience);
  await narrator.chapter(
    '3. The leader dies in the middle of the next drain (kill -9). The standby takes over.',
  );
  const leader = await mechanic.installation.leader();
  narrator.says('chance', `kills ${short(leader.view.name)}, which leads`);
  leader.process().signal('SIGKILL');
  const isReplaced = async (): Promise<boolean> =>
    (await mechanic.installation.holder()) !== leader.view.name;
  await mechanic.eventually('another leader', isReplaced, patience);
}

async function raiseLimit(mechanic: MechanicCluster, narrator: Narrator): Promise<void> {
  await narrator.chapter('4. An SRE edits the ConfigMap: two nodes at a time. Nothing is restarted.');
  narrator.says('sre', 'kubectl --namespace mechanic edit configmap mechanic: maxConcurrentDrains: 2');
  await mechanic.installation.configure({ maxConcurrentDrains: 2 });
  await mechanic.eventually('all to be drained', () => usersIn(mechanic, 'Drained', users.length), patience);
}

async function finishAll(mechanic: MechanicCluster, narrator: Narrator): Promise<void> {
  await narrator.chapter('5. Azure does its work on the empty VMs. When it is over, the nodes come back.');
  const events = mechanic.imds.events('user-1');
  for (const { id, type, resources } of events) {
    narrator.says('azure', `${type} of ${resources.join(', ')} starts`);
    mechanic.imds.start(id);
  }
  for (const name of ['spot-1', ...users]) {
    await mechanic.until(name, 'started', ({ report }) => report?.events[0]?.status === 'Started', patience);
  }
  for (const { id, type, resources } of events) {
    narrator.says('azure', `${type} of ${resources.join(', ')} is over`);
    mechanic.imds.finish(id);
  }
  for (const name of mechanic.nodes) await mechanic.untilIdle(name, patience);
}

async function oneDrains(mechanic: MechanicCluster): Promise<boolean> {
  const waiting = (await mechanic.states()).filter((state) => state.waiting).length;
  return waiting === 2 && (await usersIn(mechanic, 'Draining', 1));
}

async function usersIn(mechanic: MechanicCluster, wanted: string, count: number): Promise<boolean> {
  const states = await mechanic.states();
  return states.filter(({ name, phase }) => users.includes(name) && phase === wanted).length >= count;
}
