import type { Clock } from '@mechanic/contract/clock';
import type { NodeView, Settling } from '../decide/snapshot.ts';
import { ownRecord } from '../decide/step/ownership.ts';
import { parseTime } from '../decide/times.ts';
import { type FollowedKind, followedKinds } from './moved-workloads.ts';
import type { Answer } from '../cluster/answer.ts';

/** How many Ready pods a workload has, and how many it should have. */
export interface Replicas {
  readonly ready: number;
  readonly wanted: number;
}

/** Reads the replicas of a workload. Does not throw. */
export interface WorkloadRequests {
  replicas(kind: FollowedKind, namespace: string, name: string): Promise<Answer<Replicas>>;
}

export interface SuccessorsParts {
  readonly workloads: WorkloadRequests;
  readonly clock: Clock;
  /** Longest wait after a drain, in milliseconds. */
  readonly settleMs: () => number;
  /** Called when the pods of a node are Ready elsewhere, or when the missing ones change. */
  readonly onChange: () => void;
}

/** A drained node whose moved pods are followed. */
interface Followed {
  readonly node: string;
  /** When the node was found empty; milliseconds since the epoch. */
  readonly since: number;
  /** Workloads not yet known to be complete again. */
  readonly open: string[];
  missing: string;
}

const LOOK_MS = 1_000;
/** Most workloads read for one node in one look. The look ends at the first incomplete one: the rest need no reading. */
const MOST_ASKED = 20;
/** A node is followed at most this often, even if its record claims again and again that it was just drained. */
const FOLLOWED_EVERY_MS = 3_600_000;

/**
 * Follows whether the pods that drains moved are Ready elsewhere. The record of the node names their workloads, so that the
 * next leader continues. Workloads are read only while somebody waits for the answer, one at a time.
 */
export class Successors {
  readonly #parts: SuccessorsParts;
  /** By Node UID; finished ones stay as long as the Node exists. */
  readonly #followed = new Map<string, Followed>();
  #cancel: (() => void) | null = null;
  #looking = false;
  #wanted = false;

  constructor(parts: SuccessorsParts) {
    this.#parts = parts;
  }

  /** The nodes whose moved pods are not yet known to be Ready elsewhere. */
  settling(nodes: readonly NodeView[]): Settling[] {
    const now = this.#parts.clock.now();
    const settleMs = this.#parts.settleMs();
    const present = new Set<string>();
    for (const node of nodes) {
      const record = ownRecord(node);
      if (record?.phase !== 'Drained' || record.moved === undefined) continue;
      present.add(node.uid);
      this.#see(node, Math.min(parseTime(record.drainedAt) ?? 0, now), record.moved);
    }
    for (const [uid, { since }] of this.#followed)
      if (!present.has(uid) && since + FOLLOWED_EVERY_MS < now) this.#followed.delete(uid);
    return [...this.#followed]
      .filter(([uid, { open }]) => present.has(uid) && open.length > 0)
      .map(([, { node, since, missing }]) => ({ node, until: since + settleMs, missing }))
      .filter(({ until }) => until > now);
  }

  /** Says whether somebody waits now for the answer of `settling`. */
  follow(wanted: boolean): void {
    this.#wanted = wanted;
    if (wanted && this.#cancel === null && !this.#looking) void this.#look();
  }

  #see({ uid, name }: NodeView, since: number, moved: readonly string[]): void {
    const known = this.#followed.get(uid);
    if (known !== undefined && since < known.since + FOLLOWED_EVERY_MS) return;
    this.#followed.set(uid, { node: name, since, open: [...moved], missing: '' });
  }

  async #look(): Promise<void> {
    this.#looking = true;
    this.#cancel = null;
    const overBefore = this.#parts.clock.now() - this.#parts.settleMs();
    const open = [...this.#followed.values()].filter(
      ({ open: left, since }) => left.length > 0 && since > overBefore,
    );
    const before = open.map(saidOf).join();
    for (const followed of open) await this.#lookAt(followed);
    this.#looking = false;
    if (open.map(saidOf).join() !== before) this.#parts.onChange();
    const isOpen = open.some((each) => each.open.length > 0);
    if (!this.#wanted || !isOpen) return;
    this.#cancel = this.#parts.clock.after(LOOK_MS, () => {
      this.#cancel = null;
      if (this.#wanted) void this.#look();
    });
  }

  async #lookAt(followed: Followed): Promise<void> {
    for (let asked = 0; asked < MOST_ASKED; asked += 1) {
      const [workload] = followed.open;
      if (workload === undefined) return;
      const missing = await this.#missingOf(workload);
      followed.missing = missing;
      if (missing !== '') return;
      followed.open.shift();
    }
  }

  /** What the workload lacks; empty: nothing, or the workload no longer exists. */
  async #missingOf(workload: string): Promise<string> {
    const [kind, namespace = '', name = ''] = workload.split('/');
    const known = followedKinds.find((each) => each === kind);
    // Anybody who may write the Node may have written the record, so its names are checked.
    if (known === undefined || !isName(namespace) || !isName(name)) return '';
    const answer = await this.#parts.workloads.replicas(known, namespace, name);
    if (!answer.ok) return answer.failure.code === 404 ? '' : `${namespace}/${name} cannot be looked at`;
    const { ready, wanted } = answer.value;
    return ready >= wanted ? '' : `${namespace}/${name} has ${ready} of ${wanted} pods Ready`;
  }
}

function saidOf({ open, missing }: Followed): string {
  return `${open.length} ${missing}`;
}

function isName(text: string): boolean {
  return /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(text);
}
