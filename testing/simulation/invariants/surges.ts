import { MAINTENANCE, type Surge } from '@mechanic/contract';
import type { WorkloadObject, WriteRecord } from '../api/index.ts';
import type { Kube } from '../world/kube.ts';
import type { Invariant } from './invariant.ts';

type Violated = (name: string, what: string) => void;

/** What a Deployment should run, were it not for surges: what was asked for last by anybody but us. */
export class WantedReplicas {
  readonly #wanted = new Map<string, number>();

  /** By UID of the Deployment; undefined: nobody made it in this run. */
  of({ metadata: { uid } }: WorkloadObject): number | undefined {
    return this.#wanted.get(uid);
  }

  take({ before, after }: Pick<WriteRecord, 'before' | 'after'>, ours: boolean): void {
    const [was, is] = [replicasOf(before), replicasOf(after)];
    if (after === undefined || is === undefined) return;
    if (before === undefined || (!ours && was !== is)) this.#wanted.set(after.metadata.uid, is);
  }
}

/** Numbers of Deployments and the surges that may change them, as the judge sees them pass. */
export class SurgeFacts {
  readonly wanted = new WantedReplicas();
  /** Whether a number was written last by a controller, by UID of the Deployment. */
  readonly lastIsOurs = new Map<string, boolean>();
  /** Deployments whose surge went with a record that somebody else took away: nobody may know of it any more. */
  readonly orphaned = new Set<string>();
  /** What stood in a record at any time, by UID of the Deployment. */
  readonly known = new Map<string, Surge[]>();

  take(write: WriteRecord, ours: boolean): void {
    if (write.resource === 'nodes') this.#takeNode(write, ours);
    if (write.resource !== 'deployments') return;
    this.wanted.take(write, ours);
    const uid = (write.after ?? write.before)?.metadata.uid ?? '';
    if (replicasOf(write.before) !== replicasOf(write.after)) this.lastIsOurs.set(uid, ours);
  }

  #takeNode({ before, after }: WriteRecord, ours: boolean): void {
    const now = new Set(surgesOf(after).map(keyOf));
    for (const surge of surgesOf(before)) if (!ours && !now.has(keyOf(surge))) this.orphaned.add(surge.uid);
    for (const surge of surgesOf(after)) {
      const known = this.known.get(surge.uid) ?? [];
      if (!known.some((other) => keyOf(other) === keyOf(surge))) this.known.set(surge.uid, [...known, surge]);
    }
  }
}

/** A number is raised by one when a record says so, and put back once; nothing else about a Deployment is ours. */
export function surgesAreRecorded(facts: SurgeFacts, kube: Kube, violated: Violated): Invariant {
  const name = 'surge-recorded';
  const done = new Set<string>();
  const recordedStep = (uid: string, was: number, is: number): Surge | undefined =>
    is > was
      ? recorded(kube, uid).find(({ from, to }) => from === was && to === is)
      : facts.known.get(uid)?.findLast(({ from, to }) => to === was && from === is);
  const judge = (deployment: WorkloadObject, is: number): void => {
    const { name: of, uid } = deployment.metadata;
    const was = replicasOf(deployment) ?? 0;
    const step = `${of} goes from ${was} to ${is}`;
    const surge = recordedStep(uid, was, is);
    if (surge === undefined) violated(name, `${step}, and no record says so`);
    const key = `${uid} ${surge?.startedAt ?? ''} ${is > was ? 'up' : 'down'}`;
    if (done.has(key)) violated(name, `${step} a second time`);
    done.add(key);
    if (is < (facts.wanted.of(deployment) ?? 0))
      violated(name, `${step}, though somebody has asked for more`);
  };
  return {
    name,
    sentence:
      'A controller changes nothing of a Deployment but its replicas, between the two numbers of a record, each way once, and never below what somebody else has asked for.',
    written: (write) => {
      const ours = isOurs(write);
      const [was, is] = [replicasOf(write.before), replicasOf(write.after)];
      if (ours && write.resource === 'deployments' && was !== is) {
        // A Deployment's record holds Deployments.
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
          recorded(kube, surge.uid).some((other) => keyOf(other) === keyOf(surge))
        )
          continue;
        const deployment = kube.get('deployments', { metadata: surge });
        if (deployment?.metadata.uid !== surge.uid || facts.lastIsOurs.get(surge.uid) !== true) continue;
        if (replicasOf(deployment) === surge.to)
          violated(name, `${after.metadata.name} lets go of ${surge.name}, which still runs ${surge.to}`);
      }
    },
  };
}

/** Deployments that run another number than somebody has asked for, although nothing may be under way any more. */
export function leftOverSurges(facts: SurgeFacts, kube: Kube): string[] {
  return kube.list('deployments').flatMap((deployment) => {
    const wanted = facts.wanted.of(deployment);
    const { name, uid } = deployment.metadata;
    const is = replicasOf(deployment);
    return is === wanted || facts.orphaned.has(uid)
      ? []
      : [`${name} runs ${String(is)} where ${String(wanted)} were asked for`];
  });
}

/** What stands in the records of all Nodes about this Deployment. */
function recorded(kube: Kube, uid: string): Surge[] {
  return kube.nodes().flatMap((node) => surgesOf(node).filter((surge) => surge.uid === uid));
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

function replicasOf(object: WriteRecord['before']): number | undefined {
  return (object as WorkloadObject | undefined)?.spec?.replicas; // asked about Deployments alone
}

/** Its pods are called so, and so are the processes in them. */
function isOurs({ user }: WriteRecord): boolean {
  return user.startsWith('mechanic-controller');
}
