import type { Clock } from '@mechanic/contract/clock';
import type { NodeRef } from '../decide/decision.ts';
import type { AttachmentWatch, PodRequests, PodView, VolumeSource } from './ports.ts';

/** How long to wait before a failed claim lookup is repeated. */
const askAgainMs = 5_000;

/** The PersistentVolume a claim is bound to; null: none. */
type Bound = { readonly volume: string | null } | 'asked' | 'forbidden';

/**
 * The volumes that are still attached to emptied nodes. One watch follows all attachments while some node waits; otherwise
 * nothing is read. An attachment that no pod on the node uses belongs to a pod that left, even if it left before this
 * process started.
 */
export class Volumes {
  readonly #source: VolumeSource;
  readonly #pods: PodRequests;
  readonly #clock: Clock;
  readonly #onNews: () => void;
  /** Names of the waiting Nodes, by UID. */
  readonly #waiting = new Map<string, string>();
  /** UIDs of Nodes that have nothing to wait for. */
  readonly #clear = new Set<string>();
  /** By namespace/name; cleared when no node waits. */
  readonly #claims = new Map<string, Bound>();
  #watch: AttachmentWatch | undefined;

  constructor(source: VolumeSource, pods: PodRequests, clock: Clock, onNews: () => void) {
    this.#source = source;
    this.#pods = pods;
    this.#clock = clock;
    this.#onNews = onNews;
  }

  /**
   * Names of the volumes that are attached to the node and that no staying pod uses; empty when this controller may not read
   * them. undefined: a lookup is under way, and `onNews` follows.
   */
  awaited({ name, uid }: NodeRef, staying: readonly PodView[]): readonly string[] | undefined {
    if (this.#clear.has(uid)) return [];
    this.#waiting.set(uid, name);
    this.#watch ??= this.#source.watchAttachments(() => this.#heard());
    const awaited = this.#awaitedBy(name, this.#watch, staying);
    if (awaited?.length === 0) this.#isClear(uid);
    return awaited;
  }

  /** Forgets the node: it waits no more, or starts again. */
  release({ uid }: NodeRef): void {
    this.#clear.delete(uid);
    this.#waiting.delete(uid);
    this.#rest();
  }

  /** Nodes without attached volumes stop waiting, so the watch may stop. */
  #heard(): void {
    for (const [uid, name] of this.#waiting) {
      if (this.#watch?.state === 'known' && this.#watch.volumesOn(name).length === 0) this.#isClear(uid);
    }
    this.#onNews();
  }

  #isClear(uid: string): void {
    this.#clear.add(uid);
    this.#waiting.delete(uid);
    this.#rest();
  }

  #rest(): void {
    if (this.#waiting.size > 0) return;
    this.#watch?.stop();
    this.#watch = undefined;
    this.#claims.clear();
  }

  #awaitedBy(
    node: string,
    watch: AttachmentWatch,
    staying: readonly PodView[],
  ): readonly string[] | undefined {
    if (watch.state === 'looking') return undefined;
    if (watch.state === 'refused') return [];
    const attached = watch.volumesOn(node);
    return attached.length === 0 ? [] : this.#without(attached, staying);
  }

  #without(attached: readonly string[], staying: readonly PodView[]): readonly string[] | undefined {
    const bound = staying.flatMap((pod) => pod.claims.map((claim) => this.#volumeOf(pod.namespace, claim)));
    // We may not read which volumes the staying pods use. Waiting for one of those would never end.
    if (bound.includes('forbidden')) return [];
    if (bound.includes('asked')) return undefined;
    const used = new Set(bound.flatMap((one) => (typeof one === 'object' ? (one.volume ?? []) : [])));
    return attached.filter((volume) => !used.has(volume));
  }

  #volumeOf(namespace: string, claim: string): Bound {
    const key = `${namespace}/${claim}`;
    const known = this.#claims.get(key);
    if (known !== undefined) return known;
    this.#claims.set(key, 'asked');
    void this.#pods.claim(namespace, claim).then((answer) => {
      if (!this.#claims.has(key)) return;
      if (answer.ok) this.#know(key, { volume: answer.value });
      else if (answer.failure.code === 404) this.#know(key, { volume: null });
      else if (answer.failure.code === 403) this.#know(key, 'forbidden');
      else this.#clock.after(askAgainMs, () => this.#forget(key));
    });
    return 'asked';
  }

  #know(key: string, bound: Bound): void {
    this.#claims.set(key, bound);
    this.#onNews();
  }

  #forget(key: string): void {
    this.#claims.delete(key);
    this.#onNews();
  }
}
