import { describe, expect, it } from '@jest/globals';
import { Observation } from './observation.ts';
import { type ReportContent, startingReport } from './report.ts';
import { type ScheduledEvents, readScheduledEvents } from './scheduled-events.ts';

const vm = 'vmss_1';

function document(incarnation: number, ...types: string[]): ScheduledEvents {
  const events = types.map((type) => ({ EventId: type, EventType: type, Resources: [vm] }));
  const read = readScheduledEvents(JSON.stringify({ DocumentIncarnation: incarnation, Events: events }));
  if (read === undefined) throw new Error('not a document');
  return read;
}

function observing(): { observation: Observation; changes: () => number } {
  let changes = 0;
  return { observation: new Observation(() => void (changes += 1)), changes: () => changes };
}

function reportOfEarlierProcess(fields: Partial<ReportContent> = {}): ReportContent {
  const { observation } = observing();
  observation.learnImdsName(vm);
  observation.learnDocument(document(5, 'Redeploy'));
  const report = observation.report(undefined);
  if (report === undefined) throw new Error('nothing to report');
  return { ...report, ...fields };
}

describe('what a probe reports', () => {
  it('is only that it is starting, before the first answer', () => {
    const { observation } = observing();
    expect(observation.report(undefined)).toEqual(startingReport(''));
    observation.learnImdsName(vm);
    expect(observation.report(undefined)).toEqual(startingReport(vm));
    expect(observation.answered).toBe(false);
  });

  it('is the content of the last good answer', () => {
    const { observation } = observing();
    observation.learnImdsName(vm);
    observation.learnDocument(document(5, 'Redeploy'));
    expect(observation.report(undefined)).toMatchObject({ vm, imds: 'ok', incarnation: '5', events: [{}] });
    observation.learnDocument(document(7));
    expect(observation.report(undefined)).toMatchObject({ imds: 'ok', incarnation: '7', events: [] });
  });

  it('stays the same when only neighbours have events; the next new event updates the incarnation', () => {
    const { observation, changes } = observing();
    observation.learnImdsName(vm);
    observation.learnDocument(document(5, 'Redeploy'));
    const before = changes();
    observation.learnDocument(document(6, 'Redeploy'));
    observation.learnDocument(document(7, 'Redeploy'));
    expect(changes()).toBe(before);
    observation.learnSilence();
    expect(observation.report(undefined)).toMatchObject({ imds: 'unavailable', incarnation: '7' });
  });

  it('keeps the last known events when the metadata service falls silent, and reports the silence', () => {
    const { observation, changes } = observing();
    observation.learnImdsName(vm);
    observation.learnDocument(document(5, 'Redeploy'));
    const before = changes();
    observation.learnSilence();
    observation.learnSilence();
    expect(changes()).toBe(before + 1);
    expect(observation.report(undefined)).toMatchObject({
      imds: 'unavailable',
      events: [{ type: 'Redeploy' }],
    });
    observation.learnDocument(document(5, 'Redeploy'));
    expect(changes()).toBe(before + 2);
    expect(observation.report(undefined)).toMatchObject({ imds: 'ok', events: [{ type: 'Redeploy' }] });
  });

  it('leaves an earlier report of this VM as it is until the first good answer', () => {
    const { observation } = observing();
    const earlier = reportOfEarlierProcess();
    expect(observation.report(earlier)).toBeUndefined();
    observation.learnImdsName(vm.toUpperCase());
    expect(observation.report(earlier)).toBeUndefined();
    observation.learnDocument(document(5));
    expect(observation.report(earlier)).toMatchObject({ imds: 'ok', events: [] });
  });

  it('keeps the events of an earlier report when no good answer ever comes', () => {
    const { observation } = observing();
    observation.learnSilence();
    const report = observation.report(reportOfEarlierProcess());
    expect(report).toMatchObject({
      vm,
      imds: 'unavailable',
      incarnation: '5',
      events: [{ type: 'Redeploy' }],
    });
  });

  it('ignores a report about another VM', () => {
    const { observation } = observing();
    observation.learnImdsName('vmss_2');
    expect(observation.report(reportOfEarlierProcess())).toEqual(startingReport('vmss_2'));
    observation.learnSilence();
    expect(observation.report(reportOfEarlierProcess())).toMatchObject({ vm: 'vmss_2', events: [] });
  });

  it('is nothing while there are answers but no name', () => {
    const { observation } = observing();
    observation.learnDocument(document(5, 'Redeploy'));
    expect(observation.answered).toBe(false);
    expect(observation.report(undefined)).toEqual(startingReport(''));
    observation.learnProviderId('azure:///x/virtualMachineScaleSets/vmss/virtualMachines/1');
    expect(observation.report(undefined)).toMatchObject({ vm, imds: 'ok', events: [{ type: 'Redeploy' }] });
  });

  it('does not change when the same document is read again', () => {
    const { observation, changes } = observing();
    observation.learnImdsName(vm);
    observation.learnDocument(document(5, 'Redeploy'));
    const before = changes();
    for (let poll = 0; poll < 5; poll += 1) observation.learnDocument(document(5, 'Redeploy'));
    expect(changes()).toBe(before);
  });
});
