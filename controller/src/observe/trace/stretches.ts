import { parseTime } from '../../decide/times.ts';
import type { Attributes, SpanContent } from './span.ts';
import type { NodeObservation } from './node-observation.ts';

interface Stretch {
  readonly name: string;
  readonly since: number;
  readonly attributes: Attributes;
}

/** A surge: a Deployment runs one extra replica for a while. */
interface Surge {
  readonly namespace: string;
  readonly name: string;
  readonly startedAt: string;
}

/** A record holds at most this many surges. */
const MOST_SURGES = 64;

/** Traces what a maintenance waits for besides its pods: successors of pods, and volumes that are still attached. */
export class Stretches {
  readonly #present = new Map<string, Stretch>();

  /** Takes the observation of a pass. Returns the periods that it ended. */
  see({ record, drain, now }: Pick<NodeObservation, 'record' | 'drain' | 'now'>): SpanContent[] {
    const present = new Map([
      ...surgesIn(record, now),
      ...(record?.phase === 'Draining' ? volumesIn(drain, now) : []),
    ]);
    const ended = [...this.#present].filter(([key]) => !present.has(key));
    for (const [key] of ended) this.#present.delete(key);
    for (const [key, stretch] of present) if (!this.#present.has(key)) this.#present.set(key, stretch);
    return ended.map(([, stretch]) => contentOf(stretch, now));
  }

  /** Ends all periods when the maintenance is over. */
  end(now: number): SpanContent[] {
    return this.see({ record: null, drain: undefined, now });
  }
}

function contentOf({ name, since: start, attributes }: Stretch, end: number): SpanContent {
  return { name, start, end, attributes };
}

function surgesIn(
  record: { readonly phase: string; readonly surges?: readonly Surge[] } | null,
  now: number,
): [string, Stretch][] {
  return (record?.surges ?? []).slice(0, MOST_SURGES).map(({ namespace, name, startedAt }) => [
    `surge ${namespace}/${name} ${startedAt}`,
    {
      name: 'surge',
      since: parseTime(startedAt) ?? now,
      attributes: { 'k8s.namespace.name': namespace, 'k8s.deployment.name': name },
    },
  ]);
}

function volumesIn(
  drain: { readonly nodeUID: string; readonly volumes?: readonly string[] } | undefined,
  since: number,
): [string, Stretch][] {
  const { volumes = [] } = drain ?? {};
  if (volumes.length === 0) return [];
  return [['volumes', { name: 'volumes', since, attributes: { 'mechanic.volumes': volumes } }]];
}
