import type { PodLeft } from '../decide/snapshot.ts';
import type { PodView } from './ports.ts';

/** What a drain has tried with one pod. Times are on the monotonic clock. */
export class PodTask {
  /** The pod as last seen. */
  pod: PodView;
  /** A request about the pod is under way. */
  asking = false;
  /** The API server accepted the eviction; the watch will show that the pod terminates. */
  agreed = false;
  /** Failed requests in a row, for reasons other than a budget. */
  failures = 0;
  /** The pod is not asked to go before this time. */
  notBefore = -Infinity;
  lastAskedAt = -Infinity;
  /** Budgets (namespace/name) that an answer named, even if the cache does not know them. */
  named: readonly string[] = [];
  /** Why the last request failed; for a person. */
  reason = '';
  /** Why the API server did not permit to delete the pod past its budgets; empty: not tried, or permitted. */
  notDeleted = '';
  /** The pod is not deleted before this time; until then it is only evicted. */
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
