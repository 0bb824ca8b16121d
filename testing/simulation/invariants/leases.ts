import { LEASE } from '../replicas/controller-replica.ts';
import type { Facts } from './facts.ts';
import type { Invariant } from './invariant.ts';

/** Clocks of different machines drift apart by so much. */
const DRIFT = 0.99;

interface LeaseShape {
  readonly spec?: { readonly holderIdentity?: string };
}

/** A lease is taken from nobody before its time is over. */
export function leasesLast(facts: Facts, violated: (name: string, what: string) => void): Invariant {
  const name = 'lease-lasts';
  let held: { readonly by: string; readonly at: number } | null = null;
  return {
    name,
    sentence:
      'A lease that was not given back is taken by another only when it has not been renewed for its whole duration.',
    // eslint-disable-next-line complexity -- a list of what excuses it, a line each, and nothing between them
    written: ({ resource, after }) => {
      if (resource !== 'leases') return;
      // Whoever makes one in the place of a lease that a person deleted cannot know what was in it last.
      if (after === undefined) {
        held = null;
        return;
      }
      const holder = (after as LeaseShape).spec?.holderIdentity ?? ''; // a lease
      const ageMs = held === null ? Infinity : facts.now - held.at;
      if (held !== null && holder !== '' && holder !== held.by && ageMs < LEASE.durationMs * DRIFT)
        violated(name, `${holder} takes the lease of ${held.by} ${Math.round(ageMs)} ms after its renewal`);
      held = holder === '' ? null : { by: holder, at: facts.now };
    },
  };
}
