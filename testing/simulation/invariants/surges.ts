import { MAINTENANCE, type Surge } from '@mechanic/contract';
import type { ApiObject, PlainObject, WorkloadObject, WriteRecord } from '../api/index.ts';
import type { Kube } from '../world/kube.ts';
import type { Invariant } from './invariant.ts';

type Violated = (name: string, what: string) => void;

/**
 * What a number should be, were it not for surges: what was asked for last by anybody but us. Numbers are the replicas of
 * Deployments, and the least replicas of autoscalers.
 */
export class WantedNumbers {
  readonly #wanted = new Map<string, number>();

  /** By UID of the object that has it; undefined: nobody made it in this run. */
  of({ metadata: { uid } }: ApiObject): number | undefined {
    return this.#wanted.get(uid);
  }

  take({ before, after }: Pick<WriteRecord, 'before' | 'after'>, ours: boolean): void {
    const [was, is] = [numberOf(before), numberOf(after)];
    if (after === undefined || is === undefined) return;
    if (before === undefined || (!ours && was !== is)) this.#wanted.set(after.metadata.uid, is);
  }
}

/** Numbers and the surges that may change them, as the judge sees them pass. */
export class SurgeFacts {
  readonly wanted = new WantedNumbers();
  /** Whether a number was written last by a controller, by UID of the object that has it. */
  readonly lastIsOurs = new Map<string, boolean>();
  /** UIDs of objects whose surge went with a record that somebody else took away: nobody may know of it any more. */
  readonly orphaned = new Set<string>();
  /** What stood in a record at any time, by UID of the object whose number it is about. */
  readonly known = new Map<string, Surge[]>();

  take(write: WriteRecord, ours: boolean): void {
    if (write.resource === 'nodes') this.#takeNode(write, ours);
    if (!hasNumber(write)) return;
    this.wanted.take(write, ours);
    const uid = (write.after ?? write.before)?.metadata.uid ?? '';
    if (numberOf(write.before) !== numberOf(write.after)) this.lastIsOurs.set(uid, ours);
  }

  #takeNode({ before, after }: WriteRecord, ours: boolean): void {
    const now = new Set(surgesOf(after).map(keyOf));
    for (const surge of surgesOf(before))
      if (!ours && !now.has(keyOf(surge))) this.orphaned.add(holderOf(surge));
    for (const surge of surgesOf(after)) {
      const holder = holderOf(surge);
      const known = this.known.get(holder) ?? [];
      if (!known.some((other) => keyOf(other) === keyOf(surge))) this.known.set(holder, [...known, surge]);
    }
  }
}

/** A number is raised when a record says so, and put back once; nothing else about a Deployment or an autoscaler is ours. */
export function surgesAreRecorded(facts: SurgeFacts, kube: Kube, violated: Violated): Invariant {
  const name = 'surge-recorded';
  const done = new Set<string>();
  const isNew = (surge: Surge): boolean => !done.has(`${holderOf(surge)} ${surge.startedAt} up`);
  const recordedStep = (uid: string, was: number, is: number): Surge | undefined =>
    is > was
      ? recorded(kube, uid)
          .filter(({ from, to }) => from === was && to === is)
          .sort((a, b) => Number(isNew(b)) - Number(isNew(a)))[0]
      : facts.known.get(uid)?.findLast(({ from, to }) => to === was && from === is);
  const judge = (object: ApiObject, is: number): void => {
    const { name: of, uid } = object.metadata;
    const was = numberOf(object) ?? 0;
    const step = `${of} goes from ${was} to ${is}`;
    const surge = recordedStep(uid, was, is);
    if (surge === undefined) violated(name, `${step}, and no record says so`);
    const key = `${uid} ${surge?.startedAt ?? ''} ${is > was ? 'up' : 'down'}`;
    if (done.has(key)) violated(name, `${step} a second time`);
    done.add(key);
    if (is < (facts.wanted.of(object) ?? 0)) violated(name, `${step}, though somebody has asked for more`);
  };
  return {
    name,
    sentence:
      'A controller changes nothing of a Deployment but its replicas, or of an autoscaler but its least replicas, between the two numbers of a record, each way once, and never below what somebody else has asked for.',
    written: (write) => {
      const ours = isOurs(write);
      const [was, is] = [numberOf(write.before), numberOf(write.after)];
      if (ours && hasNumber(write) && was !== is) {
        if (write.before === undefined || is === undefined)
          violated(name, `${write.name} is made or deleted`);
        else judge(write.before, is);
      }
      facts.take(write, ours);
    },
  };
}

