import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** An address, or why there is none; the reason never contains what the file holds. */
export type Address =
  { readonly kind: 'address'; readonly url: URL } | { readonly kind: 'none'; readonly why: string };

/** Where the addresses of webhooks come from. */
export interface Addresses {
  /** Read for each message, so that an edit of the Secret holds from the next one on. */
  find(name: string): Promise<Address>;
}

/** A directory with one file for each webhook, as a mounted Secret is: the name of the file is that of the webhook. */
export class AddressDirectory implements Addresses {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** @param name checked by the settings: no path leads out of the directory */
  async find(name: string): Promise<Address> {
    let text: string;
    try {
      text = await readFile(join(this.#directory, name), 'utf8');
    } catch {
      return { kind: 'none', why: 'the Secret has no such key' };
    }
    const url = URL.parse(text.trim());
    if (url === null || !/^https?:$/.test(url.protocol)) {
      return { kind: 'none', why: 'what the Secret holds is not an http or https address' };
    }
    return { kind: 'address', url };
  }
}
