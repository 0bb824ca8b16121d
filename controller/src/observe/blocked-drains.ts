import type { Clock } from '@mechanic/contract/clock';
import type { NodeRef } from '../decide/decision.ts';
import type { BlockedGauges } from './metrics.ts';
import { type HeldPod, signatureOf } from './node-events.ts';

/** Budgets hold pods for some seconds in every healthy drain; only a longer hold is reported. */
const QUIET_MS = 30_000;
/** Reserve before the deadline, in addition to the grace periods of the pods. */
const SPARE_MS = 30_000;
/** A set of blocked pods that keeps changing is reported at most this often. */
const SAY_AGAIN_AFTER_MS = 300_000;

/** A running drain and its pods that cannot leave now. */
export interface HeldDrain {
  readonly node: NodeRef;
  readonly pods: readonly HeldPod[];
  /** Type of the leading event or condition; null when unknown. */
  readonly about: string | null;
  /** When maintenance may begin, in milliseconds since the epoch; null when unknown. */
  readonly deadline: number | null;
  /** When the last pod left, in milliseconds since the epoch; null when unknown. */
  readonly lastWentAt: number | null;
  /** The longest grace period of the held pods. */
  readonly graceMs: number;
  /** The block will not end by itself. */
  readonly hopeless: boolean;
}

interface Known {
  held: HeldDrain;
  signature: string;
  /** Since when some pod has been held and none has left, by the wall clock; null while none is held. */
  heldSince: number | null;
  saidSignature: string;
  /** When the block was last reported, by the monotonic clock; -Infinity before the first report. */
  saidAt: number;
  cancel: () => void;
}

export interface BlockedDrainsParts {
  readonly clock: Clock;
  readonly say: (held: HeldDrain) => void;
  /** Called when a timer changed the gauges. */
  readonly onChange: () => void;
}

/**
 * Detects blocked drains: no pod could leave for half a minute, or a held pod would exceed the deadline if it left later
 * than now. Reports what blocks a drain once, and again when the set of blocked pods changes.
 */
export class BlockedDrains {
  readonly #parts: BlockedDrainsParts;
  readonly #known = new Map<string, Known>();

  constructor(parts: BlockedDrainsParts) {
    this.#parts = parts;
  }

  /** @param drains every running drain, including those that are not blocked */
  take(drains: readonly HeldDrain[]): void {
    const running = new Set(drains.map(({ node }) => node.uid));
    for (const uid of this.#known.keys()) if (!running.has(uid)) this.#drop(uid);
    for (const held of drains) this.#takeOne(held);
  }

  /** The number of blocked drains, and the one with the earliest deadline. */
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

  /** Reports what is due, and sets a timer for the next change that needs no event. */
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

/** When the drain counts as blocked if no pod leaves before; milliseconds since the epoch. */
function blockedFrom({ deadline, graceMs, hopeless }: HeldDrain, heldSince: number): number {
  if (hopeless) return heldSince;
  const late = deadline === null ? Infinity : deadline - graceMs - SPARE_MS;
  return Math.max(heldSince, Math.min(heldSince + QUIET_MS, late));
}