/** No surge outlives the record that tells of it. */
export function surgesAreNotForgotten(facts: SurgeFacts, kube: Kube, violated: Violated): Invariant {
  const name = 'surge-forgotten';
  return {
    name,
    sentence:
      'A surge leaves the records only when its number was put back, changed by somebody else, or never raised.',
    nodeWritten: ({ before, after }) => {
      const kept = new Set(surgesOf(after).map(keyOf));
      for (const surge of surgesOf(before)) {
        if (
          kept.has(keyOf(surge)) ||
          recorded(kube, holderOf(surge)).some((other) => keyOf(other) === keyOf(surge))
        )
          continue;
        const object = objectOf(surge, kube);
        if (object === undefined || facts.lastIsOurs.get(holderOf(surge)) !== true) continue;
        if (numberOf(object) === surge.to)
          violated(name, `${after.metadata.name} lets go of ${surge.name}, which still runs ${surge.to}`);
      }
    },
  };
}

/** What has another number than somebody has asked for, although nothing may be under way any more. */
export function leftOverSurges(facts: SurgeFacts, kube: Kube): string[] {
  return [...kube.list('deployments'), ...kube.list('horizontalpodautoscalers')].flatMap((object) => {
    const wanted = facts.wanted.of(object);
    const { name, uid } = object.metadata;
    const is = numberOf(object);
    return is === wanted || facts.orphaned.has(uid)
      ? []
      : [`${name} runs ${String(is)} where ${String(wanted)} were asked for`];
  });
}

/** What stands in the records of all Nodes about the number of this object. */
function recorded(kube: Kube, uid: string): Surge[] {
  return kube.nodes().flatMap((node) => surgesOf(node).filter((surge) => holderOf(surge) === uid));
}

function keyOf({ uid, startedAt }: Surge): string {
  return `${uid} ${startedAt}`;
}

function surgesOf(node: WriteRecord['after']): readonly Surge[] {
  try {
    const record: unknown = JSON.parse(node?.metadata.annotations?.[MAINTENANCE] ?? '{}');
    return (record as { surges?: readonly Surge[] }).surges ?? []; // as our own controllers write it
  } catch {
    return [];
  }
}

/** UID of the object whose number a surge raises. */
function holderOf({ autoscaler, uid }: Surge): string {
  return autoscaler?.uid ?? uid;
}

/** That object; undefined: it is gone. */
function objectOf(surge: Surge, kube: Kube): ApiObject | undefined {
  const { autoscaler, namespace, name } = surge;
  const object =
    autoscaler === undefined
      ? kube.get('deployments', { metadata: { name, namespace } })
      : kube.get('horizontalpodautoscalers', { metadata: { name: autoscaler.name, namespace } });
  return object?.metadata.uid === holderOf(surge) ? object : undefined;
}

function hasNumber({ resource }: WriteRecord): boolean {
  return resource === 'deployments' || resource === 'horizontalpodautoscalers';
}

/** Asked about Deployments and autoscalers alone. */
function numberOf(object: ApiObject | undefined): number | undefined {
  const { replicas, minReplicas } = (object as (WorkloadObject & PlainObject) | undefined)?.spec ?? {};
  return replicas ?? (minReplicas as number | undefined);
}

/** Its pods are called so, and so are the processes in them. */
function isOurs({ user }: WriteRecord): boolean {
  return user.startsWith('mechanic-controller');
}
