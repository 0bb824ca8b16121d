import type { CalendarHold, HoldSetting, QueryHold, Settings } from '@mechanic/contract';
import { windowEndsAt } from '@mechanic/contract/hold-window';
import type { Snapshot } from '../snapshot.ts';
import { sayTime } from '../times.ts';

import type { Restraint } from './restraint.ts';

/** Returns the holds of the settings: those that apply now and those that do not. */
export function holdRestraints(
  { holds, holdMarginMs }: Pick<Settings, 'holdMarginMs' | 'holds'>,
  { queries }: Pick<Snapshot, 'queries'>,
  now: number,
): Restraint[] {
  return holds.map((hold) => ({
    kind: 'hold',
    name: hold.name,
    reserveMs: holdMarginMs,
    ...(hold.kind === 'calendar' ? calendarState(hold, now) : queryState(hold, queries)),
  }));
}

type State = Pick<Restraint, 'applies' | 'reason' | 'until'>;

function calendarState(hold: CalendarHold, now: number): State {
  const until = windowEndsAt(hold, now);
  if (until === null) return { applies: false, reason: 'outside of its window', until };
  return { applies: true, reason: `${sayHold(hold)} until ${sayTime(until)}`, until };
}

/**
 * A query without an answer yet counts as holding: the answer comes within seconds. A replica that cannot ask ignores the
 * hold.
 */
function queryState(hold: QueryHold, queries: Snapshot['queries']): State {
  if (queries === undefined) return { applies: false, reason: 'not asked from here', until: null };
  const state = queries.get(hold.name);
  if (state === undefined)
    return { applies: true, reason: `${sayHold(hold)}: its query is being asked`, until: null };
  const reason = state.holds ? `${sayHold(hold)}: ${state.why}` : state.why;
  return { applies: state.holds, reason, until: null };
}

function sayHold({ name }: HoldSetting): string {
  return `is held by ${name}`;
}
