import type { LeaseState, LeaseTerms, Leases } from './leases.ts';

/** A fake lease, whose requests can be delayed or fail. */
export class FakeLeases implements Leases {
  state: LeaseState | null = null;
  reads = 0;
  /** Every write that was accepted. */
  readonly writes: LeaseTerms[] = [];
  /** Whether watches are accepted but bring nothing. */
  silent = false;
  /** Delays what watches bring. */
  late: ((bring: () => void) => void) | null = null;
  readonly #followers = new Set<(lease: LeaseState) => void>();
  /** Called before each request is processed; may throw, or wait. */
  before: (request: 'read' | 'write') => Promise<void> | void = () => undefined;
  /** Called after each accepted write, before its answer is given. */
  after: () => Promise<void> | void = () => undefined;

  async read(): Promise<LeaseState | null> {
    this.reads += 1;
    await this.before('read');
    return this.state;
  }

  follow(tell: (lease: LeaseState) => void, signal: AbortSignal): Promise<void> {
    this.#followers.add(tell);
    if (this.state !== null) this.tell(this.state);
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        this.#followers.delete(tell);
        resolve();
      });
    });
  }

  async write(current: LeaseState | null, terms: LeaseTerms): Promise<LeaseState | null> {
    await this.before('write');
    if (current?.resourceVersion !== this.state?.resourceVersion) return null;
    this.writes.push(terms);
    const stored = this.put(terms);
    await this.after();
    return stored;
  }

  /** Changes the lease as another client would. */
  put(terms: Partial<LeaseTerms>): LeaseState {
    const version = Number(this.state?.resourceVersion ?? 0) + 1;
    this.state = {
      holder: 'other',
      durationSeconds: 15,
      acquireTime: 1,
      renewTime: 1,
      transitions: 0,
      ...this.state,
      ...terms,
      resourceVersion: String(version),
      metadata: {},
    };
    this.tell(this.state);
    return this.state;
  }

  /** Tells all watches of this lease. */
  tell(lease: LeaseState): void {
    if (this.silent) return;
    if (this.late !== null) this.late(() => this.#tellAll(lease));
    else this.#tellAll(lease);
  }

  /** How many watches are open. */
  get watches(): number {
    return this.#followers.size;
  }

  #tellAll(lease: LeaseState): void {
    for (const tell of this.#followers) tell(lease);
  }
}
