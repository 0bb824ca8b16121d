import type { Settings } from '@mechanic/contract';
import { FakeClock } from '@mechanic/contract/fake-clock';
import type { DrainOrder } from '../decide/decision.ts';
import type { DrainProgress, NodeView } from '../decide/snapshot.ts';
import { MemoryLog, nodeView } from '../observe/testing.ts';
import { Drainer } from './drainer.ts';
import type { EvictionResult } from './evictor.ts';
import type { OwnPod } from './node-drain.ts';
import { FakeDeployments } from './surge/testing.ts';
import { FakeCluster, FakeFence, drainSettings } from './testing.ts';

/** A drainer on a fake cluster and a fake clock. */
export class Stage {
  readonly clock = new FakeClock();
  readonly cluster = new FakeCluster(this.clock);
  readonly fence = new FakeFence();
  readonly log = new MemoryLog();
  readonly results: EvictionResult[] = [];
  readonly deployments = new FakeDeployments(this.clock);
  settings: Settings['drain'] = drainSettings();
  handedOver = 0;
  news = 0;
  readonly drainer: Drainer;
  readonly startedAt = this.clock.now();

  constructor(ownPod: OwnPod | null = null) {
    this.drainer = new Drainer({
      cluster: this.cluster,
      pods: this.cluster,
      fence: this.fence,
      clock: this.clock,
      log: this.log,
      random: () => 0.5,
      settings: () => this.settings,
      ownPod,
      surges: { requests: this.deployments, tell: this.deployments },
      handOver: () => {
        this.handedOver += 1;
        return Promise.resolve();
      },
      onEviction: (result) => this.results.push(result),
    });
    this.drainer.onProgress(() => (this.news += 1));
  }

  /** Drains these nodes, which were cordoned just now. */
  drain(names: readonly string[] = ['a'], order: Partial<DrainOrder> = {}): Promise<void> {
    return this.drainNodes(
      names.map((name) => nodeView(name)),
      order,
    );
  }

  async drainNodes(nodes: readonly NodeView[], order: Partial<DrainOrder> = {}): Promise<void> {
    const orders = {
      deadline: null,
      attemptStartedAt: this.startedAt,
      about: 'Redeploy',
      timeoutAt: this.startedAt + this.settings.timeoutMs,
      finishUntil: this.startedAt + this.settings.timeoutMs,
      surges: [],
      ...order,
    };
    void this.drainer.keep(nodes.map((node) => ({ node, order: orders })));
    await this.clock.advance(0);
  }

  progress(name = 'a'): DrainProgress | undefined {
    return this.drainer.progress().get(`uid-${name}`);
  }
}
