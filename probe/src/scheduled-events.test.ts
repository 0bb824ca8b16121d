import { describe, expect, it } from '@jest/globals';
import { readScheduledEvents } from './scheduled-events.ts';

/** Documents from Azure's pages, and documents that people have seen on real VMs and published. */
const seen = {
  announcedLiveMigration:
    '{"DocumentIncarnation":2,"Events":[{"EventId":"C7061BAC-AFDC-4513-B24B-AA5F13A16123","EventStatus":"Scheduled","EventType":"Freeze","ResourceType":"VirtualMachine","Resources":["WestNO_0","WestNO_1"],"NotBefore":"Mon, 11 Apr 2026 22:26:58 GMT","Description":"Virtual machine is being paused because of a memory-preserving Live Migration operation.","EventSource":"Platform","DurationInSeconds":5}]}',
  startedLiveMigration:
    '{"DocumentIncarnation":3,"Events":[{"EventId":"C7061BAC-AFDC-4513-B24B-AA5F13A16123","EventStatus":"Started","EventType":"Freeze","ResourceType":"VirtualMachine","Resources":["WestNO_0","WestNO_1"],"NotBefore":"","Description":"Virtual machine is being paused because of a memory-preserving Live Migration operation.","EventSource":"Platform","DurationInSeconds":5}]}',
  nothing: '{"DocumentIncarnation":4,"Events":[]}',
  hostMaintenance:
    '{"DocumentIncarnation":1,"Events":[{"Description":"Host server is undergoing maintenance.","DurationInSeconds":30,"EventId":"B2BC520E-BDA2-44A0-BF75-0C320524BB47","EventSource":"Platform","EventStatus":"Started","EventType":"Freeze","NotBefore":"","ResourceType":"VirtualMachine","Resources":["aks-testspot-38041100-vmss_25"]}]}',
  oldVersion:
    '{"DocumentIncarnation":279,"Events":[{"EventId":"xxx-xxx-xxx-xxx-xxx","EventStatus":"Scheduled","EventType":"Freeze","ResourceType":"VirtualMachine","Resources":["xxxx"],"NotBefore":"Thu, 26 Sep 2019 15:15:21 GMT"}]}',
  preempt:
    '{"DocumentIncarnation":1,"Events":[{"EventId":"A123BC45-1234-5678-AB90-ABCDEF123456","EventStatus":"Scheduled","EventType":"Preempt","ResourceType":"VirtualMachine","Resources":["myspotvm"],"NotBefore":"Tue, 16 Mar 2021 00:58:46 GMT","Description":"","EventSource":"Platform"}]}',
  startedWithoutDuration:
    '{"DocumentIncarnation":208,"Events":[{"EventId":"D3D9DFEC-1DCA-4B49-97AA-780E02F45DFE","EventStatus":"Started","EventType":"Freeze","ResourceType":"VirtualMachine","Resources":["aks-nodepool1-21922338-vmss_47"],"NotBefore":"","Description":"Host server is undergoing maintenance.","EventSource":"Platform"}]}',
  userReboot:
    '{"DocumentIncarnation":213,"Events":[{"EventId":"FA298C74-AE95-4154-8EBF-303EED382DB6","EventStatus":"Scheduled","EventType":"Reboot","ResourceType":"VirtualMachine","Resources":["aks-nodepool1-21922338-vmss_39"],"NotBefore":"Tue, 30 Mar 2021 13:39:24 GMT","Description":"Virtual machine is going to be restarted as requested by authorized user.","EventSource":"User"}]}',
  minimal:
    '{"DocumentIncarnation":1,"Events":[{"EventId":"F3E6E2D2-E86A-47F0-AA8E-18918049A2B1","EventStatus":"Scheduled","EventType":"Reboot","ResourceType":"VirtualMachine","Resources":["controlplane_0"],"NotBefore":"Sun, 30 Jun 2019 16:22:03 GMT"}]}',
  standaloneReboot:
    '{"DocumentIncarnation":2,"Events":[{"EventId":"4CAEA225-A741-474D-A72E-428C86FCD853","EventStatus":"Scheduled","EventType":"Reboot","ResourceType":"VirtualMachine","Resources":["flatcar-vm1"],"NotBefore":"Thu, 22 Jul 2021 04:50:17 GMT","Description":"","EventSource":"User","DurationInSeconds":-1}]}',
  severalVms:
    '{"DocumentIncarnation":1,"Events":[{"EventId":"602d9444-d2cd-49c7-8624-8643e7171297","EventType":"Reboot","ResourceType":"VirtualMachine","Resources":["FrontEnd_IN_0","aks-spotcpu2d2as-24469130-vmss_1"],"EventStatus":"Scheduled","NotBefore":"Mon, 19 Sep 2016 18:29:47 GMT","Description":"Host server is undergoing maintenance","EventSource":"Platform","DurationInSeconds":-1}]}',
  shortName:
    '{"DocumentIncarnation":10,"Events":[{"EventId":"CFA22193-3606-45E1-B7EA-976666B6629F","EventStatus":"Scheduled","EventType":"Reboot","ResourceType":"VirtualMachine","Resources":["VM"],"NotBefore":"Thu, 16 Jul 2020 15:48:46 GMT"}]}',
  weekAhead:
    '{"DocumentIncarnation":1,"Events":[{"EventId":"72E160B5-6F75-40FA-BD4C-0C7FA2318A51","EventStatus":"Scheduled","EventType":"Redeploy","ResourceType":"VirtualMachine","Resources":["VM-SE-Server02"],"NotBefore":"Thu, 17 Jan 2019 05:57:06 GMT"}]}',
  isoTime:
    '{"DocumentIncarnation":1,"Events":[{"EventId":"1","EventType":"Freeze","ResourceType":"VirtualMachine","Resources":["myVM"],"EventStatus":"Scheduled","NotBefore":"2026-04-29T18:00:00Z"}]}',
};

