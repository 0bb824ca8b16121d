import type { MaintenanceRecord } from '@mechanic/contract';
import type { NodeView } from '../decide/snapshot.ts';
import { type Mark, NodeMarks, type NodeMarksParts } from './node-marks.ts';
import {
  type NodePatch,
  acknowledgePatch,
  cordonPatch,
  isLabelled,
  isTainted,
  recordPatch,
  releasePatch,
  taintPatch,
} from './node-patch.ts';
import { type WriteOutcome, writeOutcomeOf } from './write-outcome.ts';

const timeoutMs = 10_000;

/**
 * Writes to Nodes. Each method is one patch of exactly our keys, valid only for the Node as the caller saw it (UID and
 * resourceVersion); marks are patched apart, where their refusal harms nothing. All of them throw NotLeader, and then have
 * not sent what they were about to send.
 */
export class NodeWriter {
  readonly #parts: NodeMarksParts;
  readonly #marks: NodeMarks;

  constructor(parts: NodeMarksParts) {
    this.#parts = parts;
    this.#marks = new NodeMarks(parts);
  }

  /** Cordons, and says why in the same patch; then sets the label and takes the waiting taint off. */
  async cordon(node: NodeView, record: MaintenanceRecord): Promise<WriteOutcome> {
    const outcome = await this.#patch(node, cordonPatch(node, record));
    if (outcome.kind !== 'done') return outcome;
    return { kind: 'done', node: await this.#marks.cordoned(outcome.node) };
  }

  /** Replaces the record. When it says that a person overrode us, the marks go too. */
  async record(node: NodeView, record: MaintenanceRecord): Promise<WriteOutcome> {
    const outcome = await this.#patch(node, recordPatch(node, record));
    if (outcome.kind !== 'done' || record.overridden !== true) return outcome;
    return { kind: 'done', node: await this.#marks.released(outcome.node) };
  }

  /** Takes record and marks away, and uncordons when told to. Marks that may not be touched stay. */
  async release(node: NodeView, { uncordon }: { readonly uncordon: boolean }): Promise<WriteOutcome> {
    const marks = { label: this.#marks.permits('label'), taint: this.#marks.permits('taint') };
    const outcome = await this.#patch(node, releasePatch(node, { uncordon, ...marks }));
    const touchesMarks = (marks.label && isLabelled(node)) || (marks.taint && isTainted(node));
    if (outcome.kind !== 'refused' || !touchesMarks) return outcome;
    const bare = await this.#patch(node, releasePatch(node, { uncordon, label: false, taint: false }));
    if (bare.kind !== 'done') return bare;
    return { kind: 'done', node: await this.#marks.released(bare.node) };
  }

  /** Marks a node that waits for its turn, or takes the mark away. A refusal is remembered and answered without a request. */
  async taint(node: NodeView, present: boolean): Promise<WriteOutcome> {
    const mark: Mark = 'taint';
    if (!this.#marks.permits(mark))
      return { kind: 'refused', message: 'taints are switched off, or were refused a short while ago' };
    const outcome = await this.#patch(node, taintPatch(node, present));
    if (outcome.kind === 'refused') this.#marks.refused(mark, outcome.message);
    return outcome;
  }

  /** Tells the probe of this node which events it may approve; none takes the annotation away. */
  acknowledge(node: NodeView, events: readonly string[]): Promise<WriteOutcome> {
    return this.#patch(node, acknowledgePatch(node, events));
  }

  async #patch(node: NodeView, body: NodePatch): Promise<WriteOutcome> {
    const signal = this.#parts.fence.permit(timeoutMs);
    return writeOutcomeOf(await this.#parts.nodes.patch(node.name, body, 'merge', signal));
  }
}
