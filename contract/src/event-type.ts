/**
 * The types of scheduled event, ordered by what the VM loses, the gravest first. Switches, labels of metrics and every order
 * are derived from this list.
 */
export const eventTypes = [
  'Preempt',
  'Terminate',
  'Redeploy',
  'Reboot',
  'Freeze',
  'SpotRebalanceRecommendation',
] as const;
export type EventType = (typeof eventTypes)[number];

/** The switch in the settings (`scheduledEvents`) for each type. */
export const eventSwitches = {
  Preempt: 'preempt',
  Terminate: 'terminate',
  Redeploy: 'redeploy',
  Reboot: 'reboot',
  Freeze: 'freeze',
  SpotRebalanceRecommendation: 'spotRebalance',
} as const satisfies Record<EventType, string>;

/** The type for requests by people and other tools. Azure has no such type, and no report can announce it. */
export const requestType = 'Request';

/** Labels of metrics. Everything else is `Other`, including node conditions, whose names users choose. */
export const eventTypeLabels = [...eventTypes, requestType, 'Other'] as const;
export type EventTypeLabel = (typeof eventTypeLabels)[number];

/** States of scheduled events; everything else is `Other`. */
export const eventStatuses = ['Scheduled', 'Started', 'Advisory', 'Other'] as const;
export type EventStatusLabel = (typeof eventStatuses)[number];

const types = byLowerCase(eventTypes);
const statuses = byLowerCase(eventStatuses);

/** The type for any spelling of it; null when Azure has introduced a new one. */
export function eventTypeOf(text: string): EventType | null {
  return types.get(text.toLowerCase()) ?? null;
}

/** 0 for the gravest type. Requests come after Azure's types, and conditions after requests. */
export function severity(reason: string): number {
  const index = eventTypes.findIndex((type) => type === reason);
  if (index !== -1) return index;
  return eventTypes.length + Number(reason !== requestType);
}

/** Whether the VM is gone or restarts afterwards. Until then, while the node answers, its pods can be moved away. */
export function endsTheVM(reason: string): boolean {
  return severity(reason) <= severity('Reboot');
}

/** The label for an event type from outside; keeps the number of labels bounded. */
export function labelOfType(type: string): EventTypeLabel {
  return type === requestType ? requestType : (eventTypeOf(type) ?? 'Other');
}

/** The label for an event status from outside; keeps the number of labels bounded. */
export function labelOfStatus(status: string): EventStatusLabel {
  return statuses.get(status.toLowerCase()) ?? 'Other';
}

function byLowerCase<T extends string>(words: readonly T[]): ReadonlyMap<string, T> {
  return new Map(words.map((word) => [word.toLowerCase(), word]));
}
