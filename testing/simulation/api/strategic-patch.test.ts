import { describe, expect, it } from '@jest/globals';
import { strategicPatch } from './strategic-patch.ts';

describe('a strategic merge patch', () => {
  it('changes conditions by their type and leaves the others as they are', () => {
    const node = {
      metadata: { name: 'a' },
      status: {
        capacity: { cpu: '2' },
        conditions: [
          { type: 'Ready', status: 'True' },
          { type: 'Drained', status: 'False', since: 1 },
        ],
      },
    };
    const conditions = [
      { type: 'Drained', status: 'True' },
      { type: 'New', status: 'True' },
    ];
    expect(strategicPatch(node, { status: { conditions } })).toEqual({
      metadata: { name: 'a' },
      status: {
        capacity: { cpu: '2' },
        conditions: [
          { type: 'Ready', status: 'True' },
          { type: 'Drained', status: 'True', since: 1 },
          { type: 'New', status: 'True' },
        ],
      },
    });
  });
});
