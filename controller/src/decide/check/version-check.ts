import { COMPONENT_LABEL, NAME, NAME_LABEL } from '@mechanic/contract';
import type { Finding } from './finding.ts';
import type { CheckedPod } from './views.ts';

/** Compares the running versions of mechanic by their image tags. Tags that are not versions are ignored. */
export class Versions {
  readonly #own: string;
  /** By component. */
  readonly #others = new Map<string, Set<string>>();

  constructor(own: string) {
    this.#own = own;
  }

  add({ labels, tag }: CheckedPod): void {
    const component = labels[NAME_LABEL] === NAME ? labels[COMPONENT_LABEL] : undefined;
    if (component === undefined || tag === null || !/^v?\d+\./.test(tag)) return;
    if (tag.replace(/^v/, '') === this.#own) return;
    this.#others.set(component, (this.#others.get(component) ?? new Set()).add(tag));
  }

  findings(): Finding[] {
    return [...this.#others].map(([component, tags]) => ({
      severity: 'warning',
      kind: 'versions-differ',
      object: `mechanic ${component}`,
      why: `version ${[...tags].sort().join(', ')} runs, beside ${this.#own}`,
      cure: 'finish the upgrade; parts of neighbouring versions work together meanwhile',
    }));
  }
}
