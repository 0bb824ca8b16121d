import { type Report, parseReport } from '@mechanic/contract/report';
import type { NodeAnswer, NodeApi, NodeFailure, OwnNode } from './node-client.ts';

/** A fake Node, with an API server that fails as a test says. */
export class FakeNode implements NodeApi {
  node: OwnNode = { uid: 'uid-1', providerId: undefined, report: undefined, acknowledge: undefined };
  failure: NodeFailure | undefined;
  /** `all`: requests succeed. `lost`: they take effect, but the answer is `failure`. `none`: they never get an answer. */
  answers: 'all' | 'lost' | 'none' = 'all';
  /** Every request, in order. */
  readonly requests: ('read' | 'write')[] = [];

  read(): Promise<NodeAnswer<OwnNode>> {
    this.requests.push('read');
    if (this.answers === 'none') return new Promise(() => undefined);
    return Promise.resolve(this.failure ?? { kind: 'ok', value: this.node });
  }

  writeReport(uid: string, report: string): Promise<NodeAnswer<undefined>> {
    this.requests.push('write');
    if (this.answers === 'none') return new Promise(() => undefined);
    if (this.failure !== undefined && this.answers !== 'lost') return Promise.resolve(this.failure);
    if (uid !== this.node.uid) return Promise.resolve({ kind: 'rejected', message: `409: not ${uid}` });
    this.node = { ...this.node, report };
    return Promise.resolve(this.failure ?? { kind: 'ok', value: undefined });
  }

  /** The report in `mechanic.dev/report`. */
  get report(): Report | undefined {
    return this.node.report === undefined ? undefined : parseReport(this.node.report);
  }
}
