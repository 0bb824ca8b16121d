import { type Status, readStatus as parseStatus } from '@mechanic/contract/status';
import { httpUrl } from '../scenarios/installation.ts';
import type { MechanicCluster } from '../scenarios/mechanic-cluster.ts';
import type { Desk } from './desk.ts';
import { type Narrator, short } from './narrator.ts';
import { SINGLE } from './town.ts';
import type { Witness } from './witness.ts';

/** Too short for one drain after the other, as far as can be foreseen before one was seen; long enough for two at a time. */
const NOTICE_SECONDS = 66;

const users = ['user-1', 'user-2', 'user-3'];
// On a busy machine all of this takes longer; a story that stands still for this long has failed.
const patience = { timeout: 120_000 };

/** Who plays, and on what. */
export interface Stage {
  readonly mechanic: MechanicCluster;
  readonly narrator: Narrator;
  readonly witness: Witness;
  readonly desk: Desk;
  /** Is waited for when a deadline is at risk. */
  readonly onRisk: () => Promise<void>;
}

/** Plays what Azure, chance and an SRE do to the cluster. Every step waits for a state, never for a time. */
export async function play(stage: Stage): Promise<void> {
  await redeployThree(stage);
  await takeAdvice(stage);
  await preemptSpot(stage);
  await killLeader(stage);
  await finishAll(stage);
  await askForDrain(stage);
}

async function redeployThree({ mechanic, narrator, witness, onRisk }: Stage): Promise<void> {
  await narrator.chapter('1. Azure announces a Redeploy of three VMs at once. One node may drain at a time.');
  narrator.says('azure', `Redeploy of ${users.join(', ')}, not before ${NOTICE_SECONDS} seconds from now`);
  mechanic.schedule(users, 'Redeploy', { noticeMs: NOTICE_SECONDS * 1_000 });
  await mechanic.eventually('one to drain and two to wait', () => oneDrains(mechanic), patience);
  const isAdvised = async (): Promise<boolean> => {
    witness.advice = (await readStatus(mechanic)).advice;
    return witness.advice !== null;
  };
  await mechanic.eventually('a deadline at risk', isAdvised, patience);
  const late = witness.advice?.nodes ?? [];
  narrator.says('mechanic', `foresees that ${late.join(' and ')} would miss the deadline`);
  narrator.says('mechanic', `advises: ${witness.advice?.text ?? ''}`);
  await onRisk();
}

async function takeAdvice({ mechanic, narrator, witness }: Stage): Promise<void> {
  await narrator.chapter('2. An SRE takes the advice and edits the ConfigMap. Nothing is restarted.');
  const edit = { ...witness.advice?.set };
  const [[key, value] = ['', '']] = Object.entries(edit);
  narrator.says('sre', `kubectl --namespace mechanic edit configmap mechanic: ${key}: ${String(value)}`);
  await mechanic.installation.configure(edit);
  await mechanic.eventually('two to drain', () => usersIn(mechanic, 'Draining', 2), patience);
}

async function preemptSpot({ mechanic, narrator, witness }: Stage): Promise<void> {
  await narrator.chapter(
    '3. A spot VM is to go in 30 seconds. It gets a slot at once; who gave it goes on later.',
  );
  narrator.says('azure', 'Preempt of spot-1, not before 30 seconds from now');
  const began = performance.now();
  mechanic.schedule('spot-1', 'Preempt', { noticeMs: 30_000 });
  await mechanic.untilDrained('spot-1', patience);
  witness.preemptedSeconds = (performance.now() - began) / 1_000;
}

async function killLeader({ mechanic, narrator }: Stage): Promise<void> {
  await mechanic.eventually('a node to drain', () => usersIn(mechanic, 'Draining', 1), patience);
  await narrator.chapter('4. The leader dies in the middle of a drain (kill -9). The standby takes over.');
  const leader = await mechanic.installation.leader();
  narrator.says('chance', `kills ${short(leader.view.name)}, which leads`);
  leader.process().signal('SIGKILL');
  const isReplaced = async (): Promise<boolean> =>
    (await mechanic.installation.holder()) !== leader.view.name;
  await mechanic.eventually('another leader', isReplaced, patience);
}

async function finishAll({ mechanic, narrator }: Stage): Promise<void> {
  await mechanic.eventually('all to be drained', () => usersIn(mechanic, 'Drained', users.length), patience);
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

/** Maintenance of one's own, on the node with the only pod of a workload: its successor is Ready before it goes. */
async function askForDrain({ mechanic, narrator, witness, desk }: Stage): Promise<void> {
  const [node = ''] = await witness.nodes();
  await narrator.chapter(
    `6. An SRE asks for a drain, in the same queue. The only pod of ${SINGLE} runs there: its successor comes first.`,
  );
  narrator.says('sre', `kubectl mechanic drain ${node} --reason "kernel update"`);
  await desk.point();
  await desk.mechanic('drain', node, '--reason', 'kernel update');
  await mechanic.untilDrained(node, patience);
  narrator.says('sre', `kubectl mechanic return ${node}`);
  await desk.mechanic('return', node);
  for (const name of mechanic.nodes) await mechanic.untilIdle(name, patience);
}

async function readStatus(mechanic: MechanicCluster): Promise<Status> {
  const answer = await fetch(httpUrl(await mechanic.installation.leader(), '/api/v1/status'));
  const status = parseStatus(await answer.text());
  if (status === null) throw new Error('the leader answers with no status');
  return status;
}

async function oneDrains(mechanic: MechanicCluster): Promise<boolean> {
  const waiting = (await mechanic.states()).filter((state) => state.waiting).length;
  return waiting === 2 && (await usersIn(mechanic, 'Draining', 1));
}

async function usersIn(mechanic: MechanicCluster, wanted: string, count: number): Promise<boolean> {
  const states = await mechanic.states();
  return states.filter(({ name, phase }) => users.includes(name) && phase === wanted).length >= count;
}
