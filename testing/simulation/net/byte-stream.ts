/** The body of a watch as it comes in: pieces put in at one end, read at the other. */
export class ByteStream implements AsyncIterable<Uint8Array> {
  readonly #encoder = new TextEncoder();
  readonly #pieces: Uint8Array[] = [];
  #state: { readonly kind: 'open' } | { readonly kind: 'ended'; readonly error: unknown } = { kind: 'open' };
  #reader: ((result: IteratorResult<Uint8Array, undefined>) => void) | null = null;
  #refuse: (error: unknown) => void = () => undefined;
  readonly #onClose: () => void;

  /** @param onClose the reader has had enough, or there is nothing more to read */
  constructor(onClose: () => void) {
    this.#onClose = onClose;
  }

  push(line: string): void {
    if (this.#state.kind === 'ended') return;
    const piece = this.#encoder.encode(`${line}\n`);
    const reader = this.#take();
    if (reader === null) this.#pieces.push(piece);
    else reader({ done: false, value: piece });
  }

  /** @param error undefined: the other side closed it in good order */
  end(error?: unknown): void {
    if (this.#state.kind === 'ended') return;
    this.#state = { kind: 'ended', error };
    this.#onClose();
    const refuse = this.#refuse;
    const reader = this.#take();
    if (reader === null) return;
    if (error === undefined) reader({ done: true, value: undefined });
    else refuse(error);
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    return {
      next: () =>
        new Promise((resolve, reject) => {
          const piece = this.#pieces.shift();
          if (piece !== undefined) resolve({ done: false, value: piece });
          else if (this.#state.kind === 'open') [this.#reader, this.#refuse] = [resolve, reject];
          else if (this.#state.error === undefined) resolve({ done: true, value: undefined });
          // What ended the stream is what its reader has to hear, whatever it is.
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
          else reject(this.#state.error);
        }),
      return: () => {
        this.end();
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }

  #take(): ((result: IteratorResult<Uint8Array, undefined>) => void) | null {
    const reader = this.#reader;
    this.#reader = null;
    return reader;
  }
}
