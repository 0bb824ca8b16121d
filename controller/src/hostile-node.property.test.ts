import { beforeEach, describe, expect, it } from '@jest/globals';
import { type HistoryEntry, defaultSettings, noSettings } from '@mechanic/contract';
import { FakeClock } from '@mechanic/contract/fake-clock';
import fc from 'fast-check';
import { type NodeObject, nodeView, remember } from './decide/views/nodes.ts';
import { decide } from './decide/decide.ts';
import type { Decision } from './decide/decision.ts';
import type { NodeView, Snapshot } from './decide/snapshot.ts';
import {
  aDrain,
  aNodeInMaintenance,
  aNodeWith,
  aRecord,
  aReport,
  aSnapshot,
  now,
  settingsOf,
} from './decide/testing.ts';
import { Metrics } from './observe/metrics.ts';
import { Observer } from './observe/observer.ts';
import { statusOf } from './decide/status/status.ts';
import { MemoryLog } from './observe/testing.ts';

/*
 * An attacker may own a node and write anything into its Node: annotations, labels, conditions, times. None of it may make
 * any function throw or affect any other node.
 */

const odd = fc.constantFrom(
  '\u0000',
  '\u202e',
  '\ud800',
  '\u{1f600}',
  '"',
  '\\',
  '\n',
  '__proto__',
  'constructor',
  '9999-99-99T99:99:99Z',
  '+275760-09-13T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '2026-11-23T05:00:00Z',
  '1e999',
  '<!channel>',
  ',',
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  odd,
  fc.tuple(odd, fc.constantFrom(3, 129, 20_000)).map(([unit, times]) => unit.repeat(times)),
);
const nested = fc
  .tuple(fc.constantFrom(2, 5, 3_000, 30_000), fc.constantFrom('[]', '{}'))
  .map(([depth, kind]) =>
    kind === '[]' ? '['.repeat(depth) + ']'.repeat(depth) : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
  );
const json = fc.oneof(
  fc.json({ maxDepth: 5 }),
  text.map((value) => JSON.stringify(value)),
  nested,
  fc.constantFrom('null', '-1', '1e308', '1e999', '[null]', '[{}]'),
);

/** A valid annotation, with some of its fields replaced, at any depth, and some added. */
function spoilt(honest: object): fc.Arbitrary<string> {
  const keys = fc.constantFrom(...allKeys(honest), 'later', '__proto__');
  return fc.array(fc.tuple(keys, json), { minLength: 0, maxLength: 4 }).map((changes) =>
    changes.reduce((whole, [key, value]) => {
      const field = new RegExp(`"${key}":("[^"]*"|[^,{}[\\]]+)`);
      return field.test(whole)
        ? whole.replace(field, () => `"${key}":${value}`)
        : whole.replace('{', () => `{"${key}":${value},`);
    }, JSON.stringify(honest)),
  );
}

function allKeys(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...own, ...Object.values(value).flatMap(allKeys)];
}

const report = fc.oneof(spoilt(aReport('h', [{}, { id: 'event-2', type: 'Freeze' }]).value), json, text);
const pod = { pod: 'shop/web', reason: 'budget', budgets: ['shop/web'] };
const record = fc.oneof(
  spoilt(aRecord('h', { nodeUID: 'uid-of-h', message: 'm', retryAt: null, blockedBy: [pod] })),
  json,
  text,
);

const request = fc.oneof(
  spoilt({ reason: 'kernel update', by: '2026-11-25T06:00:00Z', requester: 'kured' }),
  json,
  text,
);

