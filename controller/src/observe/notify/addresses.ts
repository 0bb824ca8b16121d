import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** An address, or why there is none. The reason never contains the content of the file. */
export type Address =
  { readonly kind: 'address'; readonly url: URL } | { readonly kind: 'none'; readonly why: string };

/** Provides the addresses of webhooks. */
export interface Addresses {
  /** Read for each message, so that an edit of the Secret takes effect with the next one. */
  find(name: string): Promise<Address>;
}

/** A directory with one file per webhook, as a Secret is mounted: the name of the file is the name of the webhook. */
export class AddressDirectory implements Addresses {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** @param name checked with the settings, so that the path stays inside the directory */
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
