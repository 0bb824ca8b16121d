import type { EventEntry } from '@mechanic/contract/status';
import { type ScheduledEvent, eventsOf, sameId } from '../need/events.ts';
import { reportedEvents } from '../need/event-sources.ts';
import type { NodeView } from '../snapshot.ts';
import { formatTime } from '../times.ts';

/** The sources of a node's events, and the present time. */
export interface Telling {
  readonly node: NodeView;
  readonly probed: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Returns every announcement in the words of its source, then the events of the need that only conditions tell of. */
export function eventEntries(telling: Telling, needed: readonly string[]): EventEntry[] {
  const told = reportedEvents(telling.node).events.map(
    ({ id, type, status, notBefore, durationSeconds, source, description }) => ({
      id,
      type,
      status,
      notBefore,
      durationSeconds: durationSeconds < 0 ? null : durationSeconds,
      source,
      description,
    }),
  );
  const others = needed.filter((id) => !told.some((event) => sameId(event.id, id)));
  return others.length === 0 ? told : [...told, ...fromConditions(telling, others)];
}

function fromConditions({ node, probed, now }: Telling, ids: readonly string[]): EventEntry[] {
  const { events } = eventsOf(node, probed, now);
  return ids.map((id) => {
    const event = events.find((each) => sameId(each.id, id));
    return event === undefined ? conditionEntry(node, id) : announcedEntry(event);
  });
}

function announcedEntry({ id, type, started, notBefore, durationSeconds }: ScheduledEvent): EventEntry {
  return {
    id,
    type,
    status: started ? 'Started' : 'Scheduled',
    notBefore: notBefore === null ? null : formatTime(notBefore),
    durationSeconds: durationSeconds < 0 ? null : durationSeconds,
    source: 'Node condition',
    description: '',
  };
}

function conditionEntry({ conditions }: NodeView, id: string): EventEntry {
  const condition = conditions[id];
  return {
    id,
    type: id,
    status: condition === undefined ? '' : `Condition ${condition.status}`,
    notBefore: null,
    durationSeconds: null,
    source: condition === undefined ? '' : 'Node condition',
    description: condition?.message ?? '',
  };
}
