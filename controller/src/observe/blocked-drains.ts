import type { Clock } from '@mechanic/contract/clock';
import type { NodeRef } from '../decide/decision.ts';
import type { BlockedGauges } from './metrics.ts';
import { type HeldPod, signatureOf } from './node-events.ts';

/** A budget holds pods for some seconds in every healthy drain; one that lets none go for longer is worth saying. */
const QUIET_MS = 30_000;
/** What is to be spared before the deadline, beside the time that the pods take to end. */
const SPARE_MS = 30_000;
/** A set that changes all the time is not said more often. */
const SAY_AGAIN_AFTER_MS = 300_000;

/** A running drain and the pods that cannot go now. */
export interface HeldDrain {
  readonly node: NodeRef;
  readonly pods: readonly HeldPod[];
  /** Type of the event or condition that it is for; null when nobody knows. */
  readonly about: string | null;
  /** When maintenance may begin, in milliseconds since the epoch; null when nobody knows. */
  readonly deadline: number | null;
  /** When the last pod went, in milliseconds since the epoch; null when nobody knows. */
  readonly lastWentAt: number | null;
  /** How long the pods that are held may take to end once they may go. */
  readonly graceMs: number;
  /** Nothing will change by itself. */
  readonly hopeless: boolean;
}

interface Known {
  held: HeldDrain;
  signature: string;
  /** Since when some pod is held and none went. Wall clock; null while nothing is held. */
  heldSince: number | null;
  saidSignature: string;
  /** Monotonic; -Infinity before the first time. */
  saidAt: number;
  cancel: () => void;
}

export interface BlockedDrainsParts {
  readonly clock: Clock;
  readonly say: (held: HeldDrain) => void;
  /** Time alone changed the gauges. */
  readonly onChange: () => void;
}

/**
 * Notices drains that are blocked: no pod could go for half a minute, or one is held that would be late if it went any later.
 * Says what blocks them once, and again when the set has changed.
 */
export class BlockedDrains {
  readonly #parts: BlockedDrainsParts;
  readonly #known = new Map<string, Known>();

  constructor(parts: BlockedDrainsParts) {
    this.#parts = parts;
  }

  /** @param drains every drain that runs now, the unblocked ones too */
  take(drains: readonly HeldDrain[]): void {
    const running = new Set(drains.map(({ node }) => node.uid));
    for (const uid of this.#known.keys()) if (!running.has(uid)) this.#drop(uid);
    for (const held of drains) this.#takeOne(held);
  }

  /** How many are blocked now, and the one of them that is due first. */
  gauges(): BlockedGauges {
    const now = this.#parts.clock.now();
    const blocked = [...this.#known.values()].flatMap(({ held, heldSince }) =>
      heldSince !== null && blockedFrom(held, heldSince) <= now
        ? [{ since: heldSince, deadline: held.deadline }]
        : [],
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
    const known = this.#known.get(held.node.uid) ?? newlyKnown(held);
    this.#known.set(held.node.uid, known);
    known.held = held;
    known.signature = signatureOf(held.pods);
    known.heldSince = this.#heldSince(known);
    this.#review(known);
  }

  #heldSince({ held, signature, heldSince }: Known): number | null {
    if (signature === '') return null;
    return Math.max(heldSince ?? this.#parts.clock.now(), held.lastWentAt ?? 0);
  }

  /** Says what is to be said now, and comes back when time alone changes something. */
  #review(known: Known): void {
    known.cancel();
    if (known.heldSince === null) return;
    const { clock } = this.#parts;
    const untilBlocked = blockedFrom(known.held, known.heldSince) - clock.now();
    const untilSaid = Math.max(untilBlocked, known.saidAt + SAY_AGAIN_AFTER_MS - clock.monotonic());
    if (known.signature !== known.saidSignature && untilSaid <= 0) this.#sayOne(known);
    const isSaid = known.signature === known.saidSignature;
    const waits = isSaid ? [untilBlocked] : [untilBlocked, untilSaid];
    const next = Math.min(...waits.filter((wait) => wait > 0));
    if (next === Infinity) return;
    known.cancel = clock.after(next, () => {
      this.#review(known);
      this.#parts.onChange();
    });
  }

  #sayOne(known: Known): void {
    known.saidSignature = known.signature;
    known.saidAt = this.#parts.clock.monotonic();
    this.#parts.say(known.held);
  }

  #drop(uid: string): void {
    this.#known.get(uid)?.cancel();
    this.#known.delete(uid);
  }
}

function newlyKnown(held: HeldDrain): Known {
  const cancel = (): void => undefined;
  return { held, signature: '', heldSince: null, saidSignature: '', saidAt: -Infinity, cancel };
}

/** From when on the drain counts as blocked, if nothing goes before; milliseconds since the epoch. */
function blockedFrom({ deadline, graceMs, hopeless }: HeldDrain, heldSince: number): number {
  if (hopeless) return heldSince;
  const late = deadline === null ? Infinity : deadline - graceMs - SPARE_MS;
  return Math.max(heldSince, Math.min(heldSince + QUIET_MS, late));
}
