import { expect, it } from '@jest/globals';
import { minutes, now } from '../testing.ts';
import { type Urgency, compareUrgency, isUrgent } from './urgency.ts';

function urgency(reason: string, inMinutes: number | null, started = false): Urgency {
  return { reason, deadline: inMinutes === null ? null : now + inMinutes * minutes, started };
}

it('orders by loss of the VM now, then by deadline, then by gravity', () => {
  const ordered = [
    urgency('Reboot', -5, true),
    urgency('Preempt', -1),
    urgency('Freeze', -10),
    urgency('Preempt', 1),
    urgency('Terminate', 1),
    urgency('Redeploy', 1),
    urgency('Reboot', 1),
    urgency('Freeze', 1),
    urgency('Reboot', 60),
    urgency('Preempt', null),
    urgency('SpotRebalanceRecommendation', null),
    urgency('GPUMissing', null),
  ];
  expect(ordered.toReversed().toSorted((a, b) => compareUrgency(a, b, now))).toEqual(ordered);
  expect(compareUrgency(urgency('KernelDeadlock', null), urgency('GPUMissing', null), now)).toBe(0);
});

it('is urgent when it is due soon or has started, and never without a deadline', () => {
  expect(isUrgent(urgency('Redeploy', 2), 2 * minutes, now)).toBe(true);
  expect(isUrgent(urgency('Redeploy', 3), 2 * minutes, now)).toBe(false);
  expect(isUrgent(urgency('Reboot', null, true), 2 * minutes, now)).toBe(true);
  expect(isUrgent(urgency('GPUMissing', null), 2 * minutes, now)).toBe(false);
});
