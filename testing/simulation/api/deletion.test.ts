import { describe, expect, it } from '@jest/globals';
import { Bench, podPath } from './testing.ts';

describe('the deletion of a pod', () => {
  it('marks it with the time that it has, and takes it away when its kubelet says so', () => {
    const bench = new Bench();
    bench.addPod('p');
    expect(bench.ask('DELETE', podPath('p'), { gracePeriodSeconds: 7 }).status).toBe(200);
    expect(bench.pod('p')?.metadata).toMatchObject({
      deletionTimestamp: '2026-11-24T12:00:07Z',
      deletionGracePeriodSeconds: 7,
      generation: 2,
    });
    bench.ask('DELETE', podPath('p'), { gracePeriodSeconds: 0 });
    expect(bench.pod('p')).toBeUndefined();
  });

  it.each([
    ['the time of its spec when none is asked for', {}, 30],
    ['one second for less than none', { gracePeriodSeconds: -5 }, 1],
  ])('gives it %s', (_what, options, seconds) => {
    const bench = new Bench();
    bench.addPod('p');
    bench.ask('DELETE', podPath('p'), options);
    expect(bench.pod('p')?.metadata.deletionGracePeriodSeconds).toBe(seconds);
  });

  it.each([
    ['is on no node', { spec: { nodeName: '' } }],
    ['has ended', { status: { phase: 'Succeeded' } }],
  ])('takes it away at once when it %s', (_what, pod) => {
    const bench = new Bench();
    bench.addPod('p', pod);
    bench.ask('DELETE', podPath('p'), { gracePeriodSeconds: 300 });
    expect(bench.pod('p')).toBeUndefined();
  });

  it('may be hastened and never put off', () => {
    const bench = new Bench();
    bench.addPod('p');
    bench.ask('DELETE', podPath('p'), { gracePeriodSeconds: 60 });
    const version = bench.api.version;
    bench.ask('DELETE', podPath('p'), { gracePeriodSeconds: 300 });
    expect(bench.api.version).toBe(version);
    bench.now += 10_000;
    bench.ask('DELETE', podPath('p'), { gracePeriodSeconds: 20 });
    expect(bench.pod('p')?.metadata.deletionTimestamp).toBe('2026-11-24T12:00:20Z');
    bench.now += 30_000;
    bench.ask('DELETE', podPath('p'), { gracePeriodSeconds: 5 });
    expect(bench.pod('p')?.metadata).toMatchObject({
      deletionTimestamp: '2026-11-24T12:00:40Z',
      deletionGracePeriodSeconds: 1,
    });
  });

  it('tells watches of the mark before it tells them that it is gone', () => {
    const bench = new Bench();
    bench.addPod('p');
    const lines = bench.watch('/api/v1/pods', { resourceVersion: String(bench.api.version) });
    bench.ask('DELETE', podPath('p'), { gracePeriodSeconds: 0 });
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['MODIFIED', 'DELETED']);
  });

  it('waits for the finalizers', () => {
    const bench = new Bench();
    bench.addPod('p');
    bench.ask('PATCH', podPath('p'), { metadata: { finalizers: ['x.y/z'] } });
    bench.ask('DELETE', podPath('p'), { gracePeriodSeconds: 0 });
    expect(bench.pod('p')?.metadata.deletionGracePeriodSeconds).toBe(0);
    expect(bench.ask('PATCH', podPath('p'), { metadata: { finalizers: ['x.y/z', 'x.y/w'] } }).status).toBe(
      422,
    );
    bench.ask('PATCH', podPath('p'), { metadata: { finalizers: null } });
    expect(bench.pod('p')).toBeUndefined();
  });

  it.each([
    ['UID', { preconditions: { uid: 'another' } }],
    ['version', { preconditions: { resourceVersion: '1' } }],
  ])('is refused for another %s', (_what, options) => {
    const bench = new Bench();
    bench.addPod('p');
    expect(bench.ask('DELETE', podPath('p'), options).status).toBe(409);
    expect(bench.pod('p')?.metadata).not.toHaveProperty('deletionTimestamp');
  });

  it('that is only tried changes nothing', () => {
    const bench = new Bench();
    bench.addPod('p');
    const version = bench.api.version;
    bench.ask('DELETE', podPath('p'), { dryRun: ['All'] });
    bench.ask('DELETE', podPath('p'), {}, { query: { dryRun: 'All' } });
    expect(bench.api.version).toBe(version);
  });
});

describe('the deletion of a namespace', () => {
  it('lets nothing new in', () => {
    const bench = new Bench();
    bench.ask('POST', '/api/v1/namespaces', { metadata: { name: 'n' } });
    expect(bench.told('DELETE', '/api/v1/namespaces/n')).toMatchObject({ status: { phase: 'Terminating' } });
    expect(bench.told('POST', '/api/v1/namespaces/n/configmaps', { metadata: { name: 'c' } })).toMatchObject({
      code: 403,
      details: { causes: [{ reason: 'NamespaceTerminating' }] },
    });
  });
});
