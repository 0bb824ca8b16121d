import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Surge } from '@mechanic/contract';
import { surgeKey } from '../../decide/step/surge-key.ts';
import { Stage } from '../drain-stage.ts';
import { budgetView, failure, podView, web } from '../testing.ts';
import { nodeView } from '../../observe/testing.ts';
import { autoscalerView, deploymentView } from './testing.ts';

/** Records of Nodes, written as the decisions would write them. */
class Records {
  readonly stage: Stage;
  readonly #records = new Map<string, readonly Surge[]>();
  deadline: number | null = null;

  constructor(stage: Stage, nodes: readonly string[] = ['a']) {
    this.stage = stage;
    for (const node of nodes) this.#records.set(node, []);
  }

  of(node: string): readonly Surge[] {
    return this.#records.get(node) ?? [];
  }

  /** Surges that a new leader finds in the records. */
  adopt(node: string, surges: readonly Surge[]): void {
    this.#records.set(node, surges);
  }

  /** Runs one pass: it acts on what the passes before have written. */
  async pass(draining: readonly string[] = [...this.#records.keys()]): Promise<void> {
    const { drainer, clock, startedAt } = this.stage;
    const wanted = new Map(
      [...this.#records].map(([node, recorded]) => [node, this.#wantedBy(node, draining, recorded)]),
    );
    const isWanted = new Set([...wanted.values()].flat().map(surgeKey));
    const recorded = new Map([...this.#records.values()].flat().map((surge) => [surgeKey(surge), surge]));
    const all = [...recorded];
    drainer.keepSurges({
      open: all.filter(([key]) => isWanted.has(key)).map(([, surge]) => surge),
      over: all.filter(([key]) => !isWanted.has(key)).map(([, surge]) => surge),
    });
    const order = {
      deadline: this.deadline,
      attemptStartedAt: startedAt,
      about: 'Redeploy',
      finishUntil: startedAt + 3_600_000,
      timeoutAt: startedAt + 3_600_000,
    };
    void drainer.keep(
      draining.map((name) => ({ node: nodeView(name), order: { ...order, surges: this.of(name) } })),
    );
    const settled = drainer.settledSurges();
    for (const [node, surges] of this.#records) {
      const own = wanted.get(node) ?? [];
      const rest = surges.filter((surge) => !isWanted.has(surgeKey(surge)) && !settled.has(surgeKey(surge)));
      this.#records.set(node, [...rest, ...own]);
    }
    await clock.advance(0);
  }

  /** Runs passes while time goes on. */
  async run(ms: number, draining?: readonly string[]): Promise<void> {
    for (let passed = 0; passed < ms; passed += 250) {
      await this.pass(draining);
      await this.stage.clock.advance(250);
    }
  }

  #wantedBy(node: string, draining: readonly string[], recorded: readonly Surge[]): readonly Surge[] {
    if (!draining.includes(node)) return [];
    return this.stage.progress(node)?.surges ?? recorded;
  }
}

let stage: Stage;
let records: Records;

beforeEach(() => {
  stage = new Stage();
  records = new Records(stage);
  stage.deployments.add(deploymentView('web'));
});

/** Makes the Deployment controller and the kubelet catch up. */
function successorIsReady(readyReplicas = 2): void {
  stage.deployments.edit('web', { readyReplicas });
}

describe('the only Ready pod of a Deployment', () => {
  it('is evicted once its successor is Ready, and then the number is put back', async () => {
    stage.cluster.add('a', podView('web-1'));
    await records.run(3_000);
    expect([stage.deployments.writes, stage.cluster.asked()]).toEqual([['scale web 2'], []]);
    expect(stage.progress()?.message).toBe('default/web-1: waits until its successor is Ready');
    successorIsReady();
    await records.run(2_000);
    expect([stage.deployments.writes, stage.cluster.asked()]).toEqual([
      ['scale web 2', 'scale web 1'],
      ['web-1'],
    ]);
    expect(stage.deployments.said).toEqual([
      'started web',
      'ended web succeeded: put the number back from 2 to 1',
    ]);
    expect(records.of('a')).toEqual([]);
    stage.cluster.end();
    await records.run(5_000);
    expect(stage.progress()?.state).toBe('emptied');
  });

  it('costs four reads: its ReplicaSet, its Deployment, the autoscalers, and the Deployment again before it is scaled', async () => {
    stage.cluster.add('a', podView('web-1'));
    await records.run(1_000);
    expect(stage.deployments.requests).toEqual([
      'replicaset web',
      'deployment web',
      'autoscalers',
      'deployment web',
      'scale web 2',
    ]);
  });

  it('is not scaled before the intention is in the record', async () => {
    stage.cluster.add('a', podView('web-1'));
    await stage.drain();
    await stage.clock.advance(5_000);
    expect(stage.deployments.writes).toEqual([]);
    expect(stage.progress()?.surges).toHaveLength(1);
  });

  it('is evicted without a successor that is not Ready in time, and the number is put back', async () => {
    stage.cluster.add('a', podView('web-1'));
    await records.run(179_000);
    expect(stage.cluster.asked()).toEqual([]);
    await records.run(15_000);
    expect(stage.cluster.asked()).toEqual(['web-1']);
    expect(stage.deployments.replicas('web')).toBe(1);
    expect(stage.deployments.said.at(-1)).toMatch(
      /^ended web timed_out: .* put the number back from 2 to 1$/,
    );
  });

  it('is evicted at once when there is not enough time before the deadline', async () => {
    records.deadline = stage.clock.now() + 55_000;
    stage.cluster.add('a', podView('web-1'));
    await records.run(500);
    expect([stage.cluster.asked(), stage.deployments.requests]).toEqual([['web-1'], []]);
  });

  it('waits only until the time that it needs to end before the deadline begins', async () => {
    records.deadline = stage.clock.now() + 90_000;
    stage.cluster.add('a', podView('web-1'));
    await records.run(25_000);
    expect(stage.cluster.asked()).toEqual([]);
    await records.run(10_000);
    expect([stage.cluster.asked(), stage.deployments.replicas('web')]).toEqual([['web-1'], 1]);
  });

  it('is evicted without a successor where the number may not be written, and no write is tried again soon', async () => {
    stage.deployments.scripted.set('scale', [failure(403)]);
    stage.cluster.add('a', podView('web-1'));
    await records.run(2_000);
    expect([stage.cluster.asked(), stage.deployments.replicas('web')]).toEqual([['web-1'], 1]);
  });

  it('is evicted without a successor where the owners may not be read, and no read is tried again soon', async () => {
    stage.deployments.scripted.set('replicaset', [failure(403)]);
    stage.cluster.add('a', podView('web-1'));
    await records.run(1_000);
    stage.cluster.add(
      'a',
      podView('web-2', { owner: { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'other', uid: 'o' } }),
    );
    await records.run(1_000);
    expect([stage.cluster.asked(), stage.deployments.requests]).toEqual([
      ['web-1', 'web-2'],
      ['replicaset web'],
    ]);
  });

  it('gets its successor by a higher minimum where it has an autoscaler', async () => {
    stage.deployments.add(autoscalerView('web'));
    stage.cluster.add('a', podView('web-1'));
    await records.run(1_000);
    expect(stage.deployments.minimum('web-autoscaler')).toBe(2);
    successorIsReady();
    await records.run(3_000);
    expect([stage.cluster.asked(), stage.deployments.writes]).toEqual([
      ['web-1'],
      ['minimum web-autoscaler 2', 'minimum web-autoscaler 1'],
    ]);
  });

  it("is left to Azure's eviction-autoscaler when that tends its budget", async () => {
    stage.deployments.tended.add('web');
    stage.cluster.setBudgets(
      budgetView({ limit: { minAvailable: 1 }, expectedPods: 1, currentHealthy: 1, desiredHealthy: 1 }),
    );
    stage.cluster.add('a', podView('web-1', web));
    await records.run(2_000);
    expect(stage.deployments.writes).toEqual([]);
  });
});

describe('several pods of one Deployment', () => {
  it('are evicted at once when others are Ready elsewhere, for one read', async () => {
    stage.deployments.edit('web', { replicas: 5, readyReplicas: 5 });
    stage.cluster.add('a', podView('web-1'), podView('web-2'));
    await records.run(500);
    expect([stage.cluster.asked(), stage.deployments.requests]).toEqual([
      ['web-1', 'web-2'],
      ['replicaset web'],
    ]);
  });

  it('leave one pod behind that serves until another is Ready elsewhere', async () => {
    stage.deployments.edit('web', { replicas: 3, readyReplicas: 3 });
    stage.cluster.add('a', podView('web-1'), podView('web-2'), podView('web-3'));
    await records.run(500);
    successorIsReady(1);
    await records.run(3_000);
    expect([stage.cluster.asked(), stage.deployments.writes]).toEqual([['web-2', 'web-3'], ['scale web 4']]);
    stage.cluster.end();
    successorIsReady(2);
    await records.run(3_000);
    expect([stage.cluster.asked(), stage.deployments.replicas('web')]).toEqual([
      ['web-2', 'web-3', 'web-1'],
      3,
    ]);
  });

  it('share one surge when they are on two nodes, until the last of them has left', async () => {
    records = new Records(stage, ['a', 'b']);
    stage.deployments.edit('web', { replicas: 2, readyReplicas: 2 });
    stage.cluster.add('a', podView('web-1'));
    stage.cluster.add('b', podView('web-2', { nodeName: 'b' }));
    await records.run(2_000);
    expect([stage.deployments.writes, stage.cluster.asked()]).toEqual([['scale web 3'], []]);
    expect(records.of('a')).toEqual(records.of('b'));
    stage.cluster.scripted.set('web-2', [failure(500)]);
    successorIsReady(3);
    await records.run(1_250);
    expect([stage.cluster.asked(), stage.deployments.replicas('web')]).toEqual([['web-1', 'web-2'], 3]);
    await records.run(3_000);
    expect(stage.deployments.writes).toEqual(['scale web 3', 'scale web 2']);
    expect([records.of('a'), records.of('b')]).toEqual([[], []]);
  });
});

describe('a pod that its budget holds', () => {
  it('is evicted again and again, and goes when the successor counts', async () => {
    const held = { limit: { minAvailable: 1 }, expectedPods: 1, currentHealthy: 1, desiredHealthy: 1 };
    stage.cluster.setBudgets(budgetView(held));
    stage.cluster.add('a', podView('web-1', web));
    await records.run(2_000);
    expect([stage.deployments.writes, stage.progress()?.podsLeft[0]?.budgets]).toEqual([
      ['scale web 2'],
      ['default/web'],
    ]);
    successorIsReady();
    stage.cluster.setBudgets(
      budgetView({ ...held, expectedPods: 2, currentHealthy: 2, disruptionsAllowed: 1 }),
    );
    await records.run(3_000);
    expect([stage.progress()?.podsLeft[0]?.state, stage.deployments.replicas('web')]).toEqual([
      'terminating',
      1,
    ]);
  });
});

describe('a number that somebody else changes', () => {
  it('is left as it is, and the pod is evicted', async () => {
    stage.cluster.add('a', podView('web-1'));
    await records.run(2_000);
    stage.deployments.edit('web', { replicas: 5 });
    await records.run(3_000);
    expect([stage.deployments.writes, stage.deployments.replicas('web'), stage.cluster.asked()]).toEqual([
      ['scale web 2'],
      5,
      ['web-1'],
    ]);
    expect(stage.deployments.said.at(-1)).toMatch(/^ended web abandoned: .* left the number at 5$/);
  });

  it('is left as it is even when it equals the one that the surge had set', async () => {
    stage.cluster.add('a', podView('web-1'));
    await records.run(2_000);
    stage.deployments.edit('web', { replicas: 2, readyReplicas: 2 }, 'another');
    await records.run(3_000);
    expect(stage.deployments.replicas('web')).toBe(2);
  });

  it('is left as it is when the Deployment was deleted', async () => {
    stage.cluster.add('a', podView('web-1'));
    await records.run(2_000);
    stage.deployments.remove('web');
    await records.run(3_000);
    expect([stage.cluster.asked(), records.of('a')]).toEqual([['web-1'], []]);
    expect(stage.deployments.said.at(-1)).toBe('ended web abandoned: it was deleted');
  });
});

describe('a new leader', () => {
  const surge = (fields: Partial<Surge> = {}): Surge => ({
    namespace: 'default',
    name: 'web',
    uid: 'uid-deployment-web',
    from: 1,
    to: 2,
    startedAt: new Date(stage.startedAt).toISOString(),
    ...fields,
  });

  it('continues from a number that is raised', async () => {
    stage.deployments.edit('web', { replicas: 2 }, 'we');
    stage.cluster.add('a', podView('web-1'));
    records.adopt('a', [surge()]);
    await records.run(2_000);
    expect([stage.cluster.asked(), stage.deployments.writes]).toEqual([[], []]);
    successorIsReady();
    await records.run(3_000);
    expect([stage.cluster.asked(), stage.deployments.writes]).toEqual([['web-1'], ['scale web 1']]);
  });

  it('raises a number whose raise is only intended', async () => {
    stage.cluster.add('a', podView('web-1'));
    records.adopt('a', [surge()]);
    await records.run(2_000);
    expect(stage.deployments.writes).toEqual(['scale web 2']);
  });

  it('puts back a surge that no pod needs any more, once', async () => {
    stage.deployments.edit('web', { replicas: 2 }, 'we');
    records.adopt('a', [surge()]);
    await records.run(3_000, []);
    expect([stage.deployments.writes, records.of('a')]).toEqual([['scale web 1'], []]);
  });

  it('puts back a surge from the record of a Node that is gone', async () => {
    stage.cluster.add('a', podView('web-1'));
    await records.run(2_000);
    records.adopt('a', []);
    await records.run(2_000, []);
    expect(stage.deployments.writes).toEqual(['scale web 2', 'scale web 1']);
  });

  it('begins no surge of a Deployment while a failed one is still in a record', async () => {
    const old = surge({ raised: true });
    stage.drainer.keepSurges({ open: [old], over: [] });
    await stage.clock.advance(500);
    stage.cluster.add('a', podView('web-1'));
    await stage.drain(['a'], { surges: [old] });
    await stage.clock.advance(2_000);
    expect(stage.progress()?.surges).toEqual([]);
    stage.drainer.keepSurges({ open: [], over: [old] });
    await stage.clock.advance(2_000);
    stage.drainer.keepSurges({ open: [], over: [] });
    await stage.clock.advance(10_000);
    expect(stage.progress()?.surges).toMatchObject([{ from: 1, to: 2 }]);
  });

  it('leaves a number alone that is already back, or was never raised', async () => {
    records.adopt('a', [surge()]);
    await records.run(3_000, []);
    expect([stage.deployments.writes, records.of('a')]).toEqual([[], []]);
  });
});

describe('a missing or refusing answer', () => {
  it('to the raise makes it read the number again, and the number is raised once', async () => {
    stage.deployments.scripted.set('scale', ['lost']);
    stage.cluster.add('a', podView('web-1'));
    await records.run(4_000);
    expect([stage.deployments.writes, stage.deployments.replicas('web')]).toEqual([['scale web 2'], 2]);
  });

  it('to the return makes it read the number again, and the number is put back once', async () => {
    stage.cluster.add('a', podView('web-1'));
    await records.run(2_000);
    stage.deployments.scripted.set('scale', ['lost']);
    successorIsReady();
    await records.run(6_000);
    expect([stage.deployments.writes, records.of('a')]).toEqual([['scale web 2', 'scale web 1'], []]);
  });

  it('to the return, when it refuses for good, holds the record for less than a minute, and is reported', async () => {
    stage.cluster.add('a', podView('web-1'));
    await records.run(2_000);
    stage.deployments.scripted.set(
      'scale',
      Array.from({ length: 9 }, () => failure(403)),
    );
    successorIsReady();
    await records.run(60_000);
    expect(records.of('a')).toEqual([]);
    expect(stage.deployments.said.at(-1)).toMatch(/could not put the number back from 2 to 1: HTTP 403$/);
  });
});

describe('with surge off', () => {
  it('reads nothing and holds no pod back', async () => {
    stage.settings = { ...stage.settings, surge: 'off' };
    stage.cluster.add('a', podView('web-1'));
    await records.run(500);
    expect([stage.cluster.asked(), stage.deployments.requests]).toEqual([['web-1'], []]);
  });
});
