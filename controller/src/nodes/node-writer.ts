import type { Clock } from '@mechanic/contract/clock';
import { saysAnnotationsAreFull, smallest } from '../decide/step/smallest-record.ts';
import type { NodeView } from '../decide/snapshot.ts';
import type { NodeRequests } from './node-requests.ts';
import type { Fence } from '../leadership/fence.ts';
import type { Log } from '../log.ts';
import { MarkPermits } from './mark-permits.ts';
import { type Mark, type Marks, type Write, marksOf, patchFor } from './node-patch.ts';
import { type WriteOutcome, writeOutcomeOf } from './write-outcome.ts';

export interface NodeWriterParts {
  readonly nodes: NodeRequests;
  readonly fence: Fence;
  readonly clock: Clock;
  readonly log: Log;
  /** False: marks are never tried. Default true. */
  readonly writesMarks?: boolean;
}

/** When an action is worth a request. */
export type Wanted = 'now' | 'later' | 'never';

/** Longest write; a webhook of the cluster may take this long to agree. */
const TIMEOUT_MS = 10_000;
/** With a mark in it a release waits no longer than this: it can do without. */
const MARKED_TIMEOUT_MS = 2_000;

/**
 * Writes to Nodes. An action is one patch of exactly our keys, valid only for the very Node that the decision was made on
 * (UID and resourceVersion). Nothing is sent without leadership.
 */
export class NodeWriter {
  readonly #parts: NodeWriterParts;
  readonly #permits: MarkPermits;

  constructor(parts: NodeWriterParts) {
    this.#parts = parts;
    this.#permits = new MarkPermits(parts.clock, parts.log, parts.writesMarks ?? true);
  }

  /** Whether the action is worth a request: marks that were refused a short while ago are not before later. */
  wants(action: Write): Wanted {
    if (action.kind !== 'mark' || this.#permits.among(marksIn(action.marks)).length > 0) return 'now';
    return this.#permits.enabled ? 'later' : 'never';
  }

  /** @throws NotLeader, and then has not sent what it was about to send */
  apply(node: NodeView, action: Write): Promise<WriteOutcome> {
    switch (action.kind) {
      case 'release':
        return this.#release(node, action);
      case 'mark':
        return this.#mark(node, action);
      case 'record':
        return this.#record(node, action);
      default:
        return this.#patch(node, action);
    }
  }

  /**
   * Where the annotations of the Node leave no room, with nothing in the record but what is needed; and where whoever filled
   * them up has made even that too long, a drain ends without a record: it must not hold its slot for want of one.
   */
  async #record(node: NodeView, action: Extract<Write, { kind: 'record' }>): Promise<WriteOutcome> {
    const outcome = await this.#patch(node, action);
    if (!isForWantOfRoom(outcome)) return outcome;
    const short = await this.#patch(node, { ...action, record: smallest(action.record) });
    if (!isForWantOfRoom(short) || action.record.phase === 'Draining') return short;
    return this.#patch(node, { ...action, kind: 'release', uncordon: false, outcome: 'void', reason: '' });
  }

  /** Takes the marks along where that works; the release itself never depends on them. */
  async #release(node: NodeView, action: Extract<Write, { kind: 'release' }>): Promise<WriteOutcome> {
    const marks = this.#permits.among(marksOf(node));
    if (marks.length === 0) return this.#patch(node, action);
    const outcome = await this.#patch(node, action, { marks, timeoutMs: MARKED_TIMEOUT_MS });
    // What it was that got no answer is not known: the next try goes without marks.
    if (outcome.kind === 'failed') this.#permits.unanswered(marks, outcome.message);
    if (outcome.kind !== 'refused') return outcome;
    const bare = await this.#patch(node, action);
    if (bare.kind === 'done') for (const mark of marks) this.#permits.refused(mark, outcome.message);
    return bare;
  }

  /** Both marks in one patch; each alone when that is refused, since only one of them may be at fault. */
  async #mark(node: NodeView, action: Extract<Write, { kind: 'mark' }>): Promise<WriteOutcome> {
    const marks = this.#permits.among(marksIn(action.marks));
    const outcome = await this.#patch(node, { ...action, marks: only(action.marks, marks) });
    if (outcome.kind === 'failed') this.#permits.unanswered(marks, outcome.message);
    if (outcome.kind !== 'refused') return outcome;
    const [mark, ...more] = marks;
    if (mark !== undefined && more.length === 0) this.#permits.refused(mark, outcome.message);
    return more.length === 0 ? outcome : this.#markEach(node, action, marks);
  }

  async #markEach(
    node: NodeView,
    action: Extract<Write, { kind: 'mark' }>,
    marks: readonly Mark[],
  ): Promise<WriteOutcome> {
    let last: WriteOutcome = { kind: 'conflict' };
    for (const mark of marks) {
      last = await this.#patch(node, { ...action, marks: only(action.marks, [mark]) });
      if (last.kind === 'refused') this.#permits.refused(mark, last.message);
      else return last;
    }
    return last;
  }

  async #patch(
    node: NodeView,
    action: Write,
    { marks = [], timeoutMs = TIMEOUT_MS }: { marks?: readonly Mark[]; timeoutMs?: number } = {},
  ): Promise<WriteOutcome> {
    const { fence, nodes } = this.#parts;
    const signal = fence.permit(timeoutMs);
    return writeOutcomeOf(await nodes.patch(node.name, patchFor(node, action, marks), 'merge', signal));
  }
}

function isForWantOfRoom(outcome: WriteOutcome): boolean {
  return outcome.kind === 'refused' && saysAnnotationsAreFull(outcome.message);
}

function marksIn(marks: Marks): Mark[] {
  return (['label', 'taint'] as const).filter((mark) => marks[mark] !== undefined);
}

function only(marks: Marks, allowed: readonly Mark[]): Marks {
  return Object.fromEntries(allowed.map((mark) => [mark, marks[mark]]));
}
