import { describe, expect, it } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { runCommand } from '../controlplane/commands.ts';
import { canary, scaleSetNode } from './fleet.ts';
import type { MechanicCluster } from './mechanic-cluster.ts';
import { useMechanic } from './suite.ts';
import { hold } from './workloads.ts';

const fleet = [0, 1, 2].map((index) => scaleSetNode('user', index));
const [a, b] = fleet.map(({ name }) => name) as [string, string, string]; // three, as listed above

const asked = { reason: 'kernel update', requester: 'a person' };

describe('requests of people and other tools', () => {
  const suite = useMechanic({ fleet });

  it('drain a node, and release it when they are removed', async () => {
    const { mechanic } = suite;
    const since = new Date();
    await mechanic.cluster.createWorkload({ name: 'web', replicas: 6, nodeSelector: { agentpool: 'user' } });
    await mechanic.request(a, asked);
    const { record } = await mechanic.untilDrained(a);
    expect(record).toMatchObject({ reason: 'Request', deadline: null, wasUnschedulable: false });
    expect(record?.events).toEqual([expect.stringMatching(/^Request:[0-9a-f]{16}$/)]);
    expect(await mechanic.workloadOn(a)).toEqual([]);
    await mechanic.settled();
    expect((await mechanic.node(a)).unschedulable).toBe(true);
    await mechanic.request(a, null);
    await mechanic.untilIdle(a);
    expect(await mechanic.cordons(a, since)).toEqual([true, false]);
    expect(await mechanic.eventsOf(a)).toContainEqual(
      expect.stringMatching(
        /^MaintenanceScheduled: Request \(Request:[0-9a-f]+\): .*kernel update, asked for by a person/,
      ),
    );
  });

  it('need no probe and no condition', async () => {
    const { mechanic } = suite;
    await mechanic.announce(canary.name, null, 'Unknown');
    await mechanic.request(canary.name, asked);
    await mechanic.untilDrained(canary.name);
    await mechanic.request(canary.name, null);
    await mechanic.untilIdle(canary.name);
  });

  it('make a node wait for a slot, and stop its drain when they are removed', async () => {
    const { mechanic } = suite;
    const held = await hold(mechanic, a);
    await mechanic.request(a, asked);
    await mechanic.untilPhase(a, 'Draining');
    await mechanic.request(b, asked);
    await mechanic.until(b, 'waiting', ({ waiting }) => waiting);
    await mechanic.request(a, null);
    await mechanic.untilIdle(a);
    await mechanic.untilDrained(b);
    expect(await mechanic.workloadOn(a)).toHaveLength(1);
    await held.release();
  });

  it('lose their slot to a preemption, and continue afterwards', async () => {
    const { mechanic } = suite;
    const held = await hold(mechanic, a);
    await mechanic.request(a, asked);
    await mechanic.untilPhase(a, 'Draining');
    mechanic.schedule(b, 'Preempt', { noticeMs: 30_000 });
    await mechanic.untilDrained(b);
    await held.release();
    await mechanic.untilDrained(a);
  });

  it('and events of Azure each keep a node cordoned after the other has ended', async () => {
    const { mechanic } = suite;
    const event = mechanic.schedule(a, 'Redeploy');
    await mechanic.request(a, asked);
    await mechanic.until(
      a,
      'drained for both',
      ({ phase, record }) => phase === 'Drained' && record?.events.length === 2,
    );
    await mechanic.request(a, null);
    await mechanic.until(a, 'kept for the event', ({ record }) => record?.events.length === 1);
    await mechanic.request(a, asked);
    await mechanic.until(a, 'asked for again', ({ record }) => record?.events.length === 2);
    mechanic.imds.finish(event);
    await mechanic.until(a, 'kept for the request', ({ record }) => record?.reason === 'Request');
    expect((await mechanic.node(a)).unschedulable).toBe(true);
    await mechanic.request(a, null);
    await mechanic.untilIdle(a);
  });

  it('with an unreadable text are refused and have no effect', async () => {
    const { mechanic } = suite;
    const since = new Date();
    await mechanic.request(a, '{"reason":"x","by":"tomorrow"}');
    await mechanic.eventually('the refusal', async () =>
      (await mechanic.eventsOf(a)).some((event) => /^RequestRefused: .*"by" must be a time/.test(event)),
    );
    await mechanic.settled();
    expect(await mechanic.controllerWrites({ name: a, since })).toEqual([]);
  });
});

