import { readFileSync } from 'node:fs';
import type { Request, Response } from 'express';
import { type NodeFacts, budgetsHolding, entryOf } from '../../decide/status/explanation.ts';
import { documentOf } from './document.ts';
import { filterForm, noFilter } from './filter-form.ts';
import { type Html, html } from './html.ts';
import { readFilter } from './node-filter.ts';
import { nodeList } from './node-list.ts';
import { noSuchNode, nodeExplanation } from './node-page.ts';
import type { Rendered } from './sections.ts';
import type { StatusFeed } from './status-feed.ts';

interface Asset {
  readonly type: string;
  readonly content: Buffer;
}

/** Looks up a node together with the budgets of its pods; null when no node of this name is known. */
export type LookAtNode = (name: string) => Omit<NodeFacts, 'status'> | null;

/**
 * The status page, the list of nodes, and one page per node, with one style sheet, one script and an icon, all from memory.
 */
export class Page {
  readonly #feed: StatusFeed;
  readonly #look: LookAtNode;
  readonly #assets: ReadonlyMap<string, Asset>;

  /** Reads its files, which are next to this module or next to the bundle. */
  constructor(feed: StatusFeed, look: LookAtNode) {
    this.#feed = feed;
    this.#look = look;
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

  /** `/` */
  document(response: Response): void {
    const { version, rendered } = this.#feed.latest();
    const body = overview(rendered, filterForm(this.#feed.status(), noFilter));
    response.type('html').send(documentOf(body, { version, title: 'mechanic', root: '' }));
  }

  /** `/nodes`, with a filter in the query. */
  nodes({ url }: Pick<Request, 'url'>, response: Response): void {
    const { version } = this.#feed.latest();
    const body = framed(nodeList(this.#feed.status(), readFilter(url)), '');
    response.type('html').send(documentOf(body, { version, title: 'Nodes - mechanic', root: '' }));
  }

  /** `/nodes/NAME`: 404 when the node is unknown. */
  node(name: string, response: Response): void {
    const { version } = this.#feed.latest();
    const facts = this.#look(name);
    const content = facts === null ? noSuchNode(name) : this.#explanation(facts);
    const frame = {
      version,
      title: facts === null ? 'No such node - mechanic' : 'Node - mechanic',
      root: '../',
    } as const;
    response
      .status(facts === null ? 404 : 200)
      .type('html')
      .send(documentOf(framed(content, '../'), frame));
  }

  #explanation(facts: Omit<NodeFacts, 'status'>): Html {
    const status = this.#feed.status();
    const held = budgetsHolding(entryOf({ ...facts, status }));
    const budgets = facts.budgets.filter(({ namespace, name }) => held.includes(`${namespace}/${name}`));
    return nodeExplanation({ ...facts, status, budgets });
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

/**
 * The frame of a page other than the first: a link back, the content that the script refreshes, and the state of the
 * connection.
 */
function framed(content: Html, root: '' | '../'): Html {
  return html`<header>
      <h1><a href="${root === '' ? './' : root}">mechanic</a></h1>
      <p id="connection" role="status" class="quiet">Reload the page for news.</p>
    </header>
    ${content}
    <footer><a href="${root}nodes">All nodes</a> <a href="${root}api/v1/status">Status as JSON</a></footer>`;
}

function overview(rendered: Rendered, filter: Html): Html {
  const part = (id: string): Html | undefined => rendered.parts.get(id);
  return html`<header>
      <h1>mechanic</h1>
      ${part('leader')}
      <p id="connection" role="status" class="quiet">Reload the page for news.</p>
    </header>
    <main>
      <div role="status">${part('summary')}</div>
      ${part('attention')} ${part('slots')} ${part('timeline')} ${part('holds')} ${filter}
      <p id="filtered" role="status"></p>
      ${['draining', 'queue', 'others'].map((id) => group(rendered, id))} ${part('fleet')}
      ${part('readiness')}
      <section aria-labelledby="history-title">
        <h2 id="history-title">Recent drains</h2>
        ${part('history')}
      </section>
      <section aria-labelledby="settings-title">
        <h2 id="settings-title">Settings in force</h2>
        ${part('settings')}
      </section>
    </main>
    <footer>
      <a href="nodes">All nodes</a> <a href="api/v1/status">Status as JSON</a> <a href="metrics">Metrics</a>
    </footer>`;
}

function group(rendered: Rendered, id: string): Html {
  const cards = (rendered.lists.get(id) ?? []).map((card) => rendered.parts.get(card));
  return html`<section aria-labelledby="${id}-title">
    ${rendered.parts.get(`${id}-title`)}
    <ol id="${id}" class="cards">
      ${cards}
    </ol>
    ${rendered.parts.get(`${id}-more`)}
  </section>`;
}
