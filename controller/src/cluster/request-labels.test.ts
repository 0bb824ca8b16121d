import { describe, expect, it } from '@jest/globals';
import { requestLabels } from './request-labels.ts';

describe('requestLabels', () => {
  it.each([
    ['GET', '/api/v1/nodes', 'list', 'nodes'],
    ['GET', '/api/v1/nodes?watch=true', 'watch', 'nodes'],
    ['PATCH', '/api/v1/nodes/n1', 'patch', 'nodes'],
    ['GET', '/api/v1/nodes/n1', 'get', 'nodes'],
    ['POST', '/api/v1/namespaces/a/pods/b/eviction', 'create', 'pods/eviction'],
    ['DELETE', '/api/v1/namespaces/a/pods/b', 'delete', 'pods'],
    ['GET', '/api/v1/namespaces/a/pods?watch=true', 'watch', 'pods'],
    ['PUT', '/apis/coordination.k8s.io/v1/namespaces/a/leases/b', 'update', 'leases'],
    ['GET', '/apis/policy/v1/poddisruptionbudgets', 'list', 'poddisruptionbudgets'],
    ['GET', '/api/v1/namespaces', 'list', 'namespaces'],
    ['GET', '/api/v1/namespaces/a', 'get', 'namespaces'],
    ['GET', '/readyz', 'list', 'other'],
  ])('%s %s has verb %s and resource %s', (method, uri, verb, resource) => {
    const { pathname, searchParams } = new URL(uri, 'http://localhost');
    expect(requestLabels(method, pathname, searchParams)).toEqual({ verb, resource });
  });
});
