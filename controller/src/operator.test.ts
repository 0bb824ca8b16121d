import { describe, expect, it } from '@jest/globals';
import { type MaintenanceRecord, type Settings, defaultSettings } from '@mechanic/contract';
import type { Action, DrainOrder } from './decide/decision.ts';
import type { DrainProgress, NodeView } from './decide/snapshot.ts';
import { aNodeWith } from './decide/testing.ts';
import type { WriteOutcome } from './drain/write-outcome.ts';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { NotLeader } from './leadership/fence.ts';
import { Operator } from './operator.ts';

const quiet = (): void => undefined;
const silent = { error: quiet, warn: quiet, info: quiet, debug: quiet };

/** A node whose Redeploy is due in 15 minutes. */
function redeployed(name: string): NodeView {
  return aNodeWith(name, [{ id: `event-${name}` }]);
}

/** A cluster of NodeViews in which writes take effect at once, as the answers to them do in the real cache. */
class World {
  readonly clock = new FakeClock();
  nodes = [redeployed('a'), redeployed('b')];
  settings: Settings = { ...defaultSettings, maxUnavailable: { kind: 'percent', percent: 100 } };
  refreshes = 0;
  writes: string[] = [];
  kept: string[] = [];
  log: string[] = [];
  emptied = new Set<string>();
  answer: (write: string) => WriteOutcome | 'done' = () => 'done';
  readonly operator = new Operator({
    clock: this.clock,
    log: silent,
    settings: () => this.settings,
    cluster: {
      nodes: () => this.nodes,
      node: (name) => this.nodes.find((node) => node.name === name),
      probedNodes: () => new Set(this.nodes.map(({ name }) => name)),
      absorb: () => undefined,
      refreshNodes: () => {
        this.refreshes++;
        return Promise.resolve();
      },
    },
    writer: {
      cordon: (node, record) => this.#write('cordon', node, { unschedulable: true, record: present(record) }),
      record: (node, record) => this.#write(`record ${record.phase}`, node, { record: present(record) }),
      release: (node, { uncordon }) =>
        this.#write('release', node, { unschedulable: !uncordon, record: { kind: 'absent' } }),
      taint: (node, on) => this.#write('taint', node, { taints: on ? [waiting] : [] }),
      acknowledge: (node) => this.#write('acknowledge', node, {}),
    },
    drains: {
      keep: (tasks: readonly { node: NodeView; order: DrainOrder }[]) => {
        this.kept = tasks.map(({ node }) => node.name);
        this.log.push(`keep ${this.kept.join()}`);
        return Promise.resolve();
      },
      progress: () => new Map(this.kept.map((name) => [`uid-of-${name}`, this.#progress(name)])),
      stop: () => {
        this.kept = [];
        return Promise.resolve();
      },
    },
    observer: {
      passed: () => undefined,
      done: (action: Action) => this.log.push(`done ${action.kind} ${action.node.name}`),
      refused: (action: Action) => this.log.push(`refused ${action.kind} ${action.node.name}`),
    },
  });

  async passes(): Promise<void> {
    this.operator.requestPass();
    await this.clock.advance(1_000);
  }

  #progress(name: string): DrainProgress {
    const state = this.emptied.has(name) ? 'emptied' : 'running';
    return { nodeUID: `uid-of-${name}`, state, message: '', podsTotal: 1, podsLeft: [] };
  }

  #write(kind: string, node: NodeView, change: Partial<NodeView>): Promise<WriteOutcome> {
    const write = `${kind} ${node.name}`;
    this.writes.push(write);
    const answer = this.answer(write);
    if (answer !== 'done') return Promise.resolve(answer);
    this.nodes = this.nodes.map((other) => (other.uid === node.uid ? { ...other, ...change } : other));
    return Promise.resolve({ kind: 'done', node: { metadata: { name: node.name } } });
  }
}

const waiting = { key: 'mechanic.dev/maintenance', effect: 'PreferNoSchedule' };
const present = (value: MaintenanceRecord): NodeView['record'] => ({ kind: 'present', value });

describe('Operator', () => {
  it('does nothing while it follows', async () => {
    const world = new World();
    await world.passes();
    expect(world.writes).toEqual([]);
  });

  it('begins to lead with a fresh look at the nodes', async () => {
    const world = new World();
    world.operator.lead();
    await world.passes();
    expect(world.refreshes).toBe(1);
    expect(world.writes[0]).toBe('cordon a');
  });

  it('keeps emptying the node it cordoned, and no other, within the limit of one', async () => {
    const world = new World();
    world.operator.lead();
    await world.passes();
    expect(world.kept).toEqual(['a']);
    expect(world.writes).toEqual(['cordon a', 'taint b']);
  });

  it('gives the slot to the next node as soon as the first one is drained, without waiting for the watch', async () => {
    const world = new World();
    world.operator.lead();
    await world.passes();
    world.emptied.add('a');
    await world.passes();
    expect(world.writes).toContain('record Drained a');
    expect(world.kept).toEqual(['b']);
  });

  it('gives no slot away in a pass in which freeing it failed', async () => {
    const world = new World();
    world.operator.lead();
    await world.passes();
    world.emptied.add('a');
    world.answer = (write) =>
      write === 'record Drained a' ? { kind: 'failed', message: 'no answer' } : 'done';
    await world.passes();
    expect(world.writes).not.toContain('cordon b');
  });

  it('looks and decides again after a conflict', async () => {
    const world = new World();
    let conflicts = 2;
    world.answer = (write) => (write === 'cordon a' && conflicts-- > 0 ? { kind: 'conflict' } : 'done');
    world.operator.lead();
    await world.passes();
    expect(world.writes.filter((write) => write === 'cordon a')).toHaveLength(3);
    expect(world.kept).toEqual(['a']);
  });

  it('gives the watch time after a conflict instead of writing again and again', async () => {
    const world = new World();
    world.answer = (write) => (write === 'cordon a' ? { kind: 'conflict' } : 'done');
    world.operator.lead();
    await world.passes();
    expect(world.writes.filter((write) => write === 'cordon a').length).toBeLessThan(20);
  });

  it('sets a node aside when its cordon is not permitted, serves the next, and tries it again later', async () => {
    const world = new World();
    let permitted = false;
    world.answer = (write) =>
      write === 'cordon a' && !permitted ? { kind: 'refused', message: 'denied' } : 'done';
    world.operator.lead();
    await world.passes();
    expect(world.log).toContain('refused cordon a');
    expect(world.kept).toEqual(['b']);
    permitted = true;
    world.emptied.add('b');
    await world.passes();
    expect(world.kept).toEqual([]);
    await world.clock.advance(60_000);
    expect(world.kept).toEqual(['a']);
  });

  it('tries a node that was refused soon at first, then ever more rarely', async () => {
    const world = new World();
    world.answer = (write) => (write === 'cordon a' ? { kind: 'refused', message: 'denied' } : 'done');
    world.emptied.add('b');
    world.operator.lead();
    await world.passes();
    await world.passes();
    const refused = (): number => world.log.filter((line) => line === 'refused cordon a').length;
    await world.clock.advance(14_000);
    expect(refused()).toBe(4);
    await world.clock.advance(600_000);
    expect(refused()).toBeLessThanOrEqual(16);
  });

  it('drains a node whose waiting taint is not permitted', async () => {
    const world = new World();
    world.answer = (write) => (write.startsWith('taint') ? { kind: 'refused', message: 'denied' } : 'done');
    world.operator.lead();
    await world.passes();
    world.emptied.add('a');
    await world.passes();
    expect(world.kept).toEqual(['b']);
  });

  it('stops a drain before it writes down that it is over', async () => {
    const world = new World();
    world.operator.lead();
    await world.passes();
    world.nodes = world.nodes.map((node) => ({
      ...node,
      report:
        node.report.kind === 'present'
          ? { kind: 'present', value: { ...node.report.value, events: [] } }
          : node.report,
    }));
    world.log = [];
    await world.passes();
    expect(world.log.slice(0, 2)).toEqual(['keep ', 'done release a']);
  });

  it('writes nothing in a dry run, and stops what runs', async () => {
    const world = new World();
    world.operator.lead();
    await world.passes();
    world.settings = { ...world.settings, dryRun: true };
    world.writes = [];
    world.emptied.add('a');
    await world.passes();
    expect(world.writes).toEqual([]);
    expect(world.kept).toEqual([]);
  });

  it('writes nothing more once the fence refuses', async () => {
    const world = new World();
    world.answer = () => {
      throw new NotLeader();
    };
    world.operator.lead();
    await world.passes();
    expect(world.writes).toEqual(['cordon a']);
  });

  it('goes on after a pass that failed', async () => {
    const world = new World();
    let broken = true;
    world.answer = () => {
      if (broken) throw new Error('a defect');
      return 'done';
    };
    world.operator.lead();
    await world.passes();
    broken = false;
    await world.clock.advance(10_000);
    expect(world.kept).toEqual(['a']);
  });

  it('stops its drains when it follows again', async () => {
    const world = new World();
    world.operator.lead();
    await world.passes();
    await world.operator.follow();
    await world.passes();
    expect(world.kept).toEqual([]);
  });

  it('can say what a pass would decide, also while it follows', () => {
    const world = new World();
    expect(world.operator.view().decision.statuses.map(({ node }) => node.name)).toContain('b');
  });
});
