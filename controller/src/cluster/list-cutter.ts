/** The metadata of a list. */
export interface ListMetadata {
  readonly resourceVersion: string;
  /** Token of the next page; missing or empty on the last page. */
  readonly continue?: string;
}

/** What a character means for the list: it opens or closes the items, or begins or ends one of them. */
type Step = 'opens' | 'begins' | 'ends' | 'closes' | null;

const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const BRACE = '{'.charCodeAt(0);
const BRACE_END = '}'.charCodeAt(0);
const BRACKET = '['.charCodeAt(0);
const BRACKET_END = ']'.charCodeAt(0);

/** Nesting depth of the array of items, and of each item in it. */
const ITEMS = 2;
const ITEM = 3;

/**
 * Cuts a list of the API server into its items while it arrives. A page of 500 Nodes is 10 MB of JSON and needs several
 * times that when it is parsed as a whole; one item is 20 kB.
 */
export class ListCutter {
  readonly #take: (item: unknown) => void;
  /** The list without its items. */
  #envelope = '';
  /** The received part of an item that is not complete yet. */
  #item = '';
  #depth = 0;
  #inItems = false;
  #inString = false;
  #escaped = false;

  /** `take` gets each item as soon as it is complete. */
  constructor(take: (item: unknown) => void) {
    this.#take = take;
  }

  /** Takes the next piece of the text. */
  push(text: string): void {
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const step = this.#step(text.charCodeAt(at));
      if (step !== null) from = this.#cut(step, text, from, at);
    }
    this.#keep(text.slice(from));
  }

  /**
   * Returns the metadata; call it after the last piece.
   * @throws SyntaxError when the list is not complete
   */
  metadata(): ListMetadata {
    const { metadata } = JSON.parse(this.#envelope) as { metadata: ListMetadata }; // the API server's own schema
    return metadata;
  }

  /** Returns where the next part begins. Text between two items is dropped. */
  #cut(step: Exclude<Step, null>, text: string, from: number, at: number): number {
    switch (step) {
      case 'opens':
        this.#envelope += text.slice(from, at + 1);
        return at + 1;
      case 'ends': {
        const item = this.#item + text.slice(from, at + 1);
        this.#item = '';
        this.#take(JSON.parse(item));
        return at + 1;
      }
      case 'begins':
      case 'closes':
        return at;
    }
  }

  #keep(rest: string): void {
    if (!this.#inItems) this.#envelope += rest;
    else if (this.#depth >= ITEM) this.#item += rest;
  }

  #step(code: number): Step {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (code === BACKSLASH) this.#escaped = true;
      else this.#inString = code !== QUOTE;
      return null;
    }
    if (code === QUOTE) this.#inString = true;
    else if (code === BRACE || code === BRACKET) return this.#open(code);
    else if (code === BRACE_END || code === BRACKET_END) return this.#close();
    return null;
  }

  #open(code: number): Step {
    this.#depth += 1;
    if (this.#depth === ITEMS && code === BRACKET) {
      this.#inItems = true;
      return 'opens';
    }
    return this.#inItems && this.#depth === ITEM ? 'begins' : null;
  }

  #close(): Step {
    this.#depth -= 1;
    if (!this.#inItems || this.#depth > ITEMS) return null;
    if (this.#depth === ITEMS) return 'ends';
    this.#inItems = false;
    return 'closes';
  }
}
