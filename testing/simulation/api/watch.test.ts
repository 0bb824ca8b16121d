import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Bench } from './testing.ts';

const nodes = ['a', 'b'];

/** Creates a pod, moves it, or takes it away; always at the next version. */
function meddle({ api: { world } }: Bench, name: string, choice: number): void {
  const place = { namespace: 'default', name };
  const spec = { nodeName: nodes[choice % 2] ?? '' };
  if (world.get('pods', place) === undefined) world.create('pods', { metadata: place, spec });
  else if (choice % 5 === 0) world.remove('pods', place);
  else world.update('pods', place, (pod) => ({ ...pod, spec, status: { phase: `Running ${choice}` } }));
}

/** What a client has that began with a list and follows the lines of a watch. */
function follow(listed: readonly string[], lines: readonly string[]): readonly string[] {
  const held = new Set(listed);
  for (const line of lines) {
    const [type, name = ''] = line.split(' ');
    if (type === 'DELETED') held.delete(name);
    else held.add(name);
  }
  return [...held].sort();
}

describe('a watch', () => {
  it('leads from any list to any later one, also when objects enter and leave its selection', () => {
    const happening = fc.tuple(fc.constantFrom('p', 'q', 'r', 's'), fc.integer({ min: 0, max: 20 }));
    fc.assert(
      fc.property(fc.array(happening), fc.array(happening), fc.array(happening), (past, missed, live) => {
        const bench = new Bench();
        const query = { fieldSelector: 'spec.nodeName=a' };
        const listed = (): string[] =>
          bench.api.world
            .list('pods')
            .flatMap(({ metadata, spec }) => (spec?.nodeName === 'a' ? metadata.name : []));
        const act = (happenings: typeof past): void =>
          happenings.forEach(([name, choice]) => meddle(bench, name, choice));
        act(past);
        const before = listed();
        const resourceVersion = String(bench.api.version);
        act(missed);
        const lines = bench.watch('/api/v1/pods', { ...query, resourceVersion });
        act(live);
        expect(follow(before, lines)).toEqual(listed());
        const versions = lines.map((line) => Number(line.split(' ')[2]));
        expect(versions).toEqual([...versions].sort((a, b) => a - b));
      }),
    );
  });

  it('shows what leaves its selection as it was, under the version that took it out', () => {
    const bench = new Bench();
    bench.addPod('p');
    const lines: string[] = [];
    const query = { fieldSelector: 'spec.nodeName=a', resourceVersion: String(bench.api.version) };
    const request = {
      method: 'GET' as const,
      path: '/api/v1/pods',
      query,
      contentType: '',
      body: undefined,
      user: '',
    };
    bench.api.watch(request, { line: (text) => lines.push(text), end: () => undefined });
    const place = { namespace: 'default', name: 'p' };
    bench.api.world.update('pods', place, (pod) => ({ ...pod, spec: { nodeName: 'b' } }));
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      type: 'DELETED',
      object: { metadata: { resourceVersion: String(bench.api.version) }, spec: { nodeName: 'a' } },
    });
  });

  it.each(['0', ''])('from version %j begins with what is there', (resourceVersion) => {
    const bench = new Bench();
    bench.addPod('q');
    bench.addPod('p');
    const lines = bench.watch('/api/v1/pods', resourceVersion === '' ? {} : { resourceVersion });
    expect(lines.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(['ADDED p', 'ADDED q']);
  });

  it('from a version that is forgotten says so and ends, and from the present one goes on', () => {
    const bench = new Bench();
    const old = String(bench.api.version);
    bench.addPod('p');
    bench.api.compact();
    const present = bench.watch('/api/v1/pods', { resourceVersion: String(bench.api.version) });
    expect(bench.watch('/api/v1/pods', { resourceVersion: old })).toEqual(['ERROR 410', 'END']);
    bench.addPod('q');
    expect(present).toEqual([`ADDED q ${bench.api.version}`]);
  });

  it('gets bookmarks when it asked for them', () => {
    const bench = new Bench();
    const version = String(bench.api.version);
    const asked = bench.watch('/api/v1/nodes', { resourceVersion: version, allowWatchBookmarks: 'true' });
    const silent = bench.watch('/api/v1/nodes', { resourceVersion: version });
    bench.addPod('p');
    bench.api.bookmark();
    expect([asked, silent]).toEqual([[`BOOKMARK ${bench.api.version}`], []]);
  });

  it('that is closed hears nothing more', () => {
    const bench = new Bench();
    const lines: string[] = [];
    const query = { resourceVersion: String(bench.api.version), timeoutSeconds: '7' };
    const request = {
      method: 'GET' as const,
      path: '/api/v1/pods',
      query,
      contentType: '',
      body: undefined,
      user: '',
    };
    const watch = bench.api.watch(request, { line: (text) => lines.push(text), end: () => undefined });
    if ('status' in watch) throw new Error('refused');
    watch.close();
    bench.addPod('p');
    expect([watch.timeoutSeconds, lines]).toEqual([7, []]);
  });

  it.each([
    [{ resourceVersion: 'x' }, 500],
    [{ resourceVersion: '0', labelSelector: 'a b' }, 400],
  ])('that asks for %j is refused with %i', (query, status) => {
    const request = {
      method: 'GET' as const,
      path: '/api/v1/pods',
      query,
      contentType: '',
      body: undefined,
      user: '',
    };
    const answer = new Bench().api.watch(request, { line: () => undefined, end: () => undefined });
    expect(answer).toMatchObject({ status });
  });
});
