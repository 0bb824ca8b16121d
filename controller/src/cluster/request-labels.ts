/** What a request does, in the words of RBAC and the audit log; for metrics. */
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

/** Reads `/api/v1/namespaces/a/pods/b/eviction` and the like. `path` is without query and without a server's prefix. */
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
