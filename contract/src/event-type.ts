/**
 * The types of scheduled event, the gravest first: what the VM loses by each. Switches, labels of metrics and every order
 * follow from this list.
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

/** The switch of each type in the settings, `scheduledEvents`. */
export const eventSwitches = {
  Preempt: 'preempt',
  Terminate: 'terminate',
  Redeploy: 'redeploy',
  Reboot: 'reboot',
  Freeze: 'freeze',
  SpotRebalanceRecommendation: 'spotRebalance',
} as const satisfies Record<EventType, string>;

/** What people and other tools ask for: no type of Azure's, and no report can announce it. */
export const requestType = 'Request';

/** Labels of metrics: everything else is `Other`, node conditions too; users name those as they like. */
export const eventTypeLabels = [...eventTypes, requestType, 'Other'] as const;
export type EventTypeLabel = (typeof eventTypeLabels)[number];

/** States of scheduled events; everything else is `Other`. */
export const eventStatuses = ['Scheduled', 'Started', 'Advisory', 'Other'] as const;
export type EventStatusLabel = (typeof eventStatuses)[number];

const types = byLowerCase(eventTypes);
const statuses = byLowerCase(eventStatuses);

/** The type behind any spelling of it; null when Azure has invented a new one. */
export function eventTypeOf(text: string): EventType | null {
  return types.get(text.toLowerCase()) ?? null;
}

/** 0 for the gravest type; requests come after what Azure announces, conditions after all of them. */
export function severity(reason: string): number {
  const index = eventTypes.findIndex((type) => type === reason);
  if (index !== -1) return index;
  return eventTypes.length + Number(reason !== requestType);
}

/** Whether the VM is gone or starts anew afterwards: while the node answers, its pods can still be moved away. */
export function endsTheVM(reason: string): boolean {
  return severity(reason) <= severity('Reboot');
}

/** The label for an event type from outside, so that labels stay bounded. */
export function labelOfType(type: string): EventTypeLabel {
  return type === requestType ? requestType : (eventTypeOf(type) ?? 'Other');
}

/** The label for an event status from outside, so that labels stay bounded. */
export function labelOfStatus(status: string): EventStatusLabel {
  return statuses.get(status.toLowerCase()) ?? 'Other';
}

function byLowerCase<T extends string>(words: readonly T[]): ReadonlyMap<string, T> {
  return new Map(words.map((word) => [word.toLowerCase(), word]));
}
