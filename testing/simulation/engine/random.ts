/**
 * Chance that repeats itself. Each concern of a run draws from a stream of its own, so that what one concern draws, or
 * stops drawing, moves no other.
 */
export class Random {
  readonly #name: string;
  #a: number;
  #b: number;
  #c: number;
  #count = 1;

  private constructor(name: string) {
    this.#name = name;
    [this.#a, this.#b, this.#c] = seedOf(name);
    for (let warm = 0; warm < 12; warm++) this.next();
  }

  static of(seed: number, concern: string): Random {
    return new Random(`${seed}/${concern}`);
  }

  /** A stream of its own for a part of this concern; takes nothing from this one. */
  fork(part: string): Random {
    return new Random(`${this.#name}/${part}`);
  }

  /** 0 (inclusive) to 1 (exclusive). */
  readonly next = (): number => {
    const sum = (((this.#a + this.#b) | 0) + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  between(least: number, most: number): number {
    return least + (most - least) * this.next();
  }

  /** Both ends included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** @throws Error when there is nothing to choose from */
  pick<T>(choices: readonly T[]): T {
    if (choices.length === 0) throw new Error('nothing to choose from');
    return choices[Math.floor(this.next() * choices.length)] as T; // one of them, as there are some
  }

  /** A wait between two happenings that come `perHour` times an hour on average, in milliseconds. */
  gap(perHour: number): number {
    return (-Math.log(1 - this.next()) * 3_600_000) / perHour;
  }

  shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, order: this.next() }))
      .sort((a, b) => a.order - b.order)
      .map(({ item }) => item);
  }
}

/** Three words that depend on every character (FNV-1a with three starting points). */
function seedOf(text: string): [number, number, number] {
  const words: [number, number, number] = [0x811c9dc5, 0x01000193, 0x9e3779b9];
  for (let at = 0; at < text.length; at++) {
    for (let word = 0; word < 3; word++) {
      const mixed = (words[word] ?? 0) ^ (text.charCodeAt(at) + word * 131);
      words[word] = Math.imul(mixed, 0x01000193 + 2 * word);
    }
  }
  return words;
}
