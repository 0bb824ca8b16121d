import { describe, expect, it } from '@jest/globals';
import { type Settings, defaultSettings } from '@mechanic/contract';
import type { Action, DrainOrder } from './decide/decision.ts';
import type { DrainProgress, NodeView } from './decide/snapshot.ts';
import { aNodeInMaintenance, aNodeWith, applied } from './decide/testing.ts';
import { FakeClock } from '@mechanic/contract/fake-clock';
import { NotLeader } from './leadership/fence.ts';
import type { Write } from './nodes/node-patch.ts';
import type { WriteOutcome } from './nodes/write-outcome.ts';
import { Operator } from './operator.ts';

const quiet = (): void => undefined;
const silent = { error: quiet, warn: quiet, info: quiet, debug: quiet };

/** A node whose Redeploy is due in 15 minutes. */
function redeployed(name: string): NodeView {
  return aNodeWith(name, [{ id: `event-${name}` }]);
}

/** A cluster of NodeViews. Writes take effect at once, like answers to writes in the real cache. */
class World {
  readonly clock = new FakeClock();
  nodes = [redeployed('a'), redeployed('b')];
  settings: Settings = { ...defaultSettings, maxUnavailable: { kind: 'percent', percent: 100 } };
  refreshes = 0;
  failingRefreshes = 0;
  /** Resolves when stopped drains have ended. */
  settled: Promise<void> = Promise.resolve();
  told: () => void = quiet;
  wanted: 'now' | 'later' = 'now';
  writes: string[] = [];
  kept: string[] = [];
  log: string[] = [];
  emptied = new Set<string>();
  versions: string[] = [];
  answer: (write: string) => Promise<WriteOutcome | 'done'> | WriteOutcome | 'done' = () => 'done';
  /** Reads one Node again. */
  look: (name: string) => Promise<void> = () => Promise.resolve();
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
        return this.refreshes <= this.failingRefreshes
          ? Promise.reject(new Error('no answer'))
          : Promise.resolve();
      },
      refreshNode: (name) => this.look(name),
    },
    writer: {
      wants: () => this.wanted,
      apply: (node, action) => this.#write(node, action),
    },
    drains: {
      keep: (tasks: readonly { node: NodeView; order: DrainOrder }[]) => {
        this.kept = tasks.map(({ node }) => node.name);
        this.log.push(`keep ${this.kept.join()}`);
        return this.settled;
      },
      keepSurges: () => undefined,
      settledSurges: () => new Set(),
      progress: () => new Map(this.kept.map((name) => [`uid-of-${name}`, this.#progress(name)])),
      stop: () => {
        this.kept = [];
        return Promise.resolve();
      },
    },
    restraints: {
      read: () => ({}),
      follow: () => undefined,
    },
    observer: {
      passed: () => this.told(),
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

  async #write(node: NodeView, action: Write): Promise<WriteOutcome> {
    const write = sayWrite(action);
    this.writes.push(write);
    this.versions.push(`${write} @${node.resourceVersion}`);
    const answer = await this.answer(write);
    if (answer !== 'done') return answer;
    this.apply(node, action);
    return { kind: 'done', node: { metadata: { name: node.name } } };
  }

  /** Lets a write take effect; the cache sees it at once. */
  apply({ uid }: NodeView, action: Write): void {
    this.nodes = this.nodes.map((node) =>
      node.uid === uid
        ? { ...applied(node, action), resourceVersion: `${Number(node.resourceVersion) + 1}` }
        : node,
    );
  }
}

/** `cordon a`, `record Paused a`, `taint b`. */
function sayWrite(action: Write): string {
  const { kind, node } = action;
  if (kind === 'record') return `record ${action.record.phase} ${node.name}`;
  if (kind === 'mark') return `mark ${Object.keys(action.marks).join()} ${node.name}`;
  return `${kind} ${node.name}`;
}

describe('Operator', () => {
  it('does nothing while it is a follower', async () => {
    const world = new World();
    await world.passes();
    expect(world.writes).toEqual([]);
  });

  it('starts to lead by listing the nodes again', async () => {
    const world = new World();
    world.operator.lead();
    await world.passes();
    expect(world.refreshes).toBe(1);
    expect(world.writes[0]).toBe('cordon a');
  });

  it('continues to empty the node it cordoned, and no other, within the limit of one', async () => {
    const world = new World();
    world.operator.lead();
    await world.passes();
    expect(world.kept).toEqual(['a']);
    expect(world.writes).toEqual(['cordon a', 'mark taint b', 'mark label a']);
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

  it('gives no slot away in a pass in which the write that frees it failed', async () => {
    const world = new World();
    world.operator.lead();
    await world.passes();
    world.emptied.add('a');
    world.answer = (write) =>
      write === 'record Drained a' ? { kind: 'failed', message: 'no answer' } : 'done';
    await world.passes();
    expect(world.writes).not.toContain('cordon b');
  });

  it('reads the Node and decides again after a conflict', async () => {
    const world = new World();
    let conflicts = 2;
    world.answer = (write) => (write === 'cordon a' && conflicts-- > 0 ? { kind: 'conflict' } : 'done');
    world.operator.lead();
    await world.passes();
    expect(world.writes.filter((write) => write === 'cordon a')).toHaveLength(3);
    expect(world.kept).toEqual(['a']);
  });

  it('waits for the watch after a conflict instead of writing again and again', async () => {
    const world = new World();
    world.answer = (write) => (write === 'cordon a' ? { kind: 'conflict' } : 'done');
    world.operator.lead();
    await world.passes();
    expect(world.writes.filter((write) => write === 'cordon a').length).toBeLessThan(20);
  });

  it('skips a node whose cordon is not permitted, serves the next, and tries the first again later', async () => {
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

  it('tries a refused node soon at first, then ever more rarely', async () => {
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
    world.answer = (write) =>
      write.startsWith('mark taint') ? { kind: 'refused', message: 'denied' } : 'done';
    world.operator.lead();
    await world.passes();
    world.emptied.add('a');
    await world.passes();
    expect(world.kept).toEqual(['b']);
  });

  it('stops a drain before it records that the drain is over', async () => {
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
    expect(world.log.filter((line) => !line.includes('mark')).slice(0, 2)).toEqual([
      'keep ',
      'done release a',
    ]);
  });

  it('writes nothing in a dry run, and stops running drains', async () => {
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
    expect(world.writes).toEqual(['cordon a', 'mark taint b']);
  });

  it('continues after a pass that failed', async () => {
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

  it('stops its drains when it becomes a follower', async () => {
    const world = new World();
    world.operator.lead();
    await world.passes();
    await world.operator.follow();
    await world.passes();
    expect(world.kept).toEqual([]);
  });

  it('counts a cordon without answer as a slot until the Node is seen in a newer version', async () => {
    const world = new World();
    world.nodes = ['a', 'b', 'c'].map((name) => redeployed(name));
    let lost = 0;
    world.answer = (write) => {
      if (write !== 'cordon a' || lost++ > 0) return 'done';
      return { kind: 'failed', message: 'no answer' };
    };
    world.operator.lead();
    await world.clock.advance(900);
    expect(world.writes.filter((write) => write.startsWith('cordon'))).toEqual(['cordon a']);
    await world.clock.advance(1_000);
    expect(world.writes.filter((write) => write.startsWith('cordon'))).toEqual(['cordon a', 'cordon a']);
    expect(world.kept).toEqual(['a']);
  });

  it('cordons no other node when the answer was lost and the cordon took effect', async () => {
    const world = new World();
    const [a] = world.nodes;
    world.answer = (write) => {
      if (write !== 'cordon a') return 'done';
      return { kind: 'failed', message: 'no answer' };
    };
    world.look = () => {
      // The new list shows what the lost answer would have shown.
      if (a !== undefined && world.nodes[0] === a)
        world.nodes = world.nodes.map((node) =>
          node === a ? { ...aNodeInMaintenance('a', {}, [{ id: 'event-a' }]), resourceVersion: '2' } : node,
        );
      return Promise.resolve();
    };
    world.operator.lead();
    await world.clock.advance(30_000);
    expect(world.writes.filter((write) => write.startsWith('cordon'))).toEqual(['cordon a']);
    expect(world.kept).toEqual(['a']);
  });

  it('gives the slot to another node once a newer version shows that the cordon never took effect', async () => {
    const world = new World();
    const failed: WriteOutcome = { kind: 'failed', message: 'no answer' };
    world.answer = (write) => (write === 'cordon a' ? failed : 'done');
    world.look = (name) => {
      world.nodes = world.nodes.map((node) =>
        node.name === name ? { ...node, resourceVersion: '2' } : node,
      );
      return Promise.resolve();
    };
    world.operator.lead();
    await world.clock.advance(900);
    expect(world.kept).toEqual(['b']);
  });

  it('writes only the version of the Node that it decided on, never a newer one', async () => {
    const world = new World();
    world.settings = { ...world.settings, maxConcurrentDrains: { kind: 'count', count: 2 } };
    world.answer = (write) => {
      // A person cordons b while the write to a is under way.
      if (write === 'cordon a')
        world.nodes = world.nodes.map((node) =>
          node.name === 'b' ? { ...node, unschedulable: true, resourceVersion: '7' } : node,
        );
      return 'done';
    };
    world.operator.lead();
    await world.clock.advance(21);
    expect(world.versions).toContain('cordon b @1');
    expect(world.versions).not.toContain('cordon b @7');
  });

  it('sends nothing more of a plan that was made with other settings', async () => {
    const world = new World();
    world.nodes = Array.from({ length: 40 }, (_, index) => redeployed(`n${index}`));
    world.settings = { ...world.settings, maxConcurrentDrains: { kind: 'count', count: 40 } };
    let answers: (() => void)[] = [];
    world.answer = () => new Promise((resolve) => answers.push(() => resolve('done')));
    world.operator.lead();
    await world.clock.advance(100);
    const sent = world.writes.length;
    expect(sent).toBeLessThan(40);
    world.settings = { ...world.settings, dryRun: true };
    while (answers.length > 0) {
      const now = answers;
      answers = [];
      for (const answer of now) answer();
      await world.clock.advance(100);
    }
    expect(world.writes).toHaveLength(sent);
    expect(world.kept).toEqual([]);
  });

  it('cordons a node at once while all writes of waiting marks hang', async () => {
    const world = new World();
    world.nodes = Array.from({ length: 30 }, (_, index) => redeployed(`n${index}`));
    world.answer = (write) => (write.startsWith('mark taint') ? new Promise(() => undefined) : 'done');
    world.operator.lead();
    await world.clock.advance(1_000);
    expect(world.kept).toEqual(['n0']);
    world.nodes = [
      ...world.nodes,
      aNodeWith('urgent', [{ id: 'e', type: 'Preempt', notBefore: '2026-11-23T05:00:30.000Z' }]),
    ];
    await world.passes();
    expect(world.kept).toEqual(['urgent']);
    expect(world.operator.turns()).toBe(true);
  });

  it('writes to a node only when its stopped drain has no request under way any more', async () => {
    const world = new World();
    let settle: () => void = () => undefined;
    world.operator.lead();
    await world.passes();
    world.settled = new Promise((resolve) => (settle = resolve));
    world.nodes = world.nodes.map((node) => ({ ...node, ignored: node.name === 'a' }));
    await world.passes();
    expect(world.writes).not.toContain('record Paused a');
    settle();
    await world.passes();
    expect(world.writes).toContain('record Paused a');
  });

  it('does not restart an ended drain when the write that records the end conflicts', async () => {
    const world = new World();
    world.operator.lead();
    await world.passes();
    let collisions = 2;
    world.answer = (write) =>
      write === 'record Drained a' && collisions-- > 0 ? { kind: 'conflict' } : 'done';
    world.emptied.add('a');
    world.log = [];
    await world.passes();
    const kept = world.log.filter((line) => line.startsWith('keep'));
    const ended = world.log.indexOf('done record a');
    expect(ended).toBeGreaterThan(0);
    expect(kept.slice(0, 3)).toEqual(['keep a', 'keep a', 'keep a']);
  });

  it('marks a node only when no other write to it is under way', async () => {
    const world = new World();
    let answer: () => void = () => undefined;
    world.nodes = [aNodeInMaintenance('a', {}, [{ id: 'event-a' }])].map((node) => ({ ...node, labels: {} }));
    world.emptied.add('a');
    world.answer = (write) =>
      write.startsWith('record') ? new Promise((resolve) => (answer = (): void => resolve('done'))) : 'done';
    world.kept = ['a'];
    world.operator.lead();
    await world.clock.advance(500);
    expect(world.writes).toEqual(['record Drained a']);
    answer();
    await world.clock.advance(500);
    expect(world.writes).toEqual(['record Drained a', 'mark label a']);
  });

  it('has no request under way when it has stopped leading', async () => {
    const world = new World();
    const answers: (() => void)[] = [];
    world.answer = () => new Promise((resolve) => answers.push(() => resolve('done')));
    world.operator.lead();
    await world.clock.advance(100);
    let stopped = false;
    const stopping = world.operator.follow().then(() => (stopped = true));
    await world.clock.advance(100);
    expect(stopped).toBe(false);
    for (const answer of answers) answer();
    await stopping;
    expect(stopped).toBe(true);
  });

  it('continues when an observer throws', async () => {
    const world = new World();
    world.told = () => {
      throw new RangeError('Invalid time value');
    };
    world.operator.lead();
    await world.passes();
    expect(world.kept).toEqual(['a']);
  });

  it('does not repeat without pause a write that changes nothing', async () => {
    const world = new World();
    world.answer = (write) =>
      write === 'cordon a'
        ? { kind: 'done', node: { metadata: { name: 'a', resourceVersion: '1' } } }
        : 'done';
    world.operator.lead();
    await world.clock.advance(60_000);
    expect(world.writes.filter((write) => write === 'cordon a').length).toBeLessThan(10);
  });

  it('tries again what was not worth a request, even if nothing else asks for a pass', async () => {
    const world = new World();
    world.wanted = 'later';
    world.operator.lead();
    await world.clock.advance(30_000);
    expect(world.writes).toEqual([]);
    world.wanted = 'now';
    await world.clock.advance(31_000);
    expect(world.writes).toContain('cordon a');
  });

  it('lists the nodes again when the first list of its leadership fails', async () => {
    const world = new World();
    world.failingRefreshes = 3;
    world.operator.lead();
    await world.clock.advance(10_000);
    expect(world.refreshes).toBe(4);
    expect(world.kept).toEqual(['a']);
  });

  it('shows what a pass would decide, also while it is a follower', () => {
    const world = new World();
    expect(world.operator.view().decision.statuses.map(({ node }) => node.name)).toContain('b');
  });
});
