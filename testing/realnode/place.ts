import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { type FleetNode, scaleSetNode } from '../scenarios/fleet.ts';

// All of it lies in a range that is set aside for benchmarks (RFC 2544), so it is nobody's network.
const network = '198.18';

/** What belongs to all nodes together. One such cluster at a time fits on a machine. */
export const site = {
  bridge: 'mechanic0',
  /** Of this machine on the bridge; the API server, the name server and the metadata service answer there. */
  address: `${network}.0.1`,
  /** All nodes and all pods. */
  range: `${network}.0.0/16`,
  /** Everything that is written to disk. */
  directory: join(tmpdir(), 'mechanic-nodes'),
  /** Where the metadata service of a node is asked on the bridge. */
  metadataPort: 8169,
  metadataAddress: '169.254.169.254',
} as const;

/** Names and addresses of one node. */
export interface Place {
  readonly index: number;
  readonly fleet: FleetNode;
  /** Of the network namespace and, under every hierarchy, of the cgroup. */
  readonly name: string;
  /** This machine's end of the cable. */
  readonly link: string;
  readonly address: string;
  readonly podRange: string;
  /** The node's disk. */
  readonly directory: string;
}

/** The place of the node with this number, from 1 on. */
export function place(index: number): Place {
  const name = `mechanic-node${index}`;
  return {
    index,
    fleet: scaleSetNode('user', index),
    name,
    link: `mechanic0-${index}`,
    address: `${network}.0.${10 + index}`,
    podRange: `${network}.${index}.0/24`,
    directory: join(site.directory, name),
  };
}

/** Every place that a cluster may have used. */
export const allPlaces: readonly Place[] = [place(1), place(2)];

/** The place from which a request came, by the address of the node or of a pod on it. */
export function placeOf(address: string): Place | undefined {
  return allPlaces.find(
    (candidate) =>
      candidate.address === address || address.startsWith(candidate.podRange.replace(/0\/24$/, '')),
  );
}
