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

/** Whether an action is worth a request now, later or never. */
export type Wanted = 'now' | 'later' | 'never';

/** Timeout of a write; a webhook of the cluster may take this long to allow it. */
const TIMEOUT_MS = 10_000;
/** Timeout of a cordon or release that also writes a mark: it is short because the mark is optional. */
const MARKED_TIMEOUT_MS = 2_000;

/**
 * Writes to Nodes. Each action is one patch of exactly our keys, valid only for the Node that the decision was made on
 * (UID and resourceVersion). Nothing is sent without leadership.
 */
export class NodeWriter {
  readonly #parts: NodeWriterParts;
  readonly #permits: MarkPermits;

  constructor(parts: NodeWriterParts) {
    this.#parts = parts;
    this.#permits = new MarkPermits(parts.clock, parts.log, parts.writesMarks ?? true);
  }

  /** Whether the action is worth a request. A mark that was refused a short while ago is worth one only later. */
  wants(action: Write): Wanted {
    const marks = optionalMarks(action);
    if (marks === null || this.#permits.among(marks).length > 0) return 'now';
    return this.#permits.enabled ? 'later' : 'never';
  }

  /** @throws NotLeader, and then the request in question was not sent */
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

  /** Sets the load balancer label along with the cordon if permitted; the cordon never depends on the label. */
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
   * Writes a record. If the Node's annotations have no room, it writes the smallest form of the record. If even that is too
   * long, it ends the drain without a record, so that the drain does not hold its slot for want of one.
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

  /** If the API server refuses to remove the load balancer label, the record keeps noting that the label is ours. */
  async #recordOrKeepLabel(
    node: NodeView,
    action: Extract<Write, { kind: 'record' }>,
  ): Promise<WriteOutcome> {
    const outcome = await this.#patch(node, action);
    const givesBack = debtsOf(node).excluded && action.record.excluded !== true;
    if (outcome.kind !== 'refused' || isForWantOfRoom(outcome) || !givesBack) return outcome;
    return this.#patch(node, { ...action, record: { ...action.record, excluded: true } });
  }

  /** Removes the marks along with the release if permitted; the release never depends on them. */
  async #release(node: NodeView, action: Extract<Write, { kind: 'release' }>): Promise<WriteOutcome> {
    const marks = this.#permits.among(marksOf(node));
    if (marks.length === 0) return this.#bareRelease(node, action);
    const all = [...marks, 'exclusion'] as const;
    const outcome = await this.#patch(node, action, { marks: all, timeoutMs: MARKED_TIMEOUT_MS });
    // It is unknown which part got no answer, so the next try goes without marks.
    if (outcome.kind === 'failed') this.#permits.unanswered(marks, outcome.message);
    if (outcome.kind !== 'refused') return outcome;
    const bare = await this.#bareRelease(node, action);
    if (bare.kind === 'done') for (const mark of marks) this.#permits.refused(mark, outcome.message);
    return bare;
  }

  /**
   * Removes the load balancer label with the record, since nobody would know of it later. It stays only if its removal is
   * refused.
   */
  async #bareRelease(node: NodeView, action: Extract<Write, { kind: 'release' }>): Promise<WriteOutcome> {
    const outcome = await this.#patch(node, action, { marks: ['exclusion'] });
    if (outcome.kind !== 'refused' || !debtsOf(node).excluded) return outcome;
    const bare = await this.#patch(node, action);
    if (bare.kind === 'done') this.#permits.refused('exclusion', outcome.message);
    return bare;
  }

  /** Writes both marks in one patch. If that is refused, writes each alone, since only one may be the cause. */
  async #mark(node: NodeView, action: Extract<Write, { kind: 'mark' }>): Promise<WriteOutcome> {
    const marks = this.#permits.among(marksIn(action.marks));
    // A write to another Node may have been refused while this one waited for its turn.
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

/** The marks of an action that does nothing else; null: the action does more than set marks. */
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
