import type { Forecast as ForecastEntry } from '@mechanic/contract/status';
import type { Forecast } from '../forecast/forecast.ts';
import { formatTime } from '../times.ts';

/** A forecast as the status shows it, by Node UID. */
export function forecastEntries({ nodes, basis }: Forecast): ReadonlyMap<string, ForecastEntry> {
  return new Map(
    nodes.map(({ node, startsAt, endsAt, missesDeadline }) => [
      node.uid,
      { startsAt: timeOrNull(startsAt), endsAt: timeOrNull(endsAt), missesDeadline, basis },
    ]),
  );
}

function timeOrNull(ms: number | null): string | null {
  return ms === null ? null : formatTime(ms);
}
