import { describe, expect, it } from '@jest/globals';
import { type Settings, defaultSettings } from '@mechanic/contract';
import { budgetView } from '../../controller/src/decide/views/budgets.ts';
import { type PodView, podView } from '../../controller/src/decide/views/pods.ts';
import { podsLeft } from './pods-left.ts';

function aPod(name: string, changes: Partial<PodView> = {}): PodView {
  const metadata = { name, namespace: 'shop', labels: { app: 'web' } };
  const pod = podView({ metadata, status: { phase: 'Running' } });
  return { ...pod, owner: { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: '1' }, ...changes };
}

const budget = budgetView({
  metadata: { name: 'web', namespace: 'shop' },
  spec: { selector: { matchLabels: { app: 'web' } } },
});

function left(
  pods: readonly PodView[],
  budgets = [budget],
  drain: Settings['drain'] = defaultSettings.drain,
  kubeletSilent = false,
): string[] {
  return podsLeft(pods, budgets, { ...drain, about: 'Redeploy' }, kubeletSilent).map(
    ({ name, state, budgets: by, reason }) =>
      [name, state, ...by, reason].filter((part) => part !== '').join(' '),
  );
}

describe('pods left on a node, as the plugin sees them', () => {
  it('are the pods that a drain would evict', () => {
    const pods = [
      aPod('web'),
      aPod('static', { mirror: true }),
      aPod('daemon', { owner: { apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'd', uid: '2' } }),
      aPod('done', { phase: 'Succeeded' }),
      aPod('going', { deletionDueAt: 1 }),
    ];
    expect(left(pods, [])).toEqual(['web pending', 'going terminating']);
  });

  it('are blocked by a budget that allows no disruption', () => {
    expect(left([aPod('web')])).toEqual(['web blocked shop/web']);
    expect(left([aPod('web')], [{ ...budget, disruptionsAllowed: 1 }])).toEqual(['web pending']);
    expect(left([aPod('web', { namespace: 'other' })])).toEqual(['web pending']);
    expect(left([aPod('web', { labels: {} })])).toEqual(['web pending']);
    expect(left([aPod('web', { phase: 'Pending' })])).toEqual(['web pending']);
  });

  it('are blocked when they end on a node whose kubelet does not answer', () => {
    const pods = [aPod('web'), aPod('going', { deletionDueAt: 1 })];
    expect(left(pods, [], defaultSettings.drain, true)).toEqual([
      'web pending',
      'going blocked cannot end, because the kubelet of its node does not answer',
    ]);
  });

  it('are blocked by the settings', () => {
    const drain = { ...defaultSettings.drain, unmanagedPods: 'block' } as const;
    expect(left([aPod('web', { owner: null })], [], drain).join()).toContain(
      'drain.unmanagedPods is "block"',
    );
  });
});
