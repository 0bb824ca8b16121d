import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { RealCluster } from './real-cluster.ts';

/** What the tests of a file share. */
export interface Suite {
  /** The cluster of this file; there before the first test. */
  readonly real: RealCluster;
}

/** Longest that a test on real nodes takes on a machine with much else to do, in milliseconds. */
export const longest = 600_000;

/**
 * Two real nodes for all tests of a file. After each test the two promises are checked that hold whatever happens
 * (never more drains than allowed, no write by a controller that does not lead), and everything is put back to normal.
 */
export function useRealNodes(): Suite {
  let cluster: RealCluster | undefined;

  beforeAll(async () => {
    cluster = await RealCluster.start();
  }, longest);

  afterEach(async () => {
    if (!cluster) return;
    expect(await cluster.breaches()).toEqual([]);
    await cluster.reset();
  }, longest);

  afterAll(async () => {
    await cluster?.stop();
  }, longest);

  return {
    get real(): RealCluster {
      if (!cluster) throw new Error('the nodes of this suite did not start');
      return cluster;
    },
  };
}
