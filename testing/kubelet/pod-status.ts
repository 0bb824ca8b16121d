import type { V1ContainerStatus, V1PodCondition, V1PodStatus } from '@kubernetes/client-node';
import type { PodView } from './pod-view.ts';

const ours = ['PodReadyToStartContainers', 'Initialized', 'ContainersReady', 'Ready'];

/** Derives the status of a pod from its containers. Conditions of other writers are kept. */
export function podStatus(
  pod: PodView,
  address: string,
  containers: readonly V1ContainerStatus[],
  now: Date,
): V1PodStatus {
  const previous = pod.source.status?.conditions ?? [];
  const ready = containers.every((container) => container.ready);
  const condition = (type: string, holds: boolean): V1PodCondition => {
    const status = holds ? 'True' : 'False';
    const last = previous.find((candidate) => candidate.type === type && candidate.status === status);
    return {
      type,
      status,
      lastTransitionTime: last?.lastTransitionTime ?? now,
      ...(!holds && { reason: 'ContainersNotReady' }),
    };
  };
  return {
    phase: phase(containers),
    startTime: pod.source.status?.startTime ?? now,
    hostIP: '127.0.0.1',
    hostIPs: [{ ip: '127.0.0.1' }],
    podIP: address,
    podIPs: [{ ip: address }],
    containerStatuses: [...containers],
    conditions: [
      ...previous.filter(({ type }) => !ours.includes(type)),
      condition('PodReadyToStartContainers', true),
      condition('Initialized', true),
      condition('ContainersReady', ready),
      condition('Ready', ready),
    ],
  };
}

function phase(containers: readonly V1ContainerStatus[]): string {
  if (containers.every(({ state }) => state?.terminated)) {
    return containers.every(({ state }) => state?.terminated?.exitCode === 0) ? 'Succeeded' : 'Failed';
  }
  const everRan = containers.some(
    ({ state, restartCount }) => state?.running !== undefined || restartCount > 0,
  );
  return everRan ? 'Running' : 'Pending';
}
