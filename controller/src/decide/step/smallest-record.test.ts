import { describe, expect, it } from '@jest/globals';
import { type MaintenanceRecord, formatMaintenance, parseMaintenance } from '@mechanic/contract';
import fc from 'fast-check';
import { failed, paused } from './record.ts';
import { saysAnnotationsAreFull, smallest } from './smallest-record.ts';
import { aDrain, aRecord, hours, now } from '../testing.ts';
import { formatTime } from '../times.ts';

const long = 'x'.repeat(1_000);

describe('the smallest record', () => {
  const text = fc.string({ unit: 'binary', maxLength: 200 });
  const running: fc.Arbitrary<MaintenanceRecord> = fc
    .record({
      events: fc.array(text, { maxLength: 5 }),
      deadline: fc.option(text),
      attempts: fc.nat(),
      wasUnschedulable: fc.boolean(),
      drainedSeconds: fc.nat(),
    })
    .map((changes) => aRecord('a', changes));

  it('of a drain that ends is no larger than the record of the running drain', () => {
    const podsLeft = [
      { namespace: long, name: long, state: 'blocked', budgets: [long], reason: long } as const,
    ];
    const progress = aDrain('a', { podsLeft });
    fc.assert(
      fc.property(running, fc.option(fc.nat(hours)), (record, retryIn) => {
        const retryAt = retryIn === null ? null : now + retryIn;
        for (const ended of [
          failed(record, { message: long, retryAt, progress }),
          paused(record, long, now),
        ]) {
          const written = formatMaintenance(smallest(ended));
          expect(written.length).toBeLessThanOrEqual(formatMaintenance(record).length);
          expect(parseMaintenance(written)?.phase).toBe(ended.phase);
        }
      }),
    );
  });

  it('tells the next leader the same', () => {
    const retryAt = now + 1 * hours;
    const record = aRecord('a', { deadlineMissed: true, attempts: 3 });
    const ended = failed(record, { message: long, retryAt, progress: undefined });
    expect(smallest(ended)).toEqual({
      ...smallest(record),
      phase: 'Failed',
      deadlineMissed: true,
      attempts: 3,
      retryAt: formatTime(retryAt),
    });
  });
});

it('is needed when the API server says that the annotations are full', () => {
  const message = 'Node "a" is invalid: metadata.annotations: Too long: may not be more than 262144 bytes';
  expect(saysAnnotationsAreFull(message)).toBe(true);
  expect(saysAnnotationsAreFull('admission webhook "x" denied the request')).toBe(false);
});
