import type { PodAction, Settings } from '@mechanic/contract';
import type { PodObject } from '../api/index.ts';
import type { Sent } from '../net/network.ts';
import { podWrites } from '../net/traffic.ts';
import type { Kube } from '../world/kube.ts';
import { actionOn } from './emptying.ts';
import type { Facts } from './facts.ts';
import type { Invariant } from './invariant.ts';
import type { NodeFacts } from './node-facts.ts';
import { hasTime } from './time-left.ts';

const types = ['Freeze', 'Reboot', 'Redeploy', 'Preempt', 'Terminate', 'KernelDeadlock'];

/** Rules and wishes hold. */
export function podRulesHold(
  facts: Facts,
  kube: Kube,
  violated: (name: string, what: string) => void,
): Invariant {
  const name = 'pod-rules-hold';
  return {
    name,
    sentence:
      'A pod that is to be left is never asked to go, and one that may end by itself only when its time is short.',
    // eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
    sent: (request) => {
      const { call, client, kind } = request;
      if (client.who === null || !podWrites.has(kind)) return;
      const pod = podOf(call.path, kube);
      const node = facts.nodes.get(pod?.spec?.nodeName ?? '');
      if (pod === undefined || node === undefined) return;
      const candidates = facts.settingsOf(client, request.sentAt);
      const is = (action: PodAction): boolean =>
        candidates.every((settings) => always(action, pod, settings));
      const what = `${kind} of ${pod.metadata.name} on ${node.name}`;
      if (is('leave')) violated(name, `${what}, which is to be left`);
      const timeouts = candidates.map(({ drain }) => drain.timeoutMs);
      if (is('finish') && mayFinish(pod, node, { request, timeoutMs: Math.min(...timeouts) }))
        violated(name, `${what}, which may end by itself and has time`);
    },
  };
}

/** Whatever the node is drained for. */
function always(action: PodAction, pod: PodObject, { drain }: Settings): boolean {
  return types.every((about) => actionOn(pod, drain, about) === action);
}

function podOf(path: string, kube: Kube): PodObject | undefined {
  const [, namespace = '', pod = ''] = /namespaces\/([^/]+)\/pods\/([^/]+)/.exec(path) ?? [];
  return kube.get('pods', { metadata: { name: pod, namespace } });
}

function mayFinish(
  { spec, status }: PodObject,
  node: NodeFacts,
  { request, timeoutMs }: { readonly request: Sent; readonly timeoutMs: number },
): boolean {
  if (status?.phase !== 'Running' || node.record?.phase !== 'Draining') return false;
  const noticeMs = (spec?.terminationGracePeriodSeconds ?? 30) * 1_000 + 30_000;
  return hasTime(node, { now: request.client.process.clock.now(), timeoutMs, noticeMs });
}
