import { describe, expect, it } from '@jest/globals';
import { Bench, running } from './testing.ts';

function names(bench: Bench, query: Readonly<Record<string, string>>, path = '/api/v1/pods'): unknown {
  const { items, code } = bench.told('GET', path, undefined, { query });
  return Array.isArray(items)
    ? items.map(({ metadata }: { metadata: { name: string } }) => metadata.name)
    : code;
}

describe('a selector', () => {
  const bench = new Bench();
  bench.addPod('web', { labels: { app: 'web', 'x.y/tier': 'front' } });
  bench.addPod('api', { labels: { app: 'api' }, spec: { nodeName: 'b' }, status: running(false) });
  bench.addPod('bare', { status: { phase: 'Pending' } });

  it.each<[string, unknown]>([
    ['app=web', ['web']],
    ['app == web', ['web']],
    ['app!=web', ['api', 'bare']],
    ['app in (web,api)', ['api', 'web']],
    ['app in(web)', ['web']],
    ['app notin (web, api)', ['bare']],
    ['app', ['api', 'web']],
    ['!app', ['bare']],
    ['x.y/tier=front,app in (web)', ['web']],
    ['app=', []],
    ['a b', 400],
    ['app=web,', 400],
    ['=web', 400],
  ])('of labels %j finds %j', (labelSelector, found) => {
    expect(names(bench, { labelSelector })).toEqual(found);
  });

  it.each<[string, unknown]>([
    ['spec.nodeName=a', ['bare', 'web']],
    ['spec.nodeName!=a', ['api']],
    ['status.phase=Running,spec.nodeName=b', ['api']],
    ['metadata.name=web', ['web']],
    ['metadata.namespace=kube-system', []],
    ['spec.frob=x', 400],
    ['metadata.name', 400],
  ])('of fields %j finds %j', (fieldSelector, found) => {
    expect(names(bench, { fieldSelector })).toEqual(found);
  });

  it('of a namespace finds only what is in it', () => {
    expect(names(bench, {}, '/api/v1/namespaces/kube-system/pods')).toEqual([]);
  });
});
