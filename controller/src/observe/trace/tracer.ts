import type { MaintenanceRecord } from '@mechanic/contract';
import type { Action } from '../../decide/decision.ts';
import type { NodeView, Snapshot } from '../../decide/snapshot.ts';
import { ownRecord } from '../../decide/step/ownership.ts';
import { traceIdOf } from '../../decide/step/trace-id.ts';
import { NodeRateLimit } from '../node-rate-limit.ts';
import type { Pass } from '../pass.ts';
import type { Span } from './span.ts';
import { MaintenanceTrace } from './maintenance-trace.ts';
import type { NodeObservation } from './node-observation.ts';

/** Receives finished spans. Returns at once and never throws. */
export type SpanSink = (spans: readonly Span[]) => void;

/** Traces the maintenance of every node from pass to pass, and sends each span when it has ended. */
export class Tracer {
  readonly #sink: SpanSink;
  readonly #stories = new Map<string, MaintenanceTrace>();
  /** The trace of each node in maintenance, by node name. */
  readonly #ids = new Map<string, string>();
  /** Limits traces per node, because a node may announce and withdraw events as often as it likes. */
  readonly #pace = new NodeRateLimit();
  #now = 0;

  constructor(sink: SpanSink) {
    this.#sink = sink;
  }

  /** Called after each decision, before its actions run. */
  passed({ snapshot, decision, now }: Pass): void {
    this.#now = now;
    const statuses = new Map(decision.statuses.map((status) => [status.node.uid, status]));
    const sights = new Map<string, NodeObservation>();
    for (const node of snapshot.nodes) {
      const record = ownRecord(node);
      this.#note(node.name, record);
      const status = statuses.get(node.uid);
      if (record === null && status === undefined && !this.#stories.has(node.uid)) continue;
      sights.set(node.uid, { node, record, status, drain: snapshot.drains.get(node.uid), now });
    }
    const spans = [...this.#endGone(snapshot, sights)];
    for (const sight of sights.values()) spans.push(...this.#see(sight));
    if (spans.length > 0) this.#sink(spans);
  }

  /**
   * Called when an action took effect: the log lines of the node belong to this trace now. `node` is the Node before it.
   */
  done(action: Action, node: NodeView): void {
    if ('record' in action) this.#note(node.name, action.record);
    // A pass may have shown the release before its answer came; later reports still belong to that trace.
    else if (action.kind === 'release') this.#note(node.name, ownRecord(node));
  }

  /** The trace id of the present maintenance of a node; undefined without one. */
  idOf(nodeName: string): string | undefined {
    return this.#ids.get(nodeName);
  }

  /** Called when this replica stops leading, or when tracing is switched off. */
  clear(): void {
    const spans = [...this.#stories.values()].flatMap((story) => story.handOver(this.#now));
    if (spans.length > 0) this.#sink(spans);
    this.#stories.clear();
    this.#ids.clear();
    this.#pace.clear();
  }

  #note(nodeName: string, record: MaintenanceRecord | null): void {
    if (record === null) this.#ids.delete(nodeName);
    else this.#ids.set(nodeName, traceIdOf(record));
  }

  #see(sight: NodeObservation): Span[] {
    const { uid } = sight.node;
    const story = this.#stories.get(uid);
    if (story?.includes(sight) === true) return story.take(sight);
    const ended = story?.end(sight.now, sight) ?? [];
    this.#stories.delete(uid);
    if (sight.record === null && (sight.status?.need ?? null) === null) return ended;
    if (!this.#pace.allows(uid, sight.now)) return ended;
    const next = new MaintenanceTrace(sight);
    this.#stories.set(uid, next);
    return [...ended, ...next.take(sight)];
  }

  /** Ends the traces of deleted nodes, whose names other nodes may use now. */
  #endGone({ nodes }: Snapshot, sights: ReadonlyMap<string, NodeObservation>): Span[] {
    const spans: Span[] = [];
    for (const [uid, story] of this.#stories) {
      if (sights.has(uid)) continue;
      spans.push(...story.end(this.#now, null));
      this.#stories.delete(uid);
    }
    if (this.#ids.size > 0) {
      const names = new Set(nodes.map(({ name }) => name));
      for (const name of this.#ids.keys()) if (!names.has(name)) this.#ids.delete(name);
    }
    this.#pace.keep(new Set(nodes.map(({ uid }) => uid)));
    return spans;
  }
}
