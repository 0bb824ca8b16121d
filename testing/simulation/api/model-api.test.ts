import { describe, expect, it } from '@jest/globals';
import type { ApiRequest } from './http.ts';
import { ModelApi } from './model-api.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const merge = 'application/merge-patch+json';

function request(
  method: ApiRequest['method'],
  path: string,
  body?: unknown,
  more: Partial<ApiRequest> = {},
): ApiRequest {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return { method, path, query: {}, contentType: 'application/json', body: text, user: 'tester', ...more };
}

describe('ModelApi', () => {
  it('tells a watch of what enters and leaves its selection', () => {
    const api = new ModelApi({ now: () => now });
    const lines: string[] = [];
    const sink = { line: (text: string) => lines.push(text), end: () => undefined };
    api.world.create('pods', { metadata: { name: 'p', namespace: 'default' }, spec: { nodeName: 'a' } });
    const query = {
      resourceVersion: String(api.version),
      fieldSelector: 'spec.nodeName=b',
      allowWatchBookmarks: 'true',
    };
    api.watch(request('GET', '/api/v1/pods', undefined, { query }), sink);
    const place = { namespace: 'default', name: 'p' };
    api.world.update('pods', place, (pod) => ({ ...pod, spec: { nodeName: 'b' } }));
    api.world.update('pods', place, (pod) => ({ ...pod, status: { phase: 'Running' } }));
    api.bookmark();
    api.world.update('pods', place, (pod) => ({ ...pod, spec: { nodeName: 'a' } }));
    expect(lines.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual([
      'ADDED',
      'MODIFIED',
      'BOOKMARK',
      'DELETED',
    ]);
  });

  it('refuses a patch of another version, and takes one of the present version', () => {
    const api = new ModelApi({ now: () => now });
    const node = api.world.create('nodes', { metadata: { name: 'a' } });
    const cordon = { metadata: node.metadata, spec: { unschedulable: true } };
    const first = api.handle(request('PATCH', '/api/v1/nodes/a', cordon, { contentType: merge }));
    const second = api.handle(request('PATCH', '/api/v1/nodes/a', cordon, { contentType: merge }));
    expect([first.status, second.status]).toEqual([200, 409]);
    expect(api.history.map(({ verb, status }) => `${verb} ${status}`).slice(-3)).toEqual([
      'create 201',
      'patch 200',
      'patch 409',
    ]);
  });
});
