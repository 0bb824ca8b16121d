import { randomUUID } from 'node:crypto';

export type EventType =
  'Freeze' | 'Reboot' | 'Redeploy' | 'Preempt' | 'Terminate' | 'SpotRebalanceRecommendation';

/** An event that a test or a person schedules. Type and resources are required; other fields have defaults by type. */
export interface EventRequest {
  readonly type: EventType;
  /** Azure's names of the affected VMs. */
  readonly resources: readonly string[];
  /** Milliseconds from now to the earliest start. */
  readonly noticeMs?: number;
  readonly description?: string;
  readonly source?: 'Platform' | 'User';
  readonly durationSeconds?: number;
  /** Skips `Scheduled`, as a hardware failure does. */
  readonly started?: boolean;
  /** The event starts by itself, at its time or when approved, and is removed this many milliseconds later. */
  readonly finishAfterMs?: number;
}

/** A scheduled event in the emulator. Its id stays the same from Scheduled to the end. */
export interface ScheduledEvent {
  readonly id: string;
  readonly type: EventType;
  readonly resources: readonly string[];
  readonly notBefore: number;
  readonly description: string;
  readonly source: 'Platform' | 'User';
  readonly durationSeconds: number;
  readonly finishAfterMs: number | undefined;
  readonly status: 'Scheduled' | 'Started' | 'Advisory';
}

interface Usual {
  readonly noticeMs: number;
  readonly description: string;
  readonly durationSeconds: number;
}

const minute = 60_000;
const maintenance = 'Host server is undergoing maintenance.';

/** Minimum notice and texts from Microsoft's documentation. */
const usual: Readonly<Record<EventType, Usual>> = {
  Freeze: { noticeMs: 15 * minute, description: maintenance, durationSeconds: 9 },
  Reboot: { noticeMs: 15 * minute, description: maintenance, durationSeconds: -1 },
  Redeploy: {
    noticeMs: 10 * minute,
    description: 'Host server is undergoing an emergency repair.',
    durationSeconds: -1,
  },
  Preempt: { noticeMs: 30_000, description: '', durationSeconds: -1 },
  Terminate: { noticeMs: 5 * minute, description: '', durationSeconds: -1 },
  SpotRebalanceRecommendation: { noticeMs: 0, description: '', durationSeconds: -1 },
};

/** The text that identifies a Freeze as a live migration. */
export const LIVE_MIGRATION =
  'Virtual machine is being paused because of a memory-preserving Live Migration operation.';

export function newEvent(request: EventRequest, now: number): ScheduledEvent {
  const type = usual[request.type];
  return {
    id: randomUUID().toUpperCase(),
    type: request.type,
    resources: request.resources,
    notBefore: now + (request.noticeMs ?? type.noticeMs),
    description: request.description ?? type.description,
    source: request.source ?? 'Platform',
    durationSeconds: request.durationSeconds ?? type.durationSeconds,
    finishAfterMs: request.finishAfterMs,
    status: initialStatus(request),
  };
}

function initialStatus(request: EventRequest): ScheduledEvent['status'] {
  if (request.type === 'SpotRebalanceRecommendation') return 'Advisory';
  return request.started === true ? 'Started' : 'Scheduled';
}

/** The api-versions of scheduled events, oldest first; each one adds to those before it. */
export const SCHEDULED_EVENTS_VERSIONS = [
  '2017-03-01',
  '2017-08-01',
  '2017-11-01',
  '2019-01-01',
  '2019-04-01',
  '2019-08-01',
  '2020-07-01',
  '2024-07-09',
] as const;

/** Types and fields that came later than the first version. */
const since = {
  Preempt: '2017-11-01',
  Terminate: '2019-01-01',
  Description: '2019-04-01',
  EventSource: '2019-08-01',
  DurationInSeconds: '2020-07-01',
  SpotRebalanceRecommendation: '2024-07-09',
} as const;

/** Whether an api-version knows the type of this event. */
export function isVisible(event: ScheduledEvent, version: string): boolean {
  const from = event.type in since ? since[event.type as keyof typeof since] : '';
  return version >= from;
}

/** The event in the format of an api-version. A Started event has no NotBefore. */
export function renderEvent(event: ScheduledEvent, version: string): Record<string, unknown> {
  return {
    EventId: event.id,
    EventStatus: event.status,
    EventType: event.type,
    ResourceType: 'VirtualMachine',
    Resources: event.resources,
    NotBefore: event.status === 'Started' ? '' : new Date(event.notBefore).toUTCString(),
    ...(version >= since.Description && { Description: event.description }),
    ...(version >= since.EventSource && { EventSource: event.source }),
    ...(version >= since.DurationInSeconds && { DurationInSeconds: event.durationSeconds }),
  };
}
