import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MAINTENANCE, REPORT, formatMaintenance, parseMaintenance } from '@mechanic/contract';
import type { NodeView } from '../../controller/src/decide/snapshot.ts';
import { smallest } from '../../controller/src/decide/step/smallest-record.ts';
import { ControlPlane, waitFor } from '../controlplane/index.ts';
import { DrainRig } from './drain-rig.ts';

/** All annotations of an object together, in bytes. */
const ROOM = 256 * 1024;

/** A drain ends on a Node whose owner has filled its annotations to the last byte. */
describe('a Node whose annotations are full', () => {
  let controlPlane: ControlPlane;
  let rig: DrainRig;
  let node: NodeView;
  let count = 0;

  beforeAll(async () => {
    controlPlane = await ControlPlane.start({ components: [] });
    rig = await DrainRig.start(controlPlane);
  }, 600_000);
  afterAll(async () => {
    await rig.stop();
    await controlPlane.stop();
  });

  beforeEach(async () => {
    const name = `full-${(count += 1)}`;
    const { core } = controlPlane.cluster;
    const { metadata } = await core.createNode({ body: { metadata: { name } } });
    const record = formatMaintenance(rig.record({ ...(await rig.node(name)), uid: metadata?.uid ?? '' }));
    const left = ROOM - REPORT.length - MAINTENANCE.length - record.length;
    // A quarter as many characters as bytes.
    const report = '\u{1f600}'.repeat(Math.floor(left / 4)) + 'x'.repeat(left % 4);
    await controlPlane.cluster.annotateNode(name, { [MAINTENANCE]: record });
    await controlPlane.cluster.annotateNode(name, { [REPORT]: report });
    node = await waitFor('the report', () => {
      const seen = rig.cluster.node(name);
      return seen?.report.kind === 'unreadable' && seen;
    });
  });

  it('takes no record that says why, but the smallest', async () => {
    if (node.record.kind !== 'present') throw new Error('it has no record');
    const retryAt = new Date().toISOString();
    const ended = { ...node.record.value, phase: 'Failed', retryAt } as const;
    const record = { ...ended, message: 'not empty in time' };
    const answer = await rig.writer.apply(node, { kind: 'record', node, record, outcome: 'failed' });
    if (answer.kind !== 'done') throw new Error(`it is ${answer.kind}`);
    const written = parseMaintenance(answer.node.metadata?.annotations?.[MAINTENANCE] ?? '');
    expect(written).toEqual(smallest(ended));
  });

  it('ends the drain without a record when its owner has cut that short before', async () => {
    if (node.record.kind !== 'present') throw new Error('it has no record');
    const { name } = node;
    const { attemptStartedAt: cut, ...record } = node.record.value;
    const { annotations } = (await controlPlane.cluster.core.readNode({ name })).metadata ?? {};
    const [short, report] = [formatMaintenance(record), annotations?.[REPORT] ?? ''];
    const room = (annotations?.[MAINTENANCE] ?? '').length - short.length;
    await controlPlane.cluster.annotateNode(name, {
      [MAINTENANCE]: short,
      [REPORT]: report + 'x'.repeat(room),
    });
    node = await waitFor('the record', () => {
      const seen = rig.cluster.node(name);
      return seen?.record.kind === 'present' && seen.record.value.attemptStartedAt !== cut && seen;
    });
    const failed = { ...record, phase: 'Failed', retryAt: cut ?? null } as const;
    const answer = await rig.writer.apply(node, { kind: 'record', node, record: failed, outcome: 'failed' });
    if (answer.kind !== 'done') throw new Error(`it is ${answer.kind}`);
    expect(answer.node.metadata?.annotations).not.toHaveProperty(MAINTENANCE);
  });

  it('lets the record be taken away', async () => {
    const release = { kind: 'release', node, uncordon: false, outcome: 'cancelled', reason: '' } as const;
    expect(await rig.writer.apply(node, release)).toMatchObject({ kind: 'done' });
  });
});
