import { describe, expect, it } from '@jest/globals';
import type { AuditEntry } from './audit-entry.ts';
import { drainingOverTime } from './draining.ts';

const at = (second: number): Date => new Date(Date.UTC(2026, 10, 23, 12, 0, second));

function entry(second: number, fields: Partial<AuditEntry>): AuditEntry {
  return {
    id: String(second),
    stage: 'ResponseComplete',
    receivedAt: at(second),
    time: at(second),
    user: 'mechanic',
    pod: '',
    verb: 'patch',
    resource: 'nodes',
    subresource: '',
    namespace: '',
    name: 'a',
    code: 200,
    uri: '/api/v1/nodes/a',
    userAgent: 'test',
    dryRun: false,
    ...fields,
  };
}

function patch(second: number, name: string, revision: number, phase?: string): AuditEntry {
  const annotations = phase ? { 'mechanic.dev/maintenance': JSON.stringify({ version: 1, phase }) } : {};
  return entry(second, {
    name,
    responseObject: { kind: 'Node', metadata: { name, resourceVersion: String(revision), annotations } },
  });
}

function deletion(second: number, name: string): AuditEntry {
  return entry(second, { name, verb: 'delete', responseObject: { kind: 'Status', status: 'Success' } });
}

describe('drainingOverTime', () => {
  it('counts the nodes whose record says Draining at the same instant', () => {
    const { maximum, timeline } = drainingOverTime([
      patch(1, 'a', 10, 'Draining'),
      patch(2, 'b', 11, 'Draining'),
      patch(3, 'a', 12, 'Drained'),
      patch(4, 'b', 13),
    ]);
    expect(maximum).toBe(2);
    expect(timeline.map(({ nodes }) => nodes)).toEqual([['a'], ['a', 'b'], ['b'], []]);
  });

  it('follows the order in which writes were stored, not the order of answers', () => {
    const { maximum } = drainingOverTime([
      patch(1, 'a', 10, 'Draining'),
      patch(2, 'b', 12, 'Draining'),
      patch(3, 'a', 11, 'Drained'),
    ]);
    expect(maximum).toBe(1);
  });

  it('ignores a write without a change, whose answer repeats an old revision', () => {
    const { maximum } = drainingOverTime([
      patch(1, 'c', 9),
      patch(2, 'a', 10, 'Draining'),
      deletion(3, 'a'),
      patch(4, 'b', 12, 'Draining'),
      patch(5, 'c', 9),
    ]);
    expect(maximum).toBe(1);
  });

  it('counts a deleted node until its deletion was received', () => {
    const { maximum, timeline } = drainingOverTime([
      patch(1, 'a', 10, 'Draining'),
      deletion(2, 'a'),
      patch(3, 'b', 12, 'Draining'),
    ]);
    expect(maximum).toBe(1);
    expect(timeline[1]).toEqual({ at: at(2), nodes: [] });
  });

  it('ignores later answers about a deleted node that repeat an old revision', () => {
    const changes = [
      patch(1, 'c', 9),
      patch(2, 'a', 10, 'Draining'),
      deletion(3, 'a'),
      patch(4, 'b', 12, 'Draining'),
      patch(5, 'b', 13),
    ];
    const withoutEffect = patch(6, 'c', 9);
    expect(drainingOverTime([...changes, withoutEffect])).toEqual(drainingOverTime(changes));
    expect(drainingOverTime(changes).maximum).toBe(1);
  });

  it('ignores refused writes and dry runs', () => {
    const refused = { ...patch(1, 'a', 10, 'Draining'), code: 409 };
    const dryRun = { ...patch(2, 'b', 11, 'Draining'), dryRun: true };
    expect(drainingOverTime([refused, dryRun]).maximum).toBe(0);
  });

  it('reads the record of a client that asked for the metadata only', () => {
    const metadataOnly = (change: AuditEntry): AuditEntry => {
      const node = change.responseObject as object; // made above
      return { ...change, responseObject: { ...node, kind: 'PartialObjectMetadata' } };
    };
    const { timeline } = drainingOverTime([
      patch(1, 'a', 10, 'Draining'),
      metadataOnly(patch(2, 'a', 11, 'Draining')),
      patch(3, 'a', 12, 'Drained'),
    ]);
    expect(timeline.map(({ at: time }) => time)).toEqual([at(1), at(3)]);
  });

  it('treats an unreadable record as no record', () => {
    const broken = entry(1, {
      responseObject: {
        kind: 'Node',
        metadata: { name: 'a', resourceVersion: '1', annotations: { 'mechanic.dev/maintenance': '{' } },
      },
    });
    expect(drainingOverTime([broken])).toEqual({ maximum: 0, timeline: [] });
  });
});
