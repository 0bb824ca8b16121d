import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Status } from '@mechanic/contract/status';
import { launchBrowser } from './browser.ts';
import { PageServer } from './page-server.ts';

/** Somebody with a browser, before the pages of a controller that shows whatever a test says. */
export class Visitor {
  readonly server: PageServer;
  readonly url: string;
  /** What a page complained of; a Content-Security-Policy that is broken shows here. */
  readonly complaints: string[] = [];
  readonly #browser: Browser;

  private constructor(browser: Browser, server: PageServer, url: string) {
    this.#browser = browser;
    this.server = server;
    this.url = url;
  }

  static async come(status: Status): Promise<Visitor> {
    const server = new PageServer(status);
    const url = await server.start();
    return new Visitor(await launchBrowser(), server, url);
  }

  /** Opens a page of the controller, relative to its first one, and waits until it is live. */
  async open(path = '', options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser.newContext(options);
    const page = await context.newPage();
    page.on('console', (message) => this.complaints.push(message.text()));
    page.on('pageerror', (error) => this.complaints.push(error.message));
    await page.goto(new URL(path, this.url).href);
    if (options.javaScriptEnabled !== false) await page.locator('#connection.live').waitFor();
    return page;
  }

  async leave(): Promise<void> {
    await this.#browser.close();
    await this.server.close();
  }
}

/** The text of an element, its white space as a person sees it. */
export async function textOf(page: Page, selector: string): Promise<string> {
  const text = await page.locator(selector).first().innerText();
  return text.replace(/\s+/g, ' ').trim();
}
