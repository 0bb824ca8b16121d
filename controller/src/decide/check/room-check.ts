import type { NodeView } from '../snapshot.ts';
import { isUnavailable } from '../step/ownership.ts';
import type { Finding } from './finding.ts';
import { poolOf, zoneOf } from './notice.ts';
import type { CheckedPod, Resources } from './views.ts';

/** What a node has, and how it is used. */
interface Usage {
  readonly node: NodeView;
  readonly allocatable: Resources;
  used: Resources;
  /** Of the pods that would have to find a place elsewhere. */
  moving: Resources;
}

const nothing: Resources = { cpu: 0, memory: 0 };

/** Whether the pods of each node would find room on the others of its pool and zone. */
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

  /** One for each pool, or zone of a pool: the node that fits least. */
  findings(): Finding[] {
    const groups = Map.groupBy(this.#usages.values(), ({ node }) => `${poolOf(node)}\n${zoneOf(node)}`);
    const pools = Map.groupBy(this.#usages.values(), ({ node }) => poolOf(node));
    const short = [...pools].flatMap(([pool, usages]) => shortOf(usages, sayPool(pool)) ?? []);
    const without = new Set(short.map(({ pool }) => pool));
    const zones = [...groups].flatMap(([key, usages]) => {
      const [pool = '', zone = ''] = key.split('\n');
      // What the whole pool lacks is said once.
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

/** null when there is enough. Sums of many fractions are a little off. */
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
