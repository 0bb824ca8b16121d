import type { ApiResponse } from './http.ts';
import { Refusal, noSuchPath } from './refusal.ts';
import { type Resource, isGroupVersion, resourceAt } from './resources.ts';

/** What a path names. */
export interface Route {
  readonly resource: Resource;
  /** Empty: the resource has none, or all of them are meant. */
  readonly namespace: string;
  /** Empty: the collection. */
  readonly name: string;
  /** Empty: the object itself. */
  readonly subresource: string;
}

/** @throws Refusal 404 */
export function routeOf(path: string): Route {
  const parts = path.split('/').filter((part) => part !== '');
  const [root, ...rest] = parts.map(decodeURIComponent);
  if (root === 'api') return within('', rest);
  if (root === 'apis') return within(rest[0] ?? '', rest.slice(1));
  throw new NoPage();
}

function within(group: string, [version = '', ...rest]: readonly string[]): Route {
  if (!isGroupVersion(group, version)) throw new NoPage();
  const find = (name = ''): Resource | undefined => resourceAt(group, version, name);
  // `namespaces/x` is a Namespace, `namespaces/x/pods` are the pods in it; its own subresources are no resources.
  const [first, namespace = '', plural, ...below] = rest;
  const inner = find(plural);
  if (first === 'namespaces' && inner?.namespaced) return named(inner, namespace, below);
  const outer = find(first);
  if (outer === undefined || (outer.namespaced && rest.length > 1)) throw noSuchPath();
  return named(outer, '', rest.slice(1));
}

function named(resource: Resource, namespace: string, rest: readonly string[]): Route {
  const [name = '', subresource = '', ...more] = rest;
  const known =
    subresource === 'status' ? resource.status !== 'none' : resource.subresources.includes(subresource);
  if (more.length > 0 || (subresource !== '' && !known)) throw noSuchPath();
  return { resource, namespace, name, subresource };
}

/** A path of no known group, which is answered without a Status. */
class NoPage extends Refusal {
  constructor() {
    super(404, 'NotFound', '404 page not found');
  }

  override response(): ApiResponse {
    return {
      status: 404,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: `${this.message}\n`,
    };
  }
}
