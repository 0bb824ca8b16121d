/** Verb and resource of a request, as RBAC and the audit log name them; for metrics. */
export interface RequestLabels {
  /** get, list, watch, create, update, patch, delete. */
  readonly verb: string;
  /** With subresource: `nodes`, `pods/eviction`. */
  readonly resource: string;
}

const verbs: Readonly<Record<string, string>> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** Reads paths like `/api/v1/namespaces/a/pods/b/eviction`. `path` has no query and no prefix of the server. */
export function requestLabels(method: string, path: string, query: URLSearchParams): RequestLabels {
  const parts = path.split('/').filter((part) => part !== '');
  const rest = parts.slice(parts[0] === 'apis' ? 3 : 2);
  const [first, , ...inside] = rest;
  const [resource, name, subresource] = first === 'namespaces' && inside.length > 0 ? inside : rest;
  return {
    verb: verbs[method] ?? reading(name, query),
    resource: (resource ?? 'other') + (subresource === undefined ? '' : `/${subresource}`),
  };
}

function reading(name: string | undefined, query: URLSearchParams): string {
  if (query.get('watch') === 'true') return 'watch';
  return name === undefined ? 'list' : 'get';
}
