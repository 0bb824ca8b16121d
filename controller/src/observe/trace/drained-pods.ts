import type { DrainProgress, PodLeft } from '../../decide/snapshot.ts';
import { type Attributes, type Place, type Span, type SpanContent, spanIdFor, spanOf } from './span.ts';

/** A period in the life of a pod on the node: its eviction was accepted, or something holds it. */
interface Stretch {
  readonly name: string;
  readonly since: number;
  readonly attributes: Attributes;
}

interface Pod {
  readonly since: number;
  readonly attributes: Attributes;
  stretch: Stretch | null;
  told: number;
}

/** A node has a few hundred pods at most. */
const MOST_PODS = 500;
/** Maximum number of periods that are traced for a pod that is refused again and again. */
const MOST_STRETCHES = 20;

/** Traces the pods of one attempt: since when each was there, what it waited for, and when it was gone. */
export class DrainedPods {
  readonly #place: Place;
  readonly #pods = new Map<string, Pod>();

  /** @param place the parent of the pods' spans */
  constructor(place: Place) {
    this.#place = place;
  }

  /** Takes the present progress. Returns the spans that ended. */
  take({ podsLeft }: DrainProgress, now: number): Span[] {
    const spans: Span[] = [];
    const left = new Set<string>();
    for (const pod of podsLeft) {
      const key = `${pod.namespace}/${pod.name}`;
      left.add(key);
      const known = this.#known(key, pod, now);
      if (known !== undefined) spans.push(...this.#see(key, known, { pod, now }));
    }
    for (const [key, pod] of this.#pods)
      if (!left.has(key)) spans.push(...this.#end(key, pod, [now, 'gone']));
    return spans;
  }

  /** Closes all spans: the attempt is over, or another leader continues. */
  close(now: number, outcome: string): Span[] {
    return [...this.#pods].flatMap(([key, pod]) => this.#end(key, pod, [now, outcome]));
  }

  #known(key: string, { namespace, name }: PodLeft, now: number): Pod | undefined {
    const known = this.#pods.get(key);
    if (known !== undefined || this.#pods.size >= MOST_PODS) return known;
    const attributes = { 'k8s.namespace.name': namespace, 'k8s.pod.name': name };
    const pod = { since: now, attributes, stretch: null, told: 0 };
    this.#pods.set(key, pod);
    return pod;
  }

  #see(key: string, known: Pod, { pod, now }: { readonly pod: PodLeft; readonly now: number }): Span[] {
    const next = stretchOf(pod, now);
    const { stretch } = known;
    const isTheSame =
      stretch?.name === next?.name &&
      String(stretch?.attributes['mechanic.budgets']) === String(next?.attributes['mechanic.budgets']);
    if (isTheSame || known.told >= MOST_STRETCHES) return [];
    known.stretch = next;
    return stretch === null ? [] : [this.#stretch(key, known, contentOf(stretch, known, now))];
  }

  #end(key: string, pod: Pod, [now, outcome]: [number, string]): Span[] {
    this.#pods.delete(key);
    const { since: start, attributes, stretch } = pod;
    const last = stretch === null ? [] : [this.#stretch(key, pod, contentOf(stretch, pod, now))];
    const whole = {
      name: 'pod',
      start,
      end: now,
      attributes: { ...attributes, 'mechanic.outcome': outcome },
    };
    return [...last, spanOf(this.#place, whole, key)];
  }

  #stretch(key: string, pod: Pod, content: SpanContent): Span {
    pod.told += 1;
    const { traceId } = this.#place;
    return spanOf({ traceId, parentId: spanIdFor(traceId, 'pod', `${pod.since} ${key}`) }, content, key);
  }
}

function contentOf(stretch: Stretch, pod: Pod, end: number): SpanContent {
  const { name, since: start, attributes } = stretch;
  return { name, start, end, attributes: { ...pod.attributes, ...attributes } };
}

/** The name of the period that belongs to the state of a pod; null before anything has happened. */
function stretchOf({ state, budgets, reason }: PodLeft, since: number): Stretch | null {
  switch (state) {
    case 'pending':
      return null;
    case 'finishing':
      return { name: 'finishing', since, attributes: {} };
    case 'evicting':
    case 'terminating':
      return { name: 'eviction', since, attributes: {} };
    case 'blocked':
      return {
        name: 'blocked',
        since,
        attributes: { 'mechanic.budgets': budgets, 'mechanic.reason': reason },
      };
  }
}
