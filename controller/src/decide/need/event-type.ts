/** The types of scheduled event that Azure announces, the gravest first: what the VM loses by each. */
export const eventTypes = [
  'Preempt',
  'Terminate',
  'Redeploy',
  'Reboot',
  'Freeze',
  'SpotRebalanceRecommendation',
] as const;
export type EventType = (typeof eventTypes)[number];

const byLowerCase: ReadonlyMap<string, EventType> = new Map(
  eventTypes.map((type) => [type.toLowerCase(), type]),
);

/** The type behind any spelling of it; null when Azure has invented a new one. */
export function eventTypeOf(text: string): EventType | null {
  return byLowerCase.get(text.toLowerCase()) ?? null;
}

/** What people and other tools ask for: no type of Azure's, and no report can announce it. */
export const requestType = 'Request';

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
