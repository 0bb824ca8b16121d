import { type JsonObject, isObject, member } from '../json.ts';
import type { ApiRequest, ApiResponse } from '../http.ts';

/** What one of the two servers has said so far: the same questions have the same answers there under other names. */
export class Memory {
  /**
   * Versions of lists, in the order in which they were told. A list that is content with any version is not among them:
   * the real server says the one of its cache of that resource, which no write to another resource moves.
   */
  readonly moments: string[] = [];
  /** Continue tokens, in the order in which they were told. */
  readonly tokens: string[] = [];
  readonly #versions = new Map<string, string[]>();
  readonly #objects = new Map<string, JsonObject>();

  learn({ path, query }: ApiRequest, { status, body }: ApiResponse): void {
    const answer: unknown = body.startsWith('{') ? JSON.parse(body) : undefined;
    if (!isObject(answer)) return;
    const { items, metadata } = answer;
    const { continue: token } = member(answer, 'metadata');
    if (typeof token === 'string') this.tokens.push(token);
    if (Array.isArray(items)) {
      // A whole list says as well what is no longer there.
      if (Object.keys(query).length === 0) this.#forgetBelow(path);
      if (query.resourceVersion === undefined) this.#learnMoment(answer);
      this.#learnItems(path, items);
      return;
    }
    if (isObject(metadata) && typeof metadata.uid === 'string' && status < 300)
      this.#learnObject(path, answer);
  }

  /** The object at a path as it was seen last; undefined: never. */
  object(path: string): JsonObject | undefined {
    return this.#objects.get(path);
  }

  /** The objects below a path of a collection, as they were seen last. */
  below(path: string): readonly JsonObject[] {
    return [...this.#objects].filter(([key]) => key.startsWith(`${path}/`)).map(([, object]) => object);
  }

  uid(path: string): string {
    const { uid } = member(this.#objects.get(path), 'metadata');
    return typeof uid === 'string' ? uid : '';
  }

  /** The version seen last, or one before it. */
  version(path: string, back = 0): string {
    return this.#versions.get(path)?.at(-1 - back) ?? '1';
  }

  /** How many versions of an object were seen. */
  seen(path: string): number {
    return this.#versions.get(path)?.length ?? 0;
  }

  #forgetBelow(path: string): void {
    for (const key of this.#objects.keys()) if (key.startsWith(`${path}/`)) this.#objects.delete(key);
  }

  #learnMoment(list: JsonObject): void {
    const { resourceVersion } = member(list, 'metadata');
    if (typeof resourceVersion === 'string') this.moments.push(resourceVersion);
  }

  #learnItems(path: string, items: readonly unknown[]): void {
    for (const item of items) if (isObject(item)) this.#remember(`${path}/${nameOf(item)}`, item);
  }

  #learnObject(path: string, object: JsonObject): void {
    const name = nameOf(object);
    const subresource = /\/(status|scale)$/;
    const own = path.replace(subresource, '');
    if (path.endsWith('/scale')) return;
    this.#remember(own.endsWith(`/${name}`) ? own : `${own}/${name}`, object);
  }

  #remember(path: string, object: JsonObject): void {
    const version = String(member(object, 'metadata').resourceVersion);
    const known = this.#versions.get(path) ?? [];
    // Lists of the past show what was.
    const newest = Number(known.at(-1) ?? 0);
    if (Number(version) < newest) return;
    this.#objects.set(path, object);
    if (Number(version) > newest) this.#versions.set(path, [...known, version]);
  }
}

function nameOf(object: JsonObject): string {
  return String(member(object, 'metadata').name);
}
