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

/** 0 for the gravest type; conditions, which are not event types, come after all of them. */
export function severity(reason: string): number {
  const index = eventTypes.findIndex((type) => type === reason);
  return index === -1 ? eventTypes.length : index;
}

/** Whether the VM is gone or starts anew afterwards: while the node answers, its pods can still be moved away. */
export function endsTheVM(reason: string): boolean {
  return severity(reason) <= severity('Reboot');
}
