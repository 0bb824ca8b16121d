import { ACKNOWLEDGE, CORDONED, IGNORE, MAINTENANCE, REPORT } from '@mechanic/contract';
import type { NodeObject } from '../api/index.ts';
import type { Engine } from '../engine/engine.ts';
import type { Forgery, Trick } from '../plan/happening.ts';
import { type Kube, withMetadata } from './kube.ts';

const REPEAT_MS = 10_000;

/** The owner of a node that writes about itself what is not so. It can reach its own Node only. */
export class Liar {
  /** Names of the nodes that have lied so far. */
  readonly nodes = new Set<string>();
  readonly #kube: Kube;
  readonly #engine: Engine;
  /** Pods that it keeps. */
  readonly #held = new Set<string>();
  #stopped = false;

  readonly #announced: () => readonly string[];

  /** @param announced ids of the events that Azure announces now */
  constructor(kube: Kube, engine: Engine, announced: () => readonly string[]) {
    this.#announced = announced;
    this.#kube = kube;
    this.#engine = engine;
  }

  forge(node: string, forgery: Forgery, times: number): void {
    if (this.#stopped) return;
    this.nodes.add(node);
    this.#kube.editNode('liar', node, (now) => this.#forged(now, forgery, times));
    if (times > 1) this.#engine.after(REPEAT_MS, () => this.forge(node, forgery, times - 1));
  }

  /** Keeps what belongs to others, for as long as it works. */
  trick(node: string, trick: Trick): void {
    if (this.#stopped) return;
    this.nodes.add(node);
    this.#kube.editNode('liar', node, (now) => this.#tricked(now, trick));
    if (trick === 'endless-preempt') this.#holdPod(node);
  }

  /** The owner is found out: what was forged is taken away by people. */
  stop(): void {
    this.#stopped = true;
    for (const name of this.#held) {
      this.#kube.remove('person', 'pods', { metadata: { name, namespace: 'default' } });
    }
    for (const node of this.nodes) {
      this.#kube.editNode('person', node, (now) => {
        const bare = withMetadata(
          withMetadata(now, 'annotations', MAINTENANCE, null),
          'annotations',
          REPORT,
          null,
        );
        const seen = withMetadata(
          withMetadata(bare, 'annotations', IGNORE, null),
          'annotations',
          ACKNOWLEDGE,
          null,
        );
        return withMetadata(seen, 'labels', CORDONED, null);
      });
    }
  }

  #tricked(node: NodeObject, trick: Trick): NodeObject {
    const times = { startedAt: this.#kube.time(), attemptStartedAt: this.#kube.time() };
    const record = (fields: object): NodeObject =>
      withMetadata(
        withMetadata(
          node,
          'annotations',
          MAINTENANCE,
          recordOf(node, { phase: 'Draining', ...times, ...fields }),
        ),
        'annotations',
        IGNORE,
        'true',
      );
    switch (trick) {
      case 'ignored-draining':
        return record({});
      case 'ignored-foreign-record':
        return record({ nodeUID: 'somebody-else' });
      case 'endless-preempt':
        return this.#forged(node, 'invented-preempt', 1);
    }
  }

  /** A pod that is never gone, because a finalizer keeps it. */
  #holdPod(node: string): void {
    const name = `held-on-${node}`;
    this.#kube.create('liar', 'pods', {
      metadata: { name, namespace: 'default', finalizers: ['example.com/never'], labels: { app: 'held' } },
      spec: { nodeName: node, terminationGracePeriodSeconds: 30 },
      status: { phase: 'Running' },
    });
    this.#held.add(name);
  }

  // eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
  #forged(node: NodeObject, forgery: Forgery, times: number): NodeObject {
    const report = (text: string): NodeObject => withMetadata(node, 'annotations', REPORT, text);
    const record = (text: string): NodeObject => withMetadata(node, 'annotations', MAINTENANCE, text);
    switch (forgery) {
      case 'invented-preempt':
        return report(
          this.#report(node, [
            event(`forged-${node.metadata.uid}`, 'Preempt', 'Started', '1970-01-01T00:00:00.000Z'),
          ]),
        );
      case 'draining-record':
        return record(
          recordOf(node, {
            phase: 'Draining',
            startedAt: this.#kube.time(),
            attemptStartedAt: this.#kube.time(),
          }),
        );
      case 'unreadable-times':
        return record(
          recordOf(node, { phase: 'Draining', startedAt: 'yesterday', attemptStartedAt: '+999999-99' }),
        );
      case 'nested-report':
        return report(nested(this.#report(node, []), times));
      case 'nested-record':
        return record(nested(recordOf(node, { phase: 'Paused', startedAt: this.#kube.time() }), times));
      case 'giant-report':
        return report(
          this.#report(node, [
            { ...event('giant', 'Redeploy', 'Scheduled', null), description: 'x'.repeat(60_000) },
          ]),
        );
      case 'ever-new-ids':
        return report(
          this.#report(node, [event(`${'y'.repeat(20_000)}${times}`, 'Freeze', 'Scheduled', null)]),
        );
      case 'garbage-report':
        return report('{"version":1,');
      case 'label':
        return withMetadata(node, 'labels', CORDONED, 'true');
      case 'acknowledge':
        return withMetadata(node, 'annotations', ACKNOWLEDGE, 'event-0,event-1');
      case 'stolen-event':
        return report(this.#report(node, this.#stolen(['_nobody'])));
      case 'claimed-event':
        return report(this.#report(node, this.#stolen([vmOf(node)])));
    }
  }

  #stolen(resources: readonly string[]): object[] {
    return this.#announced().map((id) => ({ ...event(id, 'Redeploy', 'Scheduled', null), resources }));
  }

  #report(node: NodeObject, events: readonly object[]): string {
    const vm = node.metadata.name;
    return JSON.stringify({
      version: 1,
      vm,
      imds: 'ok',
      incarnation: '1',
      changedAt: this.#kube.time(),
      events,
    });
  }
}

/** By its providerID: the name of the scale set and the number in it. */
export function vmOf({ metadata, spec }: NodeObject): string {
  const [, set, number] =
    /virtualMachineScaleSets\/([^/]+)\/virtualMachines\/(\d+)$/.exec(spec?.providerID ?? '') ?? [];
  return set === undefined || number === undefined ? metadata.name : `${set}_${number}`;
}

function event(id: string, type: string, status: string, notBefore: string | null): object {
  return {
    id,
    type,
    status,
    notBefore,
    durationSeconds: -1,
    source: 'Platform',
    description: '',
    liveMigration: false,
    resources: ['x'],
  };
}

function recordOf(node: NodeObject, fields: object): string {
  return JSON.stringify({
    version: 1,
    nodeUID: node.metadata.uid,
    reason: 'Redeploy',
    events: ['forged'],
    deadline: null,
    wasUnschedulable: false,
    attempts: 1,
    ...fields,
  });
}

/** Deeper than any program compares by recursion; another depth each time, so that there is something to compare. */
function nested(json: string, times: number): string {
  const depth = 6_000 + times;
  return `${json.slice(0, -1)},"unknown":${'['.repeat(depth)}${']'.repeat(depth)}}`;
}
