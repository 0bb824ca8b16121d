import { describe, expect, it } from '@jest/globals';
import { isImdsDocument, isImdsEvent } from './imds.ts';

const event = { EventId: '602d9444', EventType: 'Redeploy', Resources: ['vmss_0'] };

describe('a scheduled-events document', () => {
  it('needs a list of events, whatever the list contains', () => {
    expect(isImdsDocument({ DocumentIncarnation: 1, Events: [] })).toBe(true);
    expect(isImdsDocument({ Events: [event, null, 'x'], more: true })).toBe(true);
  });

  it.each([[null], ['<html>'], [[]], [{}], [{ error: 'Not found' }], [{ Events: null }], [{ Events: {} }]])(
    '%j is not one',
    (value) => {
      expect(isImdsDocument(value)).toBe(false);
    },
  );
});

describe('an event of that document', () => {
  it('needs an id, a type and the VMs, and may have other fields', () => {
    expect(isImdsEvent(event)).toBe(true);
    expect(
      isImdsEvent({ ...event, EventType: 'Unheard', NotBefore: 5, DurationInSeconds: 'x', More: [] }),
    ).toBe(true);
  });

  it.each([
    [null],
    ['x'],
    [{ ...event, EventId: '' }],
    [{ ...event, EventId: 7 }],
    [{ ...event, EventType: undefined }],
    [{ ...event, Resources: 'vmss_0' }],
    [{ EventId: event.EventId, EventType: event.EventType, ResourceName: 'vmss_0' }],
  ])('%j is not one', (value) => {
    expect(isImdsEvent(value)).toBe(false);
  });
});
