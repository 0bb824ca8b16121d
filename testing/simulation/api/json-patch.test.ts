import { describe, expect, it } from '@jest/globals';
import { PatchFailure, jsonPatch } from './json-patch.ts';

const node = {
  metadata: { annotations: { 'a/b': '1', k: '2' } },
  spec: { taints: [{ key: 'x' }, { key: 'y' }] },
};

describe('a JSON patch', () => {
  it.each([
    [
      'adds a member',
      { op: 'add', path: '/metadata/annotations/new', value: '3' },
      ['metadata', 'annotations', 'new'],
      '3',
    ],
    [
      'reads an escaped slash',
      { op: 'replace', path: '/metadata/annotations/a~1b', value: '3' },
      ['metadata', 'annotations', 'a/b'],
      '3',
    ],
    [
      'replaces what is not there, as the server does',
      { op: 'replace', path: '/metadata/none', value: '3' },
      ['metadata', 'none'],
      '3',
    ],
    ['appends to a list', { op: 'add', path: '/spec/taints/-', value: 1 }, ['spec', 'taints', '2'], 1],
    [
      'inserts into a list',
      { op: 'add', path: '/spec/taints/0', value: 1 },
      ['spec', 'taints', '1', 'key'],
      'x',
    ],
    ['removes from a list', { op: 'remove', path: '/spec/taints/0' }, ['spec', 'taints', '0', 'key'], 'y'],
    ['moves a member', { op: 'move', from: '/metadata/annotations/k', path: '/moved' }, ['moved'], '2'],
    [
      'copies what is not there as null, as the server does',
      { op: 'copy', from: '/none', path: '/copy' },
      ['copy'],
      null,
    ],
    [
      'passes a test',
      { op: 'test', path: '/spec/taints/1/key', value: 'y' },
      ['spec', 'taints', '1', 'key'],
      'y',
    ],
    [
      'takes what is not there for null in a test',
      { op: 'test', path: '/none', value: null },
      ['none'],
      undefined,
    ],
  ])('%s', (_what, operation, path, value) => {
    const patched = jsonPatch(node, [operation]);
    const found = path.reduce<unknown>((inner, key) => Reflect.get(inner as object, key), patched);
    expect(found).toEqual(value);
  });

  it.each([
    ['fails its test', { op: 'test', path: '/metadata/annotations/k', value: '3' }],
    ['removes what is not there', { op: 'remove', path: '/metadata/annotations/none' }],
    ['goes through what is not there', { op: 'add', path: '/metadata/none/deep', value: '1' }],
    ['goes beyond a list', { op: 'add', path: '/spec/taints/7', value: {} }],
    ['removes beyond a list', { op: 'remove', path: '/spec/taints/2' }],
    ['is of no known kind', { op: 'frob', path: '/spec' }],
    ['has no path', { op: 'add', value: 1 }],
  ])('is refused when it %s', (_what, operation) => {
    expect(() => jsonPatch(node, [operation])).toThrow(PatchFailure);
  });

  it('leaves what it was given as it was', () => {
    const before = JSON.stringify(node);
    jsonPatch(node, [
      { op: 'remove', path: '/spec/taints/0' },
      { op: 'add', path: '/spec/unschedulable', value: true },
    ]);
    expect(JSON.stringify(node)).toBe(before);
  });
});
