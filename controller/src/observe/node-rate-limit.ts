const BURST = 20;
const TOKEN_MS = 30_000;

/** How often one node is told of: so often at once, and once in half a minute after that, whatever happens to it. */
export class NodeRateLimit {
  readonly #nodes = new Map<string, { tokens: number; at: number }>();

  /** Whether the node may be told of once more, which then counts; `now` in milliseconds since the epoch. */
  allows(uid: string, now: number): boolean {
    const known = this.#nodes.get(uid) ?? { tokens: BURST, at: now };
    // A clock that was set back must not silence a node until it has caught up.
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

  /** Forgets every node but these. */
  keep(present: { has(uid: string): boolean }): void {
    for (const uid of this.#nodes.keys()) if (!present.has(uid)) this.#nodes.delete(uid);
  }

  clear(): void {
    this.#nodes.clear();
  }
}
