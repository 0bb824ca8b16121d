import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { Clock } from '@mechanic/contract/clock';
import type { KeyPair } from '@mechanic/contract/https-server';
import type { Log } from '../log.ts';

export interface KeyPairFilesParts {
  /** The directory with `tls.crt` and `tls.key`, as Kubernetes mounts a Secret of type `kubernetes.io/tls`. */
  readonly directory: string;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
}

/** Receives a renewed certificate. */
export interface TakesKeyPair {
  setSecureContext(pair: KeyPair): void;
}

const LOOK_MS = 10_000;

/** The certificate of the server, read again when it is renewed. */
export class KeyPairFiles {
  readonly #parts: KeyPairFilesParts;
  #current: KeyPair | null = null;
  #complaint = '';

  constructor(parts: KeyPairFilesParts) {
    this.#parts = parts;
  }

  /** @throws Error when there is no certificate, or certificate and key do not match */
  read(): KeyPair {
    const { directory } = this.#parts;
    const [cert, key] = ['tls.crt', 'tls.key'].map((name) => readFileSync(join(directory, name), 'utf8'));
    const pair = { cert: cert ?? '', key: key ?? '' };
    createSecureContext(pair);
    this.#current = pair;
    return pair;
  }

  /**
   * Passes each new pair to the server. An unusable pair is logged, and the last good one stays in use. Checks for new
   * files until the process ends.
   */
  follow(server: TakesKeyPair): void {
    this.#parts.clock.after(LOOK_MS, () => {
      this.#look(server);
      this.follow(server);
    });
  }

  #look(server: TakesKeyPair): void {
    const before = this.#current;
    try {
      const pair = this.read();
      this.#complaint = '';
      if (pair.cert === before?.cert && pair.key === before.key) return;
      server.setSecureContext(pair);
      this.#parts.log.info('certificate renewed');
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (text !== this.#complaint)
        this.#parts.log.warn('certificate cannot be read, the last one stays', { error: text });
      this.#complaint = text;
    }
  }
}
