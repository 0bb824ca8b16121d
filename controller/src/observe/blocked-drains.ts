import type { Clock } from '@mechanic/contract/clock';
import type { NodeRef } from '../decide/decision.ts';
import type { BlockedGauges } from './metrics.ts';
import { type HeldPod, signatureOf } from './node-events.ts';

/** A budget holds a pod for some seconds in every healthy drain; what lasts longer is worth saying. */
const SAY_AFTER_MS = 5_000;
/** A set that changes all the time is not said more often. */
const SAY_AGAIN_AFTER_MS = 300_000;

/** A running drain and the pods that cannot be evicted now. */
export interface HeldDrain {
  readonly node: NodeRef;
  readonly pods: readonly HeldPod[];
  /** Type of the event or condition that it is for; null when nobody knows. */
  readonly about: string | null;
  /** When maintenance may begin, in milliseconds since the epoch; null when nobody knows. */
  readonly deadline: number | null;
}

interface Known {
  held: HeldDrain;
  signature: string;
  /** Wall clock; null while not blocked. */
  blockedSince: number | null;
  saidSignature: string;
  /** Monotonic; null before the first time. */
  saidAt: number | null;
  cancel: (() => void) | null;
}

/** Notices drains that stay blocked, and says what blocks them: once, and again when the set has changed. */
export class BlockedDrains {
  readonly #clock: Clock;
  readonly #say: (held: HeldDrain) => void;
  readonly #known = new Map<string, Known>();

  constructor(clock: Clock, say: (held: HeldDrain) => void) {
    this.#clock = clock;
    this.#say = say;
  }

  /** @param drains every drain that runs now, the unblocked ones too */
  take(drains: readonly HeldDrain[]): void {
    const running = new Set(drains.map(({ node }) => node.uid));
    for (const uid of this.#known.keys()) if (!running.has(uid)) this.#drop(uid);
    for (const held of drains) this.#takeOne(held);
  }

  /** How many are blocked now, and the one of them that is due first. */
  gauges(): BlockedGauges {
    const blocked = [...this.#known.values()].flatMap(({ held, blockedSince }) =>
      blockedSince === null ? [] : [{ since: blockedSince, deadline: held.deadline }],
    );
    const due = blocked.flatMap(({ since, deadline }) => (deadline === null ? [] : [{ since, deadline }]));
    const [first] = due.sort((a, b) => a.deadline - b.deadline);
    return { drains: blocked.length, first: first ?? null };
  }

  /** Forgets everything. */
  clear(): void {
    for (const uid of [...this.#known.keys()]) this.#drop(uid);
  }

  #takeOne(held: HeldDrain): void {
    const signature = signatureOf(held.pods);
    const known = this.#known.get(held.node.uid) ?? {
      held,
      signature,
      blockedSince: null,
      saidSignature: '',
      saidAt: null,
      cancel: null,
    };
    this.#known.set(held.node.uid, known);
    known.held = held;
    known.signature = signature;
    known.blockedSince = signature === '' ? null : (known.blockedSince ?? this.#clock.now());
    if (signature === '') {
      known.cancel?.();
      known.cancel = null;
    } else if (signature !== known.saidSignature && known.cancel === null) {
      known.cancel = this.#clock.after(this.#pause(known), () => {
        known.cancel = null;
        this.#sayOne(known);
      });
    }
  }

  #pause(known: Known): number {
    if (known.saidAt === null) return SAY_AFTER_MS;
    return Math.max(SAY_AFTER_MS, known.saidAt + SAY_AGAIN_AFTER_MS - this.#clock.monotonic());
  }

  #sayOne(known: Known): void {
    if (known.signature === known.saidSignature) return;
    known.saidSignature = known.signature;
    known.saidAt = this.#clock.monotonic();
    this.#say(known.held);
  }

  #drop(uid: string): void {
    this.#known.get(uid)?.cancel?.();
    this.#known.delete(uid);
  }
}
