import type { NodeRef } from '../decide/decision.ts';
import type { NodeView } from '../decide/snapshot.ts';

/** Annotations of ours that somebody else may have written, and what is said when one cannot be read. */
const annotations = { report: 'report cannot be read', record: 'record cannot be read' } as const;

/** Notices annotations that are beyond what is believed, and says each once until it can be read. */
export class Unreadable {
  readonly #say: (message: string, node: NodeRef) => void;
  /** As `uid annotation`. */
  #said: ReadonlySet<string> = new Set();

  constructor(say: (message: string, node: NodeRef) => void) {
    this.#say = say;
  }

  /** @param nodes all that there are */
  take(nodes: readonly NodeView[]): void {
    const now = new Set<string>();
    for (const node of nodes) {
      for (const annotation of ['report', 'record'] as const) {
        if (node[annotation].kind !== 'unreadable') continue;
        const key = `${node.uid} ${annotation}`;
        if (!this.#said.has(key)) this.#say(annotations[annotation], node);
        now.add(key);
      }
    }
    this.#said = now;
  }

  clear(): void {
    this.#said = new Set();
  }
}