/** The one event of a document, with some fields replaced. */
function eventWith(fields: Record<string, unknown>): ReturnType<typeof readOne> {
  const event = {
    EventId: '1',
    EventType: 'Redeploy',
    EventStatus: 'Scheduled',
    Resources: ['vm'],
    ...fields,
  };
  return readOne(JSON.stringify({ DocumentIncarnation: 1, Events: [event] }));
}

function readOne(
  body: string,
): NonNullable<ReturnType<typeof readScheduledEvents>>['events'][number] | undefined {
  return readScheduledEvents(body)?.events[0];
}

describe('a scheduled-events document', () => {
  it.each([
    [
      'announcedLiveMigration',
      {
        type: 'Freeze',
        status: 'Scheduled',
        notBefore: '2026-04-11T22:26:58.000Z',
        durationSeconds: 5,
        liveMigration: true,
      },
    ],
    ['startedLiveMigration', { status: 'Started', notBefore: null, liveMigration: true }],
    ['hostMaintenance', { status: 'Started', durationSeconds: 30, liveMigration: false, source: 'Platform' }],
    [
      'oldVersion',
      { notBefore: '2019-09-26T15:15:21.000Z', durationSeconds: -1, source: '', description: '' },
    ],
    ['preempt', { type: 'Preempt', notBefore: '2021-03-16T00:58:46.000Z', description: '' }],
    ['startedWithoutDuration', { status: 'Started', notBefore: null, durationSeconds: -1 }],
    ['userReboot', { type: 'Reboot', source: 'User' }],
    ['minimal', { id: 'F3E6E2D2-E86A-47F0-AA8E-18918049A2B1', notBefore: '2019-06-30T16:22:03.000Z' }],
    ['standaloneReboot', { resources: ['flatcar-vm1'], durationSeconds: -1 }],
    ['severalVms', { resources: ['FrontEnd_IN_0', 'aks-spotcpu2d2as-24469130-vmss_1'] }],
    ['shortName', { resources: ['VM'] }],
    ['weekAhead', { type: 'Redeploy', notBefore: '2019-01-17T05:57:06.000Z' }],
    ['isoTime', { notBefore: '2026-04-29T18:00:00.000Z' }],
  ] as const)('is read in each published form: %s', (name, event) => {
    expect(readScheduledEvents(seen[name])).toMatchObject({ unreadable: 0, events: [event] });
  });

  it('may have no events', () => {
    expect(readScheduledEvents(seen.nothing)).toEqual({ incarnation: '4', events: [], unreadable: 0 });
  });

  it.each([
    ['nothing at all', ''],
    ['a page to sign in', '<!DOCTYPE html><html></html>'],
    ['half a document', seen.preempt.slice(0, 60)],
    ['an error', '{"error":"Not found"}'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a document without events', '{"DocumentIncarnation":1}'],
    [
      'a template with its braces',
      '{"DocumentIncarnation":{IncarnationID},"Events":[{"NotBefore":{timeInUTC},}]}',
    ],
  ])('is not %s', (_what, body) => {
    expect(readScheduledEvents(body)).toBeUndefined();
  });

  it('may have an incarnation of any type', () => {
    expect(readScheduledEvents('{"DocumentIncarnation":"W/5","Events":[]}')?.incarnation).toBe('W/5');
    expect(readScheduledEvents('{"Events":[]}')?.incarnation).toBe('');
  });

  it('keeps its readable events when another one is unreadable', () => {
    const events = [
      null,
      'x',
      { EventType: 'Reboot' },
      { EventId: '1', EventType: 'Preempt', Resources: ['vm'] },
    ];
    const read = readScheduledEvents(JSON.stringify({ DocumentIncarnation: 1, Events: events }));
    expect(read).toMatchObject({
      unreadable: 3,
      events: [{ id: '1', type: 'Preempt', status: 'Scheduled' }],
    });
  });
});

describe('an event', () => {
  it.each([
    ['Mon, 19 Sep 2016 18:29:47 GMT', '2016-09-19T18:29:47.000Z'],
    ['Fri, 19 Sep 2016 18:29:47 GMT', '2016-09-19T18:29:47.000Z'],
    ['19 Sep 2016 18:29:47 GMT', '2016-09-19T18:29:47.000Z'],
    ['2026-04-29T18:00:00Z', '2026-04-29T18:00:00.000Z'],
    ['2026-04-29T18:00:00.5+02:00', '2026-04-29T16:00:00.500Z'],
    ['', null],
    ['20170702', null],
    ['soon', null],
    ['5', null],
    ['Mon, 99 Sep 2016 18:29:47 GMT', null],
    [1_474_309_787, null],
    [null, null],
  ])('due at %j has notBefore %j', (notBefore, read) => {
    expect(eventWith({ NotBefore: notBefore })?.notBefore).toBe(read);
  });

  it.each([
    [9, 9],
    [0, 0],
    ['9', 9],
    [-1, -1],
    ['', -1],
    ['long', -1],
    [null, -1],
    [undefined, -1],
  ])('of duration %j lasts %d s', (duration, seconds) => {
    expect(eventWith({ DurationInSeconds: duration })?.durationSeconds).toBe(seconds);
  });

  it('with an unknown type or status is passed through', () => {
    expect(eventWith({ EventType: 'Teleport', EventStatus: 'Imminent' })).toMatchObject({
      type: 'Teleport',
      status: 'Imminent',
    });
  });

  it('has a description of at most 256 characters, which does not end with half a surrogate pair', () => {
    const description = eventWith({ Description: `${'x'.repeat(255)}😀 by live migration` });
    expect(description?.description).toHaveLength(256);
    expect(description?.description.isWellFormed()).toBe(true);
    expect(description?.liveMigration).toBe(true);
  });

  it('keeps only those resources that are names', () => {
    expect(eventWith({ Resources: ['vm', 7, null] })?.resources).toEqual(['vm']);
  });

  it.each(['x'.repeat(129), 'a\u0007b', '\ud800'])('with the id %j counts as unreadable', (id) => {
    expect(eventWith({ EventId: id })).toBeUndefined();
  });

  it('is put into one line, or the controller would reject the report', () => {
    const odd = { EventType: 'Re\u0000deploy', Description: 'live\r\nmigration', Resources: ['v\tm'] };
    expect(eventWith(odd)).toMatchObject({
      type: 'Re deploy',
      description: 'live migration',
      liveMigration: true,
      resources: ['v m'],
    });
  });
});
