import { CORDONED, WAITING_TAINT } from '@mechanic/contract';
import type { V1Node } from '@kubernetes/client-node';
import type { Clock } from '@mechanic/contract/clock';
import type { Fence } from '../leadership/fence.ts';
import type { Log } from '../log.ts';
import type { NodeRequests, PatchType } from './ports.ts';
import { writeOutcomeOf } from './write-outcome.ts';

export interface NodeMarksParts {
  readonly nodes: NodeRequests;
  readonly fence: Fence;
  readonly clock: Clock;
  readonly log: Log;
  /** False: marks are never tried. Default true. */
  readonly writesMarks?: boolean;
}

/** The two marks that are nice to have: the label `mechanic.cordoned` and the taint of waiting nodes. */
export type Mark = 'label' | 'taint';

interface MarkPatch {
  readonly mark: Mark;
  readonly type: PatchType;
  readonly body: object;
}

/** A kind of mark that was not permitted is not tried again before. */
const refusedMs = 600_000;
const timeoutMs = 10_000;

/**
 * Sets and removes marks, each by a patch of its own: clusters exist whose policies refuse one of them, which fails nothing
 * and costs no request again for a while. The patches hold for whatever the Node has become since (a cordon makes Kubernetes
 * itself add a taint), but for no other Node of the same name.
 */
export class NodeMarks {
  readonly #parts: NodeMarksParts;
  readonly #refusedUntil = new Map<Mark, number>();

  constructor(parts: NodeMarksParts) {
    this.#parts = parts;
  }

  /** Whether it is worth trying to write this kind of mark. */
  permits(mark: Mark): boolean {
    if (this.#parts.writesMarks === false) return false;
    return (this.#refusedUntil.get(mark) ?? -Infinity) <= this.#parts.clock.monotonic();
  }

  refused(mark: Mark, message: string): void {
    this.#parts.log.warn('not permitted to mark nodes; goes on without', { mark, reason: message });
    this.#refusedUntil.set(mark, this.#parts.clock.monotonic() + refusedMs);
  }

  /** The label on, our taint off. Returns the Node as it then is. */
  cordoned(node: V1Node): Promise<V1Node> {
    const isLabelled = node.metadata?.labels?.[CORDONED] === 'true';
    return this.#apply(node, [...(isLabelled ? [] : [labelPatch(node, 'true')]), ...untaintPatches(node)]);
  }

  /** Both off. Returns the Node as it then is. */
  released(node: V1Node): Promise<V1Node> {
    const isLabelled = CORDONED in (node.metadata?.labels ?? {});
    return this.#apply(node, [...(isLabelled ? [labelPatch(node, null)] : []), ...untaintPatches(node)]);
  }

  async #apply(node: V1Node, patches: readonly MarkPatch[]): Promise<V1Node> {
    let latest = node;
    for (const { mark, type, body } of patches.filter((patch) => this.permits(patch.mark))) {
      const signal = this.#parts.fence.permit(timeoutMs);
      const answer = await this.#parts.nodes.patch(node.metadata?.name ?? '', body, type, signal);
      const outcome = writeOutcomeOf(answer);
      if (outcome.kind === 'done') latest = outcome.node;
      else if (outcome.kind === 'refused') this.refused(mark, outcome.message);
    }
    return latest;
  }
}

function labelPatch({ metadata }: V1Node, value: 'true' | null): MarkPatch {
  return {
    mark: 'label',
    type: 'merge',
    body: { metadata: { uid: metadata?.uid, labels: { [CORDONED]: value } } },
  };
}

/** A merge patch would replace the whole list, and with it what others add at this moment. */
function untaintPatches({ metadata, spec }: V1Node): MarkPatch[] {
  const index = (spec?.taints ?? []).findIndex((taint) => taint.key === WAITING_TAINT);
  if (index === -1) return [];
  const path = `/spec/taints/${index}`;
  const body = [
    { op: 'test', path: '/metadata/uid', value: metadata?.uid },
    { op: 'test', path: `${path}/key`, value: WAITING_TAINT },
    { op: 'remove', path },
  ];
  return [{ mark: 'taint', type: 'json', body }];
}