describe('the examples of docs/operations.md', () => {
  const suite = useMechanic({ fleet });

  it('upgrade.sh does its work on each node while the node is empty', async () => {
    const { mechanic } = suite;
    const seen = join(mechanic.controlPlane.dataDir, 'upgraded');
    const command = join(mechanic.controlPlane.dataDir, 'upgrade-one');
    const record = "jsonpath='{.metadata.annotations.mechanic\\.dev/maintenance}'";
    await writeFile(command, `#!/bin/sh\nkubectl get node "$1" -o ${record} >> ${seen}\necho >> ${seen}\n`, {
      mode: 0o755,
    });
    await shell(mechanic, `sh ${example('upgrade.sh')} ${command} ${a} ${b}`);
    const records = (await readFile(seen, 'utf8')).trim().split('\n');
    expect(records).toHaveLength(2);
    for (const text of records) expect(text).toContain('"phase":"Drained"');
    for (const name of [a, b]) await mechanic.untilIdle(name);
  });

  it('cronjob.yaml drains a pool and releases each node', async () => {
    const { mechanic } = suite;
    const since = new Date();
    const script = await scriptOf('cronjob.yaml');
    const said = await shell(mechanic, script, { POOL: 'agentpool=user' });
    for (const { name } of fleet) {
      expect(said).toContain(`${name} is empty`);
      await mechanic.untilIdle(name);
      expect(await mechanic.cordons(name, since)).toEqual([true, false]);
    }
    await accepted(mechanic, 'cronjob.yaml');
  });

  it('kured.yaml requests drains for nodes that kured wants to reboot, and removes them after the reboot', async () => {
    const { mechanic } = suite;
    const script = await scriptOf('kured.yaml');
    const kured = (name: string, change: string): Promise<string> =>
      mechanic.controlPlane.kubectl([
        'annotate',
        'node',
        name,
        `weave.works/kured-reboot-in-progress${change}`,
      ]);
    await mechanic.request(b, asked);
    await kured(a, '=2026-11-25T03:00:00Z');
    await shell(mechanic, script);
    await shell(mechanic, script);
    expect((await mechanic.untilPhase(a, 'Drained')).record?.reason).toBe('Request');
    await kured(a, '-');
    await shell(mechanic, script);
    await mechanic.untilIdle(a);
    // Requests of others are not changed.
    await mechanic.untilDrained(b);
    await accepted(mechanic, 'kured.yaml');
  });
});

function example(name: string): string {
  return join(import.meta.dirname, '..', '..', 'docs', 'examples', name);
}

interface CronJob {
  readonly kind: string;
  readonly spec: {
    readonly jobTemplate: {
      readonly spec: {
        readonly template: {
          readonly spec: { readonly containers: readonly { readonly args: readonly string[] }[] };
        };
      };
    };
  };
}

/** The shell script in the CronJob of an example. */
async function scriptOf(name: string): Promise<string> {
  const documents = parseAllDocuments(await readFile(example(name), 'utf8'));
  // Our own file: one of its documents is a CronJob with one container.
  const jobs = documents
    .map((document) => document.toJS() as CronJob)
    .filter(({ kind }) => kind === 'CronJob');
  return jobs[0]?.spec.jobTemplate.spec.template.spec.containers[0]?.args[0] ?? '';
}

/** Checks that the API server accepts the example. */
async function accepted(mechanic: MechanicCluster, name: string): Promise<void> {
  await mechanic.controlPlane.kubectl(['apply', '--dry-run=server', '-f', example(name)]);
}

/** Runs a script like the CronJob, with kubectl in the PATH, and returns its output. */
async function shell(
  mechanic: MechanicCluster,
  script: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { controlPlane } = mechanic;
  const kubectl = await controlPlane.tools.path('kubectl');
  return runCommand({
    command: '/bin/sh',
    args: ['-euc', script],
    env: {
      ...env,
      PATH: `${kubectl.slice(0, kubectl.lastIndexOf('/'))}:${process.env.PATH ?? ''}`,
      HOME: controlPlane.dataDir,
      KUBECONFIG: controlPlane.kubeconfigPath,
    },
  });
}
