import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DrainProgress } from '../decide/snapshot.ts';
import { aDrain, aNodeInMaintenance, aSnapshot, decideFor } from '../decide/testing.ts';
import type { Statement } from './event-recorder.ts';
import { VolumeWaits, volumesAwaited } from './volume-waits.ts';

let said: Statement[];
let logged: object[];
let waits: VolumeWaits;

beforeEach(() => {
  said = [];
  logged = [];
  waits = new VolumeWaits({
    log: (_message, _node, fields) => logged.push(fields),
    say: (_node, statement) => said.push(statement),
  });
});

function take(...drains: DrainProgress[]): void {
  const nodes = [aNodeInMaintenance('a')];
  const decision = decideFor(nodes, '', { drains });
  waits.take({ decision, snapshot: aSnapshot(nodes, { drains }) });
}

const detaching = aDrain('a', { state: 'detaching', volumes: ['pvc-1', 'pvc-2'] });

describe('waits for volumes', () => {
  it('are reported once, by Event and log, and again when they begin again', () => {
    take(detaching);
    take(aDrain('a', { state: 'detaching', volumes: ['pvc-2'] }));
    expect(said).toMatchObject([
      {
        reason: 'VolumesAwaited',
        message: 'No pod is left that has to go; still attached: pvc-1, pvc-2',
        about: 'Redeploy',
      },
    ]);
    expect(logged).toEqual([{ volumes: ['pvc-1', 'pvc-2'] }]);
    take(aDrain('a'));
    take(detaching);
    expect(said).toHaveLength(2);
  });

  it('are counted by volume', () => {
    expect(
      volumesAwaited([detaching, aDrain('b'), aDrain('c', { state: 'emptied', volumes: ['pvc-9'] })]),
    ).toBe(2);
  });
});
