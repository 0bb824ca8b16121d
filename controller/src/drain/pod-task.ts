import type { PodLeft } from '../decide/snapshot.ts';
import type { PodView } from './ports.ts';

/** What a drain has tried with one pod. Times are on the monotonic clock. */
export class PodTask {
  /** The pod as last seen. */
  pod: PodView;
  /** A request about it is under way. */
  asking = false;
  /** The API server agreed; the watch will say that it ends. */
  agreed = false;
  /** Requests in a row that came to nothing for a reason of its own. */
  failures = 0;
  /** Not asked again before. */
  notBefore = -Infinity;
  lastAskedAt = -Infinity;
  /** Budgets (namespace/name) that an answer named, known to the cache or not. */
  named: readonly string[] = [];
  /** Why the last request came to nothing; for a person. */
  reason = '';
  /** Why it was not permitted to be deleted past its budgets; empty: it was not tried, or is. */
  notDeleted = '';
  /** Not to be deleted before; until then its budgets are asked. */
  noDeleteBefore = -Infinity;

  constructor(pod: PodView) {
    this.pod = pod;
  }

  get state(): PodLeft['state'] {
    if (this.pod.deletionDueAt !== null) return 'terminating';
    if (this.reason !== '') return 'blocked';
    return this.asking || this.agreed ? 'evicting' : 'pending';
  }
}
