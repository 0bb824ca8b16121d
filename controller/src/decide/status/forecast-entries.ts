import type { Forecast as ForecastEntry } from '@mechanic/contract/status';
import type { Forecast } from '../forecast/forecast.ts';
import { formatOptionalTime } from '../times.ts';

/** The forecast of each node, by Node UID. */
export function forecastEntries({ nodes, basis }: Forecast): ReadonlyMap<string, ForecastEntry> {
  return new Map(
    nodes.map(({ node, startsAt, endsAt, missesDeadline }) => [
      node.uid,
      { startsAt: formatOptionalTime(startsAt), endsAt: formatOptionalTime(endsAt), missesDeadline, basis },
    ]),
  );
}
