import { describe, expect, it } from '@jest/globals';
import { anEntry } from '../../decide/status/testing.ts';
import { filtered, nodesAddress, readFilter } from './node-filter.ts';

const status = {
  fleet: [
    { pool: '', zone: '', nodes: ['lone'], states: {} },
    { pool: 'user', zone: 'z-1', nodes: ['user-1', 'user-2'], states: {} },
    { pool: 'user', zone: 'z-2', nodes: ['user-3'], states: {} },
  ],
  nodes: [anEntry('user-2', { state: 'draining' })],
};

function names(query: string): string[] {
  return filtered(status, readFilter(`/nodes?${query}`)).map(({ node }) => node);
}

describe('the filter of nodes', () => {
  it.each([
    [
      'lets all through without a query, those in maintenance first',
      '',
      ['user-2', 'lone', 'user-1', 'user-3'],
    ],
    ['looks for a part of the name, whatever the case', 'text=USER-', ['user-2', 'user-1', 'user-3']],
    ['takes a pool and a zone together', 'pool=user&zone=z-2', ['user-3']],
    ['finds nodes of no pool', 'pool=-', ['lone']],
    ['takes a state', 'state=draining', ['user-2']],
    ['takes the state of those that are idle', 'state=idle&pool=user', ['user-1', 'user-3']],
    ['ignores a state that there is not', 'state=nonsense&text=lone', ['lone']],
    [
      'takes empty fields of the form for nothing',
      'text=&pool=&zone=&state=',
      ['user-2', 'lone', 'user-1', 'user-3'],
    ],
  ])('%s', (_, query, found) => {
    expect(names(query)).toEqual(found);
  });

  it('has an address from which the same filter is read', () => {
    const filter = { text: 'a b', pool: '', zone: 'z-1', state: 'draining' } as const;
    expect(readFilter(nodesAddress(filter))).toEqual(filter);
  });

  it('shortens a text to the longest possible name', () => {
    expect(readFilter(`/nodes?text=${'a'.repeat(9_999)}`).text).toHaveLength(253);
  });
});
