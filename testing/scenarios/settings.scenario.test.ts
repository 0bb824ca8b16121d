import { describe, expect, it } from '@jest/globals';
import { scaleSetNode } from './fleet.ts';
import { metric } from './installation.ts';
import { useMechanic } from './suite.ts';
import { hold } from './workloads.ts';

const fleet = [0, 1, 2, 3].map((index) => scaleSetNode('user', index));
const names = fleet.map(({ name }) => name);
const [a, b] = names as [string, string, ...string[]]; // four, as listed above

describe('an edit of the settings', () => {
  const suite = useMechanic({ fleet });

  it('can raise and lower the limit during drains, and pause with 0', async () => {
    const { mechanic } = suite;
    const held = await Promise.all(names.map((name) => hold(mechanic, name)));
    const phases = async (): Promise<number> => {
      const nodes = await Promise.all(names.map((name) => mechanic.node(name)));
      return nodes.filter(({ phase }) => phase === 'Draining').length;
    };
    mechanic.schedule(names, 'Redeploy');
    await mechanic.eventually('one drain', async () => (await phases()) === 1);
    await mechanic.installation.configure({ maxConcurrentDrains: 3 });
    await mechanic.eventually('three drains', async () => (await phases()) === 3);
    await mechanic.installation.configure({ maxConcurrentDrains: 0 });
    await mechanic.settled();
    expect(await phases()).toBe(3);
    await Promise.all(held.map((pod) => pod.release()));
    await mechanic.eventually('the running drains to finish', async () => (await phases()) === 0);
    await mechanic.settled();
    expect(await mechanic.cluster.cordonedNodes()).toHaveLength(3);
    await mechanic.installation.configure({});
    await Promise.all(names.map((name) => mechanic.untilDrained(name)));
  });

  it.each([
    ['a word for a number', 'maxConcurrentDrains: abc\n', 'maxConcurrentDrains'],
    ['a negative number', 'maxConcurrentDrains: -1\n', 'maxConcurrentDrains'],
    ['an unknown key', 'maxConcurrentDrain: 4\n', 'maxConcurrentDrain'],
    ['broken YAML', 'drain: {timeout: [\n', 'not valid YAML'],
  ])('is refused as a whole with %s, and the last good settings stay', async (_, text, culprit) => {
    const { mechanic } = suite;
    const leader = await mechanic.installation.leader();
    const refused = await metric(leader, 'mechanic_config_reloads_total', 'result="invalid"');
    await mechanic.installation.writeSettings(text);
    expect(await metric(leader, 'mechanic_config_reloads_total', 'result="invalid"')).toBe(refused + 1);
    const { settings } = await mechanic.installation.status();
    expect(settings.state).toBe('invalid');
    expect(settings.error).toContain(culprit);
    mechanic.schedule([a, b], 'Redeploy');
    await Promise.all([a, b].map((name) => mechanic.untilDrained(name)));
    await mechanic.eventually('a Warning about it', async () => {
      const { items } = await mechanic.cluster.core.listNamespacedEvent({ namespace: 'mechanic' });
      return items.some(
        ({ type, involvedObject, message }) =>
          type === 'Warning' && involvedObject.kind === 'ConfigMap' && message?.includes(culprit),
      );
    });
  });

  it('is not needed: without ConfigMap, key or settings the defaults apply', async () => {
    const { mechanic } = suite;
    const { core } = mechanic.cluster;
    const state = async (): Promise<string> => (await mechanic.installation.status()).settings.state;
    await mechanic.installation.writeSettings('{}\n');
    const { settings } = await mechanic.installation.status();
    expect(settings).toMatchObject({ state: 'ok', inForce: { maxUnavailable: '50%' } });
    await core.deleteNamespacedConfigMap({ name: 'mechanic', namespace: 'mechanic' });
    await mechanic.eventually('the defaults', async () => (await state()) === 'default');
    await mechanic.installation.upgrade();
    await mechanic.eventually('the settings again', async () => (await state()) === 'ok');
  });

  it('may use the names of the original mechanic; keys without effect are reported once', async () => {
    const { mechanic } = suite;
    await mechanic.installation.configure({
      vmEvents: { redeploy: false, reboot: true },
      optional: { kubeletProblem: true },
      runtimeEnv: 'prod',
    });
    mechanic.schedule(a, 'Redeploy');
    mechanic.schedule(b, 'Reboot');
    await mechanic.untilDrained(b);
    await mechanic.untilReported(a);
    await mechanic.settled();
    expect((await mechanic.node(a)).record).toBeNull();
    const { settings } = await mechanic.installation.status();
    expect(settings.warnings.join()).toContain('runtimeEnv');
  });

  it('is reported as having no effect when the chart did not grant the permission, even by the pod that stays', async () => {
    const { mechanic } = suite;
    await mechanic.installation.configure({ drain: { onDeadline: 'delete' } });
    await mechanic.eventually('the warning', async () => {
      const { settings } = await mechanic.installation.status();
      return settings.state === 'ok' && settings.warnings.join().includes('may not delete pods');
    });
    await mechanic.eventually('a Warning about it', async () => {
      const { items } = await mechanic.cluster.core.listNamespacedEvent({ namespace: 'mechanic' });
      return items.some(
        ({ type, reason, involvedObject }) =>
          type === 'Warning' && reason === 'SettingsNotPermitted' && involvedObject.kind === 'ConfigMap',
      );
    });
    const held = await hold(mechanic, a);
    mechanic.schedule(a, 'Redeploy', { noticeMs: 12_000 });
    await mechanic.eventually('what holds the pod', async () => {
      const { nodes } = await mechanic.installation.status();
      const reasons = nodes.find(({ node }) => node === a)?.podsLeft.map(({ reason }) => reason);
      return reasons?.join().includes('could not be deleted');
    });
    await held.release();
    await mechanic.untilDrained(a);
  });

  it('can make everything a dry run: mechanic decides and reports, and writes nothing to Nodes or Pods', async () => {
    const { mechanic } = suite;
    await mechanic.installation.configure({ dryRun: true });
    const since = new Date();
    await hold(mechanic, b);
    mechanic.schedule(names, 'Redeploy');
    await Promise.all(names.map((name) => mechanic.untilReported(name)));
    await mechanic.eventually('every node to be decided about', async () => {
      const { nodes, dryRun } = await mechanic.installation.status();
      return dryRun && names.every((name) => nodes.some(({ node }) => node === name));
    });
    mechanic.imds.schedule({ type: 'Preempt', resources: [mechanic.vm(a)] });
    await mechanic.untilReported(a, 2);
    await mechanic.eventually('the newer event to be seen', async () => {
      const { nodes } = await mechanic.installation.status();
      return nodes.find(({ node }) => node === a)?.events.length === 2;
    });
    expect(await mechanic.controllerWrites({ since })).toEqual([]);
  });
});

describe('invalid settings at the start of the controller', () => {
  const suite = useMechanic({ fleet: fleet.slice(0, 2) });

  it('prevent all drains until they are corrected', async () => {
    const { mechanic } = suite;
    await mechanic.installation.writeSettings('maxConcurrentDrains: many\n');
    for (const pod of mechanic.installation.controllers()) pod.process().signal('SIGKILL');
    await mechanic.eventually('new controllers', () =>
      mechanic.installation.controllers().every(({ restarts, ready }) => restarts > 0 && ready),
    );
    const since = new Date();
    mechanic.schedule(a, 'Redeploy');
    await mechanic.untilReported(a);
    await mechanic.eventually('the node to be in the queue', async () => {
      const { slots, queue } = await mechanic.installation.status();
      return slots.total === 0 && queue.some(({ node }) => node === a);
    });
    expect(
      (await mechanic.controllerWrites({ since, name: a }))
        .map(({ requestObject }) => JSON.stringify(requestObject))
        .join(),
    ).not.toContain('unschedulable');
    await mechanic.installation.configure({});
    await mechanic.untilDrained(a);
  });
});
