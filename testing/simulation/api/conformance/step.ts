import type { ApiRequest } from '../http.ts';
import type { Memory } from './memory.ts';

/** One question to both servers, in the names that each of them gave. */
export interface Step {
  readonly label: string;
  readonly request: (memory: Memory) => ApiRequest;
  /** Begins a watch instead; it runs to the end of the sequence. */
  readonly watch?: true;
}

interface Parts {
  readonly method: ApiRequest['method'];
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly body?: unknown;
}

const merge = 'application/merge-patch+json';
const operations = 'application/json-patch+json';

export function ask(label: string, parts: (memory: Memory) => Parts): Step {
  return {
    label,
    request: (memory) => {
      const { method, path, query = {}, contentType = 'application/json', body } = parts(memory);
      const text = body === undefined ? undefined : JSON.stringify(body);
      return { method, path, query, contentType, body: text, user: 'admin' };
    },
  };
}

export function get(path: string, query: Readonly<Record<string, string>> = {}): Step {
  return ask(`get ${path} ${JSON.stringify(query)}`, () => ({ method: 'GET', path, query }));
}

export function create(path: string, body: object): Step {
  return ask(`create in ${path} ${JSON.stringify(body)}`, () => ({ method: 'POST', path, body }));
}

export function mergePatch(path: string, body: (memory: Memory) => object): Step {
  return ask(`merge patch of ${path}`, (memory) => ({
    method: 'PATCH',
    path,
    contentType: merge,
    body: body(memory),
  }));
}

export function jsonPatch(path: string, body: (memory: Memory) => readonly object[]): Step {
  return ask(`JSON patch of ${path}`, (memory) => ({
    method: 'PATCH',
    path,
    contentType: operations,
    body: body(memory),
  }));
}

export function remove(path: string, options: (memory: Memory) => object): Step {
  return ask(`delete ${path}`, (memory) => ({ method: 'DELETE', path, body: options(memory) }));
}

export function put(path: string, body: (memory: Memory) => object): Step {
  return ask(`put ${path}`, (memory) => ({ method: 'PUT', path, body: body(memory) }));
}

export function watch(path: string, query: (memory: Memory) => Readonly<Record<string, string>>): Step {
  return {
    ...ask(`watch ${path}`, (memory) => ({ method: 'GET', path, query: query(memory) })),
    watch: true,
  };
}
