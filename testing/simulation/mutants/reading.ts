import { type Mutant, mutant } from './mutant.ts';

/** Mistakes in what is known of the cluster. */
export const reading: readonly Mutant[] = [
  mutant('stale-at-lead', 'A new leader decides by what it saw as a follower.', [
    'operator.ts',
    'await this.#parts.cluster.refreshNodes();',
    'await Promise.resolve();',
  ]),
  mutant('no-look-after-410', 'A watch whose place is no longer known is tried again from the same place.', [
    'cluster/watch-loop.ts',
    "return reason === 'expired';",
    'return false;',
  ]),
  mutant('resumed-from-anywhere', 'A watch goes on from wherever the API server likes.', [
    'cluster/watch-loop.ts',
    'const version = this.#version ?? (await this.#list(signal));',
    "const version = this.#version === null ? await this.#list(signal) : '';",
  ]),
  mutant('resumed-too-far', 'A watch goes on some versions later than it ended.', [
    'cluster/watch-loop.ts',
    'resourceVersion: version };',
    'resourceVersion: this.#failures > 0 ? String(Number(version) + 2) : version };',
  ]),
  mutant('older-taken', 'What is older replaces what is newer.', [
    'cluster/resource-cache.ts',
    'if (before !== undefined && !isNewer(view.resourceVersion, before.resourceVersion)) return false;',
    '',
  ]),
  mutant('deleted-stays', 'What is gone stays in the cache until the next full look.', [
    'cluster/resource-cache.ts',
    "event.type === 'DELETED' ? this.#delete(keyOf(event.object), version) :",
    "event.type === 'DELETED' ? false :",
  ]),
];
