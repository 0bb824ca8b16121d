import { readFileSync } from 'node:fs';
import type { Response } from 'express';
import type { StatusFeed } from './status-feed.ts';
import { type Html, html } from './html.ts';
import type { Rendered } from './sections.ts';

interface Asset {
  readonly type: string;
  readonly content: Buffer;
}

/** The status page: one document, one style sheet, one script and an icon, all from memory. */
export class Page {
  readonly #feed: StatusFeed;
  readonly #assets: ReadonlyMap<string, Asset>;

  /** Reads its files, which lie beside this module; in a bundle, beside the bundle. */
  constructor(feed: StatusFeed) {
    this.#feed = feed;
    const file = (name: string): Buffer => readFileSync(new URL(`./${name}`, import.meta.url));
    this.#assets = new Map([
      ['/page.css', { type: 'text/css; charset=utf-8', content: file('page.css') }],
      ['/page.client.js', { type: 'text/javascript; charset=utf-8', content: file('page.client.js') }],
      ['/icon.svg', { type: 'image/svg+xml', content: file('icon.svg') }],
    ]);
  }

  get assetPaths(): string[] {
    return [...this.#assets.keys()];
  }

  document(response: Response): void {
    const { version, rendered } = this.#feed.latest();
    response.type('html').send(document(version, rendered));
  }

  asset(path: string, response: Response): void {
    const asset = this.#assets.get(path);
    if (asset === undefined) {
      response.sendStatus(404);
      return;
    }
    response.setHeader('Content-Type', asset.type);
    response.end(asset.content);
  }
}

/** Addresses are relative, so that the page also works behind the API server's proxy. */
function document(version: string, rendered: Rendered): string {
  const part = (id: string): Html | undefined => piece(rendered, id);
  const body = html`<header>
      <h1>mechanic</h1>
      ${part('leader')}
      <p id="connection" role="status" class="quiet">Reload the page for news.</p>
    </header>
    <main>
      <div role="status">${part('summary')}</div>
      ${part('attention')} ${part('slots')}
      ${['draining', 'queue', 'others'].map((id) => group(rendered, id))}
      <section aria-labelledby="history-title">
        <h2 id="history-title">Recent drains</h2>
        ${part('history')}
      </section>
      <section aria-labelledby="settings-title">
        <h2 id="settings-title">Settings in force</h2>
        ${part('settings')}
      </section>
    </main>
    <footer><a href="api/v1/status">Status as JSON</a> <a href="metrics">Metrics</a></footer>`;
  return `<!doctype html>
<html lang="en" data-version="${version}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>mechanic</title>
<link rel="icon" href="icon.svg">
<link rel="stylesheet" href="page.css">
<script type="module" src="page.client.js"></script>
</head>
<body>
${body.text}
</body>
</html>
`;
}

function group(rendered: Rendered, id: string): Html {
  const cards = (rendered.lists.get(id) ?? []).map((card) => piece(rendered, card));
  return html`<section aria-labelledby="${id}-title">
    ${piece(rendered, `${id}-title`)}
    <ol id="${id}" class="cards">
      ${cards}
    </ol>
    ${piece(rendered, `${id}-more`)}
  </section>`;
}

function piece(rendered: Rendered, id: string): Html | undefined {
  return rendered.parts.get(id);
}
