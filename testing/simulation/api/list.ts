import { type Selection, selectionOf } from './query-selector.ts';
import { type ApiResponse, answer } from './http.ts';
import { type Collection, keyOf } from './collection.ts';
import { Refusal, badRequest, expired } from './refusal.ts';
import { type Resource, apiVersionOf } from './resources.ts';
import type { Route } from './route.ts';
import type { Store } from './store.ts';
import type { Stored } from './stored.ts';

type Query = Readonly<Record<string, string>>;

/** As a version in a token: whatever is there now. */
const NEWEST = -1;

/** Where a list goes on: after a key, as of a version. */
interface Token {
  readonly version: number;
  /** The last key that was shown, as it is called within what was listed. */
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
  const collection = store.collection(route.resource);
  const version =
    token === undefined ? versionToShow(store, collection, query, staleness) : versionOfToken(token, store);
  if (!collection.remembers(version)) throw token === undefined ? expired(tooOld) : tokenExpired(token);
  const candidates = collection.at(version).filter((one) => {
    const { namespace, name } = one.object.metadata;
    if (route.namespace !== '' && namespace !== route.namespace) return false;
    if (selection.name !== undefined && name !== selection.name) return false;
    return token === undefined || keyIn(one, route) > token.after;
  });
  return page(route, { candidates, version, limit: limitOf(query, route.resource), selection });
}

const tooOld = 'The resourceVersion for the provided list is too old.';
const tokenTooOld =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

/** What is left of a list whose version is forgotten may still be had, from a newer one. */
function tokenExpired({ after }: Token): Refusal {
  const refusal = expired(tokenTooOld);
  refusal.continueWith = textOf({ version: NEWEST, after });
  return refusal;
}

function versionOfToken({ version }: Token, store: Store): number {
  return version === NEWEST ? store.version : version;
}

interface Found {
  /** What may be selected: below the path, and after the last page. */
  readonly candidates: readonly Stored[];
  readonly version: number;
  readonly limit: number;
  readonly selection: Selection;
}

function page(route: Route, { candidates, version, limit, selection }: Found): ApiResponse {
  const shown: Stored[] = [];
  let left = 0;
  for (const [index, one] of candidates.entries()) {
    if (selection.test(one.object)) shown.push(one);
    // The real server goes no further when the page is full: whether any of the rest is selected, it does not know.
    if (limit <= 0 || shown.length < limit) continue;
    left = candidates.length - index - 1;
    break;
  }
  const last = shown.at(-1);
  const metadata = {
    resourceVersion: String(version),
    ...(left > 0 && last !== undefined && { continue: textOf({ version, after: keyIn(last, route) }) }),
    ...(left > 0 && !selection.narrowed && { remainingItemCount: left }),
  };
  const { resource } = route;
  const head = `{"kind":"${resource.kind}List","apiVersion":"${apiVersionOf(resource)}"`;
  const texts = shown.map(({ bare }) => bare).join(',');
  return answer(200, `${head},"metadata":${JSON.stringify(metadata)},"items":[${texts}]}`);
}

/**
 * Which version a read is to show. Only one that wants an exact version may be told that it is forgotten.
 * @throws Refusal 400 and 504
 */
export function versionToShow(store: Store, collection: Collection, query: Query, staleness: number): number {
  const asked = query.resourceVersion ?? '';
  if (asked === '' && query.resourceVersionMatch !== undefined) throw matchForbidden();
  if (asked === '') return store.version;
  const least = known(store, versionOf(asked));
  if (isExact(query, collection.resource)) return least;
  const lag = collection.resource.cached ? staleness : 0;
  return Math.max(least, collection.floor, store.version - lag);
}

/** A page of a version that is named is one of exactly that version. */
function isExact(query: Query, resource: Resource): boolean {
  const { resourceVersion, resourceVersionMatch } = query;
  return (
    (resourceVersionMatch ?? (resourceVersion !== '0' && limitOf(query, resource) > 0 ? 'Exact' : '')) ===
    'Exact'
  );
}

function matchForbidden(): Refusal {
  const field = 'resourceVersionMatch';
  const message = 'Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided';
  return new Refusal(422, 'Invalid', `ListOptions.meta.k8s.io "" is invalid: ${field}: ${message}`, {
    group: 'meta.k8s.io',
    kind: 'ListOptions',
    causes: [{ reason: 'FieldValueForbidden', message, field }],
  });
}

function known(store: Store, version: number): number {
  if (version <= store.version) return version;
  const message = `Too large resource version: ${version}, current: ${store.version}`;
  throw new Refusal(504, 'Timeout', `Timeout: ${message}`, {
    retryAfterSeconds: 1,
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
  });
}

/** A list that is read from memory comes as a whole. */
function limitOf({ limit = '', resourceVersion, resourceVersionMatch }: Query, { cached }: Resource): number {
  if (!/^(-?\d+)?$/.test(limit)) throw badRequest(`strconv.ParseInt: parsing "${limit}": invalid syntax`);
  const whole = cached && resourceVersion === '0' && resourceVersionMatch === undefined;
  return whole ? 0 : Number(limit);
}

/** @throws Refusal 400 */
export function versionOf(text: string): number {
  if (!/^\d+$/.test(text)) throw badRequest(`resourceVersion: Invalid value: "${text}"`);
  return Number(text);
}

function keyIn({ object: { metadata } }: Stored, { namespace }: Route): string {
  return namespace === '' ? keyOf(metadata.namespace ?? '', metadata.name) : metadata.name;
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
