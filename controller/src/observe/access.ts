import { createHash } from 'node:crypto';
import type { Clock } from '@mechanic/contract/clock';

/** Whether a request may be answered. `unknown`: the API server could not be asked. */
export type Verdict = 'allowed' | 'unauthenticated' | 'forbidden' | 'unknown';

/** Asks the API server who somebody is, and what they may. */
export interface Authorities {
  /** Returns the owner of this token; null for an invalid token. @throws what `failureOf` reads */
  whoIs(token: string): Promise<Identity | null>;
  /** Whether they may get this path. @throws what `failureOf` reads */
  mayGet(identity: Identity, path: string): Promise<boolean>;
}

/** Somebody as Kubernetes knows them. */
export interface Identity {
  readonly username: string;
  readonly uid: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

export interface AccessParts {
  readonly authorities: Authorities;
  readonly clock: Pick<Clock, 'monotonic'>;
}

interface Known {
  readonly verdict: Promise<Verdict>;
  /** Monotonic. */
  readonly until: number;
}

/** How long an answer of the API server is valid; a removed permission has no effect after that. */
const VALID_MS = 10_000;
const MOST_KNOWN = 256;
/** Maximum length of a token that is checked. */
const LONGEST_TOKEN = 16 * 1024;

/**
 * Decides who may read metrics, status and page: users whom the API server knows by their token and allows to get that
 * path.
 */
export class Access {
  readonly #parts: AccessParts;
  /** By path and a hash of the token: the token itself is not kept. */
  readonly #known = new Map<string, Known>();

  constructor(parts: AccessParts) {
    this.#parts = parts;
  }

  /** `authorization` is the header of that name. Never throws. */
  judge(authorization: string | undefined, path: string): Promise<Verdict> {
    const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization ?? '') ?? [];
    if (token === undefined || token.length > LONGEST_TOKEN) return Promise.resolve('unauthenticated');
    const key = `${createHash('sha256').update(token).digest('base64')} ${path}`;
    const now = this.#parts.clock.monotonic();
    const known = this.#known.get(key);
    if (known !== undefined && now < known.until) return known.verdict;
    const verdict = this.#ask(token, path);
    this.#remember(key, { verdict, until: now + VALID_MS });
    // An `unknown` verdict is not kept, so the next request asks again.
    void verdict.then((answer) => {
      if (answer === 'unknown') this.#known.delete(key);
    });
    return verdict;
  }

  async #ask(token: string, path: string): Promise<Verdict> {
    const { authorities } = this.#parts;
    try {
      const identity = await authorities.whoIs(token);
      if (identity === null) return 'unauthenticated';
      return (await authorities.mayGet(identity, path)) ? 'allowed' : 'forbidden';
    } catch {
      return 'unknown';
    }
  }

  /** Keeps the verdict and drops the oldest one when there are too many. */
  #remember(key: string, known: Known): void {
    this.#known.delete(key);
    this.#known.set(key, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest);
  }
}
