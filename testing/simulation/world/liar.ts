import { ACKNOWLEDGE, CORDONED, MAINTENANCE, REPORT } from '@mechanic/contract';
import type { NodeObject } from '../api/index.ts';
import type { Engine } from '../engine/engine.ts';
import type { Forgery } from '../plan/happening.ts';
import { type Kube, withMetadata } from './kube.ts';

const REPEAT_MS = 10_000;

/** The owner of a node that writes about itself what is not so. It can reach its own Node only. */
export class Liar {
  /** Names of the nodes that have lied so far. */
  readonly nodes = new Set<string>();
  readonly #kube: Kube;
  readonly #engine: Engine;
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

  /** The owner is found out: what was forged is taken away by people. */
  stop(): void {
    this.#stopped = true;
    for (const node of this.nodes) {
      this.#kube.editNode('person', node, (now) => {
        const bare = withMetadata(
          withMetadata(now, 'annotations', MAINTENANCE, null),
          'annotations',
          REPORT,
          null,
        );
        return withMetadata(withMetadata(bare, 'annotations', ACKNOWLEDGE, null), 'labels', CORDONED, null);
      });
    }
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
      case 'stolen-event': {
        const stolen = this.#announced().map((id) => ({
          ...event(id, 'Redeploy', 'Scheduled', null),
          resources: ['_nobody'],
        }));
        return report(this.#report(node, stolen));
      }
    }
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