const hostileNode: fc.Arbitrary<NodeObject> = fc
  .record({
    annotations: fc.record(
      {
        'mechanic.dev/report': report,
        'mechanic.dev/maintenance': record,
        'mechanic.dev/request': request,
        'mechanic.dev/acknowledge': text,
        'mechanic.dev/ignore': fc.constantFrom('true', 'yes'),
      },
      { requiredKeys: [] },
    ),
    labels: fc.dictionary(fc.oneof(text, fc.constant('mechanic.cordoned')), text, { maxKeys: 3 }),
    time: text,
    conditions: fc.array(
      fc.record({
        type: fc.oneof(
          text,
          fc.constantFrom('Ready', 'VMEventScheduled', 'PreemptionScheduled', 'GPUMissing'),
        ),
        status: fc.oneof(text, fc.constantFrom('True', 'False', 'Unknown')),
        message: fc.oneof(
          text,
          text.map((rest) => `Reboot Scheduled: ${rest}. EventId: ${rest}`),
        ),
        lastTransitionTime: text,
      }),
      { maxLength: 4 },
    ),
    unschedulable: fc.boolean(),
    providerID: text,
    taint: text,
    managedFields: fc.array(fc.record({ manager: text, fieldsV1: fc.jsonValue() }), { maxLength: 2 }),
  })
  .map(({ annotations, labels, time, conditions, unschedulable, providerID, taint, managedFields }) => ({
    metadata: {
      name: 'h',
      uid: 'uid-of-h',
      resourceVersion: '1',
      annotations: { ...annotations },
      labels,
      managedFields,
      creationTimestamp: time,
    },
    spec: { unschedulable, providerID, taints: [{ key: taint, effect: taint, timeAdded: time }] },
    status: { conditions },
  }));

const others: readonly NodeView[] = [
  aNodeWith('a', [{ id: 'a-1' }]),
  aNodeInMaintenance('i', { phase: 'Drained' }),
  aNodeInMaintenance('z', {}, [{ id: 'z-1', type: 'Reboot' }]),
];
const settings = settingsOf(
  '{acknowledgeEvents: true, maxConcurrentDrains: 2, maxUnavailable: "100%", conditions: [{type: GPUMissing}]}',
);

/** The decisions about all nodes but the hostile one. */
function ofOthers({ actions, statuses }: Decision): unknown {
  return {
    actions: actions.filter(({ node }) => node.name !== 'h'),
    statuses: statuses.filter(({ node }) => node.name !== 'h'),
  };
}

const snapshotWith = (hostile: NodeView): Snapshot =>
  aSnapshot([...others, hostile], { drains: [aDrain('z')] });

describe('a hostile node', () => {
  let log: MemoryLog;
  let observer: Observer;
  let remembered: HistoryEntry[];

  beforeEach(() => {
    log = new MemoryLog();
    remembered = [];
    const metrics = new Metrics({ nodeDefaults: false });
    observer = new Observer({
      metrics,
      log,
      clock: new FakeClock(),
      events: { say: () => undefined },
      history: { add: (entry) => remembered.push(entry) },
    });
  });

  it('makes no function throw, from its view to the messages for people', () => {
    fc.assert(
      fc.property(hostileNode, hostileNode, (first, next) => {
        const view = remember(nodeView(next), nodeView(first));
        const snapshot = snapshotWith(view);
        const decision = decide(snapshot, settings, now);
        observer.passed({ snapshot, decision, settings, now });
        for (const action of decision.actions) observer.done(action, view);
        JSON.stringify(
          statusOf({
            version: '1',
            now,
            leader: { self: 'a', identity: 'a', isLeader: true, since: null },
            settings: { ...noSettings, settings: defaultSettings },
            view: { snapshot, decision },
            history: remembered,
          }),
        );
      }),
      { numRuns: 1000 },
    );
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('affects other nodes as if its unreadable parts did not exist', () => {
    const honest = ofOthers(
      decide(snapshotWith(nodeView({ metadata: { name: 'h', uid: 'uid-of-h' } })), settings, now),
    );
    fc.assert(
      fc.property(report, record, (reported, recorded) => {
        const annotations = { 'mechanic.dev/report': reported, 'mechanic.dev/maintenance': recorded };
        const view = nodeView({ metadata: { name: 'h', uid: 'uid-of-h', annotations } });
        fc.pre(view.report.kind === 'unreadable' && view.record.kind === 'unreadable');
        expect(ofOthers(decide(snapshotWith(view), settings, now))).toEqual(honest);
      }),
      { numRuns: 1500 },
    );
  });
});
