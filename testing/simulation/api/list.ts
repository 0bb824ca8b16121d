import { type Selection, selectionOf } from './query-selector.ts';
import { type ApiResponse, answer } from './http.ts';
import { keyOf } from './collection.ts';
import { Refusal, badRequest, expired } from './refusal.ts';
import { type Resource, apiVersionOf } from './resources.ts';
import type { Route } from './route.ts';
import type { Store } from './store.ts';
import type { Stored } from './stored.ts';

type Query = Readonly<Record<string, string>>;

/** Where a list goes on: after a key, as of a version. */
interface Token {
  readonly version: number;
  readonly after: string;
}

/**
 * A list, whole or in pages; all pages of one list show the same version.
 * @param staleness how many versions a list that names one may lag behind
 * @throws Refusal
 */
export function list(store: Store, route: Route, query: Query, staleness: number): ApiResponse {
  const selection = selectionOf(route, query);
  const token = query.continue ? tokenOf(query) : undefined;
  const version = token?.version ?? versionToShow(store, query, staleness);
  const collection = store.collection(route.resource);
  if (!collection.remembers(version)) throw expired(token === undefined ? tooOld : tokenTooOld);
  const rest = token === undefined ? () => true : (one: Stored): boolean => keyIn(one) > token.after;
  const items = collection.at(version).filter((one) => rest(one) && selection.test(one.object));
  return page(route.resource, { items, version, limit: Number(query.limit ?? 0), selection });
}

const tooOld = 'The resourceVersion for the provided list is too old.';
const tokenTooOld =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results.';

interface Found {
  readonly items: readonly Stored[];
  readonly version: number;
  readonly limit: number;
  readonly selection: Selection;
}

function page(resource: Resource, { items, version, limit, selection }: Found): ApiResponse {
  const shown = limit > 0 ? items.slice(0, limit) : items;
  const last = shown.at(-1);
  const left = items.length - shown.length;
  const metadata = {
    resourceVersion: String(version),
    ...(left > 0 && last !== undefined && { continue: textOf({ version, after: keyIn(last) }) }),
    // The real server does not count what it has not looked at.
    ...(left > 0 && !selection.narrowed && { remainingItemCount: left }),
  };
  const head = `{"kind":"${resource.kind}List","apiVersion":"${apiVersionOf(resource)}"`;
  const texts = shown.map(({ bare }) => bare).join(',');
  return answer(200, `${head},"metadata":${JSON.stringify(metadata)},"items":[${texts}]}`);
}

function versionToShow(store: Store, query: Query, staleness: number): number {
  const asked = query.resourceVersion ?? '';
  if (asked === '') return store.version;
  const least = versionOf(asked);
  if (query.resourceVersionMatch === 'Exact') return known(store, least);
  // A first page of a list at any version is read as fresh as one that asks for none... which is what the real one does.
  return Math.max(known(store, least), store.version - staleness);
}

function known(store: Store, version: number): number {
  if (version <= store.version) return version;
  const message = `Too large resource version: ${version}, current: ${store.version}`;
  throw new Refusal(504, 'Timeout', `Timeout: ${message}`, {
    retryAfterSeconds: 1,
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
  });
}

/** @throws Refusal 400 */
export function versionOf(text: string): number {
  if (!/^\d+$/.test(text)) throw badRequest(`resourceVersion: Invalid value: "${text}"`);
  return Number(text);
}

function keyIn({ object: { metadata } }: Stored): string {
  return keyOf(metadata.namespace ?? '', metadata.name);
}

function textOf(token: Token): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function tokenOf({ continue: text = '', resourceVersion = '' }: Query): Token {
  if (resourceVersion !== '' && resourceVersion !== '0') {
    throw badRequest('specifying resource version is not allowed when using continue');
  }
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as Token; // what textOf wrote, or it is refused
  } catch {
    throw badRequest('continue key is not valid');
  }
}
