import type { NodeRef } from '../decide/decision.ts';
import type { NodeView } from '../decide/snapshot.ts';

/** The annotations of mechanic that others may have written, with the log message for an unreadable one. */
const annotations = { report: 'report cannot be read', record: 'record cannot be read' } as const;

/** Finds unreadable annotations, and reports each once until it is readable again. */
export class Unreadable {
  readonly #say: (message: string, node: NodeRef) => void;
  /** As `uid annotation`. */
  #said: ReadonlySet<string> = new Set();

  constructor(say: (message: string, node: NodeRef) => void) {
    this.#say = say;
  }

  /** @param nodes all Nodes */
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
