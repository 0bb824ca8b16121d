import type { MaintenanceRecord } from '@mechanic/contract';
import type { Clock } from '@mechanic/contract/clock';
import { saysAnnotationsAreFull, smallest } from '../decide/step/smallest-record.ts';
import type { NodeView } from '../decide/snapshot.ts';
import type { NodeRequests } from './node-requests.ts';
import type { Fence } from '../leadership/fence.ts';
import type { Log } from '../log.ts';
import { MarkPermits } from './mark-permits.ts';
import {
  type FreeMark,
  type Mark,
  type Marks,
  type NodeWrite,
  type Write,
  debtsOf,
  marksOf,
  patchFor,
} from './node-patch.ts';
import { statusPatch } from './status-patch.ts';
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
    const marks = optionalMarks(action);
    if (marks === null || this.#permits.among(marks).length > 0) return 'now';
    return this.#permits.enabled ? 'later' : 'never';
  }

  /** @throws NotLeader, and then has not sent what it was about to send */
  apply(node: NodeView, action: Write): Promise<WriteOutcome> {
    switch (action.kind) {
      case 'cordon':
        return this.#cordon(node, action);
      case 'release':
        return this.#release(node, action);
      case 'out-of-service':
        return this.#takeOutOfService(node, action);
      case 'conditions':
        return this.#setConditions(node, action);
      case 'mark':
        return this.#mark(node, action);
      case 'record':
        return this.#record(node, action);
      default:
        return this.#patch(node, action);
    }
  }

  /** Takes the load balancers away along with it where that works; the cordon itself never depends on that. */
  async #cordon(node: NodeView, action: Extract<Write, { kind: 'cordon' }>): Promise<WriteOutcome> {
    if (action.record.excluded !== true) return this.#patch(node, action);
    const bare = { ...action, record: withoutExclusion(action.record) };
    if (this.#permits.among(['exclusion']).length === 0) return this.#patch(node, bare);
    const outcome = await this.#patch(node, action, { timeoutMs: MARKED_TIMEOUT_MS });
    if (outcome.kind === 'failed') this.#permits.unanswered(['exclusion'], outcome.message);
    if (outcome.kind !== 'refused') return outcome;
    const plain = await this.#patch(node, bare);
    if (plain.kind === 'done') this.#permits.refused('exclusion', outcome.message);
    return plain;
  }

  async #takeOutOfService(
    node: NodeView,
    action: Extract<Write, { kind: 'out-of-service' }>,
  ): Promise<WriteOutcome> {
    const outcome = await this.#patch(node, action);
    if (outcome.kind === 'done') {
      const { log } = this.#parts;
      log.info(action.tainted ? 'node out of service' : 'node back in service', { node: node.name });
    }
    if (outcome.kind === 'failed') this.#permits.unanswered(['out-of-service'], outcome.message);
    if (outcome.kind === 'refused') this.#permits.refused('out-of-service', outcome.message);
    return outcome;
  }

  async #setConditions(
    node: NodeView,
    action: Extract<Write, { kind: 'conditions' }>,
  ): Promise<WriteOutcome> {
    const { clock, fence, nodes } = this.#parts;
    const signal = fence.permit(TIMEOUT_MS);
    const body = statusPatch(node, action.conditions, clock.now());
    const outcome = writeOutcomeOf(await nodes.patchStatus(node.name, body, signal));
    if (outcome.kind === 'failed') this.#permits.unanswered(['conditions'], outcome.message);
    if (outcome.kind === 'refused') this.#permits.refused('conditions', outcome.message);
    return outcome;
  }

  /**
   * Where the annotations of the Node leave no room, with nothing in the record but what is needed; and where whoever filled
   * them up has made even that too long, a drain ends without a record: it must not hold its slot for want of one.
   */
  async #record(node: NodeView, action: Extract<Write, { kind: 'record' }>): Promise<WriteOutcome> {
    const outcome = await this.#recordOrKeepLabel(node, action);
    if (!isForWantOfRoom(outcome)) return outcome;
    const short = await this.#patch(node, { ...action, record: smallest(action.record) });
    if (!isForWantOfRoom(short) || action.record.phase === 'Draining') return short;
    const release = {
      kind: 'release',
      node: action.node,
      uncordon: false,
      outcome: 'void',
      reason: '',
    } as const;
    return this.#patch(node, release, { marks: ['exclusion'] });
  }

  /** A record that gives a label back which may not be taken away keeps it in mind. */
  async #recordOrKeepLabel(
    node: NodeView,
    action: Extract<Write, { kind: 'record' }>,
  ): Promise<WriteOutcome> {
    const outcome = await this.#patch(node, action);
    const givesBack = debtsOf(node).excluded && action.record.excluded !== true;
    if (outcome.kind !== 'refused' || isForWantOfRoom(outcome) || !givesBack) return outcome;
    return this.#patch(node, { ...action, record: { ...action.record, excluded: true } });
  }

  /** Takes the marks along where that works; the release itself never depends on them. */
  async #release(node: NodeView, action: Extract<Write, { kind: 'release' }>): Promise<WriteOutcome> {
    const marks = this.#permits.among(marksOf(node));
    if (marks.length === 0) return this.#bareRelease(node, action);
    const all = [...marks, 'exclusion'] as const;
    const outcome = await this.#patch(node, action, { marks: all, timeoutMs: MARKED_TIMEOUT_MS });
    // What it was that got no answer is not known: the next try goes without marks.
    if (outcome.kind === 'failed') this.#permits.unanswered(marks, outcome.message);
    if (outcome.kind !== 'refused') return outcome;
    const bare = await this.#bareRelease(node, action);
    if (bare.kind === 'done') for (const mark of marks) this.#permits.refused(mark, outcome.message);
    return bare;
  }

  /** Nobody would know of the label any more that keeps load balancers away: it stays only where it may not be taken away. */
  async #bareRelease(node: NodeView, action: Extract<Write, { kind: 'release' }>): Promise<WriteOutcome> {
    const outcome = await this.#patch(node, action, { marks: ['exclusion'] });
    if (outcome.kind !== 'refused' || !debtsOf(node).excluded) return outcome;
    const bare = await this.#patch(node, action);
    if (bare.kind === 'done') this.#permits.refused('exclusion', outcome.message);
    return bare;
  }

  /** Both marks in one patch; each alone when that is refused, since only one of them may be at fault. */
  async #mark(node: NodeView, action: Extract<Write, { kind: 'mark' }>): Promise<WriteOutcome> {
    const marks = this.#permits.among(marksIn(action.marks));
    // Another Node may have shown it while this write waited for its turn.
    if (marks.length === 0) return { kind: 'refused', message: 'not permitted on another Node a moment ago' };
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
    marks: readonly FreeMark[],
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
    action: NodeWrite,
    { marks = [], timeoutMs = TIMEOUT_MS }: { marks?: readonly Mark[]; timeoutMs?: number } = {},
  ): Promise<WriteOutcome> {
    const { fence, nodes } = this.#parts;
    const signal = fence.permit(timeoutMs);
    return writeOutcomeOf(await nodes.patch(node.name, patchFor(node, action, marks), 'merge', signal));
  }
}

/** What an action is about that only helps; null: it does more than that. */
function optionalMarks(action: Write): readonly Mark[] | null {
  if (action.kind === 'mark') return marksIn(action.marks);
  return action.kind === 'out-of-service' || action.kind === 'conditions' ? [action.kind] : null;
}

function withoutExclusion(record: MaintenanceRecord): MaintenanceRecord {
  const next = { ...record };
  delete next.excluded;
  return next;
}

function isForWantOfRoom(outcome: WriteOutcome): boolean {
  return outcome.kind === 'refused' && saysAnnotationsAreFull(outcome.message);
}

function marksIn(marks: Marks): FreeMark[] {
  return (['label', 'taint'] as const).filter((mark) => marks[mark] !== undefined);
}

function only(marks: Marks, allowed: readonly FreeMark[]): Marks {
  return Object.fromEntries(allowed.map((mark) => [mark, marks[mark]]));
}
