import type { NodeView } from '../snapshot.ts';
import { isUnavailable } from '../step/ownership.ts';
import type { Finding } from './finding.ts';
import { groupBy } from '../group-by.ts';
import { poolOf, zoneOf } from './notice.ts';
import type { CheckedPod, Resources } from './views.ts';

/** The resources of a node and their use. */
interface Usage {
  readonly node: NodeView;
  readonly allocatable: Resources;
  used: Resources;
  /** Requests of the pods that would have to move to another node. */
  moving: Resources;
}

const nothing: Resources = { cpu: 0, memory: 0 };

/** Checks whether the pods of each node would fit on the other nodes of its pool and zone. */
export class Room {
  readonly #usages: ReadonlyMap<string, Usage>;

  constructor(nodes: readonly NodeView[], allocatable: ReadonlyMap<string, Resources> | null) {
    this.#usages = new Map(
      nodes.flatMap((node): [string, Usage][] => {
        const given = allocatable?.get(node.name);
        return given === undefined
          ? []
          : [[node.name, { node, allocatable: given, used: nothing, moving: nothing }]];
      }),
    );
  }

  add({ nodeName, requests }: CheckedPod, goes: boolean): void {
    const usage = this.#usages.get(nodeName);
    if (usage === undefined) return;
    usage.used = sum(usage.used, requests);
    if (goes) usage.moving = sum(usage.moving, requests);
  }

  /** One finding for each pool or zone of a pool: the node whose pods fit least. */
  findings(): Finding[] {
    const groups = groupBy(this.#usages.values(), ({ node }) => `${poolOf(node)}\n${zoneOf(node)}`);
    const pools = groupBy(this.#usages.values(), ({ node }) => poolOf(node));
    const short = [...pools].flatMap(([pool, usages]) => shortOf(usages, sayPool(pool)) ?? []);
    const without = new Set(short.map(({ pool }) => pool));
    const zones = [...groups].flatMap(([key, usages]) => {
      const [pool = '', zone = ''] = key.split('\n');
      // A lack in the whole pool is reported once.
      if (zone === '' || without.has(sayPool(pool))) return [];
      return shortOf(usages, `${sayPool(pool)}, zone ${zone}`) ?? [];
    });
    return [...short, ...zones].map(({ finding }) => finding);
  }
}

function shortOf(
  usages: readonly Usage[],
  pool: string,
): { readonly pool: string; readonly finding: Finding } | null {
  const all = usages.map(freeOn).reduce(sum, nothing);
  for (const usage of usages) {
    const own = freeOn(usage);
    const free = { cpu: all.cpu - own.cpu, memory: all.memory - own.memory };
    const what = lack(usage.moving, free);
    if (what !== null) return { pool, finding: finding(usage, pool, what) };
  }
  return null;
}

function finding({ node }: Usage, pool: string, what: string): Finding {
  return {
    severity: 'warning',
    kind: 'no-room',
    object: pool,
    why: `the pods of ${node.name} would not fit on its other nodes: ${what}`,
    cure: 'add a node, or let the autoscaler do so (it takes minutes); pods that may run elsewhere need none',
  };
}

/** The missing resources; null when there is enough. Allows for rounding errors of sums of fractions. */
function lack(moving: Resources, free: Resources): string | null {
  if (moving.cpu > free.cpu + 1e-6) return cpuWords(moving, free);
  return moving.memory > free.memory + 1 ? memoryWords(moving, free) : null;
}

function freeOn({ node, allocatable, used }: Usage): Resources {
  if (isUnavailable(node)) return nothing;
  return {
    cpu: Math.max(0, allocatable.cpu - used.cpu),
    memory: Math.max(0, allocatable.memory - used.memory),
  };
}

function cpuWords(moving: Resources, free: Resources): string {
  return `they request ${rounded(moving.cpu)} cores, ${rounded(free.cpu)} are free`;
}

function memoryWords(moving: Resources, free: Resources): string {
  const gib = (bytes: number): string => `${rounded(bytes / 2 ** 30)} GiB`;
  return `they request ${gib(moving.memory)} of memory, ${gib(free.memory)} are free`;
}

function sum(a: Resources, b: Resources): Resources {
  return { cpu: a.cpu + b.cpu, memory: a.memory + b.memory };
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function sayPool(pool: string): string {
  return pool === '' ? 'nodes without a pool' : `pool ${pool}`;
}
