import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseConditionMessage } from './condition-message.ts';

const link = 'For more information, see https://aka.ms/aks/scheduledevents';
const guid = '602D9444-D2CD-49C7-8624-8643E7171297';
const quarterPastFive = Date.parse('2026-11-23T05:15:00Z');

describe('the message of a condition', () => {
  it('gives no id that is longer than ids may be', () => {
    expect(parseConditionMessage(`Reboot Started. EventId: ${'x'.repeat(128)}`)?.id).toHaveLength(128);
    expect(parseConditionMessage(`Reboot Started. EventId: ${'x'.repeat(129)}`)?.id).toBeNull();
  });

  it.each([
    [
      'with everything',
      `Redeploy Scheduled: Mon, 23 Nov 2026 05:15:00 GMT. DurationInSeconds: -1. Host server is undergoing maintenance. ${link}.`,
      { type: 'Redeploy', status: 'Scheduled', notBefore: quarterPastFive, durationSeconds: -1, id: null },
    ],
    [
      'with an id and no full stop',
      `Freeze Scheduled: Mon, 23 Nov 2026 05:15:00 GMT. DurationInSeconds: 9. Host server is undergoing maintenance. ${link} EventId: ${guid}`,
      { type: 'Freeze', durationSeconds: 9, liveMigration: false, id: guid },
    ],
    [
      'of a live migration',
      `Freeze Started. DurationInSeconds: 5. Virtual machine is being paused because of a memory-preserving Live Migration operation. ${link}.`,
      { type: 'Freeze', status: 'Started', notBefore: null, durationSeconds: 5, liveMigration: true },
    ],
    [
      'with an empty description',
      `Preempt Scheduled: Mon, 23 Nov 2026 05:15:00 GMT. DurationInSeconds: -1.  ${link}.`,
      { type: 'Preempt', notBefore: quarterPastFive },
    ],
    [
      'cut off behind the date',
      'Preempt Scheduled: Mon, 02 Mar 2026 19:01:45 GMT',
      { type: 'Preempt', notBefore: Date.parse('2026-03-02T19:01:45Z'), durationSeconds: -1 },
    ],
    [
      'cut off within the date',
      'Preempt Scheduled: Mon, 02 Mar 2026 19:0',
      { type: 'Preempt', notBefore: null },
    ],
    ['of a preemption under way', 'Preempt Started.', { type: 'Preempt', status: 'Started' }],
    [
      'of the newer spot condition',
      `Preempt Scheduled: Sat, 01 Aug 2026 05:41:02 GMT. ${link}. EventId: ${guid}`,
      { type: 'Preempt', notBefore: Date.parse('2026-08-01T05:41:02Z'), id: guid },
    ],
    ['of an advice', 'SpotRebalanceRecommendation Advisory.', { status: 'Advisory', notBefore: null }],
    [
      'with a second line from the approval',
      `Reboot Scheduled: Mon, 23 Nov 2026 05:15:00 GMT. DurationInSeconds: -1. ${link}.\nThrottle Result: Too Many Requests`,
      { type: 'Reboot', notBefore: quarterPastFive },
    ],
    [
      'with the wrong weekday',
      'Reboot Scheduled: Fri, 23 Nov 2026 05:15:00 GMT.',
      { type: 'Reboot', notBefore: quarterPastFive },
    ],
    ['with an ISO date', 'Reboot Scheduled: 2026-11-23T05:15:00Z.', { notBefore: quarterPastFive }],
    ['in lower case', 'reboot started', { type: 'reboot', status: 'Started' }],
    ['of a type that is new', 'Repave Scheduled: soon', { type: 'Repave', notBefore: null }],
    ['with nothing but a known type', 'Terminate', { type: 'Terminate', status: 'Scheduled' }],
    [
      'whose description has a date of its own',
      'Reboot Scheduled. DurationInSeconds: -1. Planned since: Mon, 23 Nov 2026 05:15:00 GMT.',
      { type: 'Reboot', notBefore: null },
    ],
  ])('%s is read', (_, message, expected) => {
    expect(parseConditionMessage(message)).toMatchObject(expected);
  });

  it.each([
    'VM has no scheduled event',
    'IMDS query failed, exit code: 28\nConnection timed out after 24 seconds.',
    'Timeout when running plugin "/etc/node-problem-detector.d/plugin/check.sh": state - signal: killed. output - ""',
    '',
    '???',
  ])('%j announces nothing', (message) => {
    expect(parseConditionMessage(message)).toBeNull();
  });

  it('never makes the parser throw, whatever it contains', () => {
    const words = fc.constantFrom(
      'Freeze',
      'Scheduled',
      ':',
      'Mon, 99 Xyz 2026 99:99:99 GMT',
      'EventId:',
      '\n',
      'é',
    );
    const message = fc.oneof(
      fc.string(),
      fc.array(words).map((parts) => parts.join(' ')),
    );
    fc.assert(fc.property(message, (text) => expect(() => parseConditionMessage(text)).not.toThrow()));
  });
});
