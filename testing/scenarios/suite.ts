import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { MechanicCluster, type MechanicClusterOptions } from './mechanic-cluster.ts';

/** The state that the tests of a file share. */
export interface Suite {
  /** The cluster of this file; it exists before the first test. */
  readonly mechanic: MechanicCluster;
}

/**
 * One cluster for all tests of a file. After each test two invariants are checked (never more drains than allowed, no write
 * by a controller that does not lead), and everything is reset.
 */
export function useMechanic(options: MechanicClusterOptions = {}): Suite {
  let cluster: MechanicCluster | undefined;

  beforeAll(async () => {
    cluster = await MechanicCluster.start(options);
  });

  afterEach(async () => {
    if (!cluster) return;
    expect(await cluster.breaches()).toEqual([]);
    await cluster.reset();
  });

  afterAll(async () => {
    await cluster?.stop();
  });

  return {
    get mechanic(): MechanicCluster {
      if (!cluster) throw new Error('the cluster of this suite did not start');
      return cluster;
    },
  };
}
