import { noSuchPath } from './refusal.ts';
import { type Resource, resourceAt } from './resources.ts';

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
  throw noSuchPath();
}

function within(group: string, [version = '', ...rest]: readonly string[]): Route {
  // `namespaces/x` is a Namespace, `namespaces/x/pods` are the pods in it; so are its own subresources told apart.
  const [first, namespace = '', plural] = rest;
  const inner = plural === undefined ? undefined : resourceAt(group, version, plural);
  if (first === 'namespaces' && inner?.namespaced) return named(inner, namespace, rest.slice(3));
  const outer = resourceAt(group, version, first ?? '');
  if (outer === undefined) throw noSuchPath();
  if (outer.namespaced && rest.length > 1) throw noSuchPath();
  return named(outer, '', rest.slice(1));
}

function named(resource: Resource, namespace: string, rest: readonly string[]): Route {
  const [name = '', subresource = '', ...more] = rest;
  if (more.length > 0) throw noSuchPath();
  return { resource, namespace, name, subresource };
}
