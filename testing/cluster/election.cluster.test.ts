import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CoordinationV1Api, type V1Lease } from '@kubernetes/client-node';
import { type AuditEntry, ControlPlane, Process, waitFor } from '../controlplane/index.ts';

const times = { durationMs: 3_000, renewDeadlineMs: 2_000, retryPeriodMs: 300 };
/** Starting a program and noticing what it did. */
const slack = 1_500;

describe('two controllers', () => {
  let controlPlane: ControlPlane;
  let first: Process;
  let second: Process;
  let count = 0;

  const contend = (name: string): Process =>
    Process.start({
      name,
      command: process.execPath,
      args: [
        join(import.meta.dirname, 'contender.ts'),
        controlPlane.kubeconfigPath,
        name,
        ...Object.values(times).map(String),
      ],
      logFile: join(controlPlane.logsDir, `${name}.log`),
    });
  const holder = async (): Promise<string> => {
    const api = controlPlane.kubeConfig.makeApiClient(CoordinationV1Api);
    return (
      (await api.readNamespacedLease({ name: 'contest', namespace: 'default' })).spec?.holderIdentity ?? ''
    );
  };
  const toLead = (contender: Process): Promise<unknown> =>
    waitFor(`${contender.name} to lead`, async () => (await holder()) === contender.name, { interval: 20 });
  const toWrite = (contender: Process): Promise<AuditEntry> =>
    controlPlane.auditLog.waitFor({ verb: 'patch', resource: 'nodes', name: contender.name });
  /** The request with which a contender took the lease. */
  const election = (contender: Process): Promise<AuditEntry> =>
    controlPlane.auditLog.waitFor(
      { verb: ['create', 'update'], resource: 'leases', name: 'contest', code: [200, 201] },
      ({ responseObject }) => (responseObject as V1Lease).spec?.holderIdentity === contender.name,
    );
  const expectNoWriteSince = async (contender: Process, since: Date): Promise<void> => {
    const late = await controlPlane.auditLog.entries({ resource: 'nodes', name: contender.name, since });
    expect(late.filter(({ verb }) => verb === 'patch')).toEqual([]);
  };

  beforeAll(async () => {
    controlPlane = await ControlPlane.start({ components: [] });
  }, 600_000);
  afterAll(() => controlPlane.stop());

  beforeEach(async () => {
    const names = [`first-${++count}`, `second-${count}`];
    for (const name of names) await controlPlane.cluster.core.createNode({ body: { metadata: { name } } });
    const [one = '', two = ''] = names;
    first = contend(one);
    await toLead(first);
    await toWrite(first);
    second = contend(two);
    await second.waitForLine(/^sees/m);
  });
  afterEach(async () => {
    first.signal('SIGCONT');
    await Promise.all([first.stop(), second.stop()]);
    const api = controlPlane.kubeConfig.makeApiClient(CoordinationV1Api);
    await api.deleteNamespacedLease({ name: 'contest', namespace: 'default' });
  });

  it('never write at the same time, and the follower takes over within a retry period of a release', async () => {
    const exit = await first.stop();
    const ended = performance.now();
    expect(exit.code).toBe(0);
    await toLead(second);
    expect(performance.now() - ended).toBeLessThan(times.retryPeriodMs + slack);
    await toWrite(second);
    await expectNoWriteSince(first, (await election(second)).receivedAt);
  });

  it('one takes over from one that was killed within the lease time, and not before', async () => {
    const lastRenewal = async (): Promise<number> =>
      (await controlPlane.auditLog.entries({ verb: 'update', resource: 'leases' })).at(-1)?.time.getTime() ??
      0;
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    const renewed = await lastRenewal();
    const taken = (await election(second)).receivedAt.getTime();
    expect(taken - renewed).toBeGreaterThan(times.durationMs - times.retryPeriodMs - 50);
    expect(taken - renewed).toBeLessThan(times.durationMs + times.retryPeriodMs + slack);
  });

  it.each([
    ['before it asks whether it may write', 'SIGHUP'],
    ['after it has asked', 'SIGUSR2'],
    ['before its last look', 'SIGWINCH'],
  ] as const)('one that is frozen %s writes nothing when it goes on', async (_, freeze) => {
    first.signal(freeze);
    await toLead(second);
    await toWrite(second);
    first.signal('SIGCONT');
    expect(await first.exited).toEqual({ code: 1, signal: null });
    await expectNoWriteSince(first, (await election(second)).receivedAt);
  });

  it('one that cannot reach the API server gives up before the other may lead', async () => {
    controlPlane.pauseApiServer();
    const paused = performance.now();
    expect((await first.exited).code).toBe(1);
    expect(performance.now() - paused).toBeLessThan(times.renewDeadlineMs + slack);
    controlPlane.resumeApiServer();
    await toLead(second);
    await toWrite(second);
  });
});
