/**
 * A bounded queue that is fair between keys: items of one key keep their order, and keys take turns. When it is full, the
 * oldest item of the key with most items is dropped, so that a noisy key displaces only its own items.
 */
export class FairQueue<T> {
  readonly #limit: number;
  /** In the order of the keys' turns. No list is empty. */
  readonly #waiting = new Map<string, T[]>();
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#size;
  }

  /** Adds an item. Returns the item dropped for it; null when there was room. */
  push(key: string, item: T): T | null {
    const waiting = this.#waiting.get(key) ?? [];
    this.#waiting.set(key, waiting);
    waiting.push(item);
    this.#size += 1;
    return this.#size > this.#limit ? (this.#take(this.#longest()) ?? null) : null;
  }

  /** Removes and returns the next item; undefined when the queue is empty. */
  shift(): T | undefined {
    const [key] = this.#waiting.keys();
    if (key === undefined) return undefined;
    const item = this.#take(key);
    const rest = this.#waiting.get(key);
    this.#waiting.delete(key);
    if (rest !== undefined) this.#waiting.set(key, rest);
    return item;
  }

  clear(): void {
    this.#waiting.clear();
    this.#size = 0;
  }

  #take(key: string): T | undefined {
    const waiting = this.#waiting.get(key);
    const item = waiting?.shift();
    this.#size -= 1;
    if (waiting?.length === 0) this.#waiting.delete(key);
    return item;
  }

  /** The key with most items; of several, the one whose turn is next. */
  #longest(): string {
    let longest = '';
    let most = 0;
    for (const [key, { length }] of this.#waiting) {
      if (length <= most) continue;
      longest = key;
      most = length;
    }
    return longest;
  }
}
