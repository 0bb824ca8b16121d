const BURST = 20;
const TOKEN_MS = 30_000;

/** Limits how often one node is reported: 20 times at once, and once every half minute after that. */
export class NodeRateLimit {
  readonly #nodes = new Map<string, { tokens: number; at: number }>();

  /** Whether the node may be reported once more; a yes is counted. `now` in milliseconds since the epoch. */
  allows(uid: string, now: number): boolean {
    const known = this.#nodes.get(uid) ?? { tokens: BURST, at: now };
    // After the clock was set back, a node must not be silent until the clock has caught up.
    const since = Math.min(known.at, now);
    const gained = Math.floor((now - since) / TOKEN_MS);
    const tokens = Math.min(BURST, known.tokens + gained);
    const isAllowed = tokens > 0;
    this.#nodes.set(uid, {
      tokens: isAllowed ? tokens - 1 : 0,
      at: tokens === BURST ? now : since + gained * TOKEN_MS,
    });
    return isAllowed;
  }

  /** Forgets all other nodes. */
  keep(present: { has(uid: string): boolean }): void {
    for (const uid of this.#nodes.keys()) if (!present.has(uid)) this.#nodes.delete(uid);
  }

  clear(): void {
    this.#nodes.clear();
  }
}
