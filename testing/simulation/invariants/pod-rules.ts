import { MAINTENANCE, type MaintenanceRecord, type PodAction, type Settings } from '@mechanic/contract';
import type { PodObject } from '../api/index.ts';
import type { Sent } from '../net/network.ts';
import { podWrites } from '../net/traffic.ts';
import type { Kube } from '../world/kube.ts';
import { actionOn } from './emptying.ts';
import type { Facts } from './facts.ts';
import type { Invariant } from './invariant.ts';
import type { NodeFacts } from './node-facts.ts';

/** What is due may have become known to a process before the record says it. */
const MARGIN_MS = 60_000;
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
      if (is('finish') && hasTime(pod, node, { request, timeoutMs: Math.min(...timeouts) }))
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

/** By the clock of whoever asks it to go: neither does its deadline come near, nor the end of the first attempt. */
// eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
function hasTime(
  pod: PodObject,
  node: NodeFacts,
  { request, timeoutMs }: { readonly request: Sent; readonly timeoutMs: number },
): boolean {
  if (pod.status?.phase !== 'Running' || node.record?.phase !== 'Draining' || !node.recordIsOurs)
    return false;
  const record = JSON.parse(node.node.metadata.annotations?.[MAINTENANCE] ?? '') as MaintenanceRecord; // just read
  const now = request.client.process.clock.now();
  const noticeMs = (pod.spec?.terminationGracePeriodSeconds ?? 30) * 1_000 + 30_000 + MARGIN_MS;
  const began = Math.min(
    Date.parse(record.startedAt),
    Date.parse(record.attemptStartedAt ?? record.startedAt),
  );
  const left = began + timeoutMs - (record.drainedSeconds ?? 0) * 1_000 - now;
  // Of a record with times that nobody can read nothing is known.
  if (Number.isNaN(left) || left < MARGIN_MS) return false;
  const dates = [record.deadline, ...Object.values(node.reported).map(({ notBefore }) => notBefore)];
  if (node.reported.some(({ status }) => /started/i.test(status))) return false;
  if (
    node.node.status?.conditions?.some(({ type, status }) => type.endsWith('Scheduled') && status === 'True')
  )
    return false;
  return dates.every((date) => date === null || new Date(date).getTime() - now > noticeMs);
}
