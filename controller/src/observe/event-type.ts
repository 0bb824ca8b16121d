/** Types of scheduled events as Azure spells them; everything else is `Other`, node conditions too: users name those as they like. */
export const eventTypes = [
  'Freeze',
  'Reboot',
  'Redeploy',
  'Preempt',
  'Terminate',
  'SpotRebalanceRecommendation',
  // What people and other tools ask for.
  'Request',
  'Other',
] as const;
export type EventTypeLabel = (typeof eventTypes)[number];

/** States of scheduled events; everything else is `Other`. */
export const eventStatuses = ['Scheduled', 'Started', 'Advisory', 'Other'] as const;
export type EventStatusLabel = (typeof eventStatuses)[number];

/** The label for an event type from outside, so that labels stay bounded. Case does not matter. */
export function normaliseType(type: string): EventTypeLabel {
  return among(eventTypes, type) ?? 'Other';
}

/** The label for an event status from outside, so that labels stay bounded. Case does not matter. */
export function normaliseStatus(status: string): EventStatusLabel {
  return among(eventStatuses, status) ?? 'Other';
}

function among<T extends string>(known: readonly T[], value: string): T | undefined {
  const wanted = value.toLowerCase();
  return known.find((candidate) => candidate.toLowerCase() === wanted);
}
