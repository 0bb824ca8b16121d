import { describe, expect, it } from '@jest/globals';
import { scaleSetNode } from './fleet.ts';
import { useMechanic } from './suite.ts';

const fleet = [0, 1, 2].map((index) => scaleSetNode('user', index));
const [first, second] = fleet.map(({ name }) => name) as [string, string, string]; // three, as listed above

const more = 'For more information, see https://aka.ms/aks/scheduledevents.';
const soon = (): string => new Date(Date.now() + 600_000).toUTCString();

describe('conditions of node-problem-detector without a probe', () => {
  const suite = useMechanic({ fleet, values: { probe: { enabled: false } } });

  it.each([
    [
      'Redeploy',
      (): string => `Redeploy Scheduled: ${soon()}. DurationInSeconds: -1. Host is failing. ${more}`,
    ],
    ['Preempt', (): string => `Preempt Scheduled: ${soon()}`],
    ['Terminate', (): string => `Terminate Scheduled: ${soon()}. DurationInSeconds: -1.  ${more}`],
    [
      'Reboot',
      (): string =>
        `Reboot Started. DurationInSeconds: -1. Maintenance. ${more}\nThrottle Result: Too Many Requests`,
    ],
  ])(
    'drains for a %s although freezes are off, and uncordons once when it is over',
    async (type, message) => {
      const { mechanic } = suite;
      const since = new Date();
      await mechanic.announce(first, message());
      const drained = await mechanic.untilDrained(first);
      expect(drained.record).toMatchObject({ reason: type, wasUnschedulable: false });
      await mechanic.announce(first, null);
      await mechanic.untilIdle(first);
      await mechanic.settled();
      expect(await mechanic.cordons(first, since)).toEqual([true, false]);
    },
  );

  it('ignores a plain freeze, and drains for a live migration', async () => {
    const { mechanic } = suite;
    const freeze = (text: string): string =>
      `Freeze Scheduled: ${soon()}. DurationInSeconds: 9. ${text} ${more}`;
    await mechanic.announce(first, freeze('Host server is undergoing maintenance.'));
    await mechanic.announce(
      second,
      freeze('Paused because of a memory-preserving Live Migration operation.'),
    );
    await mechanic.untilDrained(second);
    await mechanic.settled();
    expect(await mechanic.node(first)).toMatchObject({ unschedulable: false, record: null });
    for (const name of [first, second]) await mechanic.announce(name, null);
  });

  it('treats Unknown neither as an event nor as its end', async () => {
    const { mechanic } = suite;
    const timeout = 'IMDS query failed, exit code: 28\nConnection timed out after 24 seconds.';
    await mechanic.announce(first, `Reboot Scheduled: ${soon()}. DurationInSeconds: -1. ${more}`);
    const drained = await mechanic.untilDrained(first);
    await mechanic.announce(first, timeout, 'Unknown');
    await mechanic.announce(second, timeout, 'Unknown');
    await mechanic.settled();
    expect((await mechanic.node(first)).record).toEqual(drained.record);
    expect(await mechanic.node(second)).toMatchObject({ unschedulable: false, record: null });
    await mechanic.announce(first, null);
    await mechanic.untilIdle(first);
    await mechanic.announce(second, null);
  });

  it('drains for a condition of the kubelet only if configured, and releases the node when the condition clears', async () => {
    const { mechanic } = suite;
    const problem = (status: string): Promise<void> =>
      mechanic.cluster.setCondition(first, { type: 'KubeletProblem', status, reason: 'KubeletIsDown' });
    await mechanic.announce(first, null);
    await problem('True');
    await mechanic.settled();
    expect((await mechanic.node(first)).record).toBeNull();
    await mechanic.installation.configure({ optionalConditions: { kubeletProblem: true } });
    const drained = await mechanic.untilDrained(first);
    expect(drained.record?.reason).toBe('KubeletProblem');
    await problem('False');
    await mechanic.untilIdle(first);
  });
});
