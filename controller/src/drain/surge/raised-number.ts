import type { Surge } from '@mechanic/contract';
import type { ApiFailure } from '../../cluster/failure.ts';
import type { Answer } from '../../cluster/answer.ts';
import type { DeploymentView, Writer } from './scalable.ts';
import type { SurgeRequests } from './surge-requests.ts';

/** The number that a surge raises, as read now. */
export type NumberSeen =
  | {
      readonly kind: 'seen';
      readonly number: number;
      readonly resourceVersion: string;
      readonly writer: Writer;
    }
  /** The object no longer exists, or another object has its name. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly failure: ApiFailure };

/** Reads and writes the number that a surge raises: the replicas of a Deployment, or the minReplicas of its autoscaler. */
export class RaisedNumber {
  readonly #surge: Surge;
  readonly #requests: SurgeRequests;

  constructor(surge: Surge, requests: SurgeRequests) {
    this.#surge = surge;
    this.#requests = requests;
  }

  async look(): Promise<NumberSeen> {
    const { autoscaler, namespace } = this.#surge;
    if (autoscaler === undefined) return this.#seenOf(await this.deployment());
    const answer = await this.#requests.autoscalers(namespace, autoscaler.name);
    if (!answer.ok) return failed(answer.failure);
    const view = answer.value.find(({ uid }) => uid === autoscaler.uid);
    if (view === undefined) return { kind: 'gone' };
    const { minReplicas: number, resourceVersion, writer } = view;
    return { kind: 'seen', number, resourceVersion, writer };
  }

  /** The Deployment; null when it is gone. */
  async deployment(): Promise<Answer<DeploymentView | null>> {
    const { namespace, name, uid } = this.#surge;
    const answer = await this.#requests.deployment(namespace, name);
    if (answer.ok) return { ok: true, value: answer.value.uid === uid ? answer.value : null };
    return answer.failure.code === 404 ? { ok: true, value: null } : answer;
  }

  /** Sets the number. The API server refuses it if the object is no longer of this version. */
  set(number: number, resourceVersion: string, signal: AbortSignal): Promise<Answer<void>> {
    const { autoscaler, namespace, name } = this.#surge;
    if (autoscaler === undefined)
      return this.#requests.scale({ namespace, name, resourceVersion, number }, signal);
    return this.#requests.setMinimum({ namespace, name: autoscaler.name, resourceVersion, number }, signal);
  }

  #seenOf(answer: Answer<DeploymentView | null>): NumberSeen {
    if (!answer.ok) return failed(answer.failure);
    if (answer.value === null) return { kind: 'gone' };
    const { replicas: number, resourceVersion, writer } = answer.value;
    return { kind: 'seen', number, resourceVersion, writer };
  }
}

/** Whether the API server refused for good, as opposed to no answer, a conflict or a busy server. */
export function isRefusal({ code }: ApiFailure): boolean {
  return code >= 400 && code < 500 && code !== 408 && code !== 409 && code !== 429;
}

function failed(failure: ApiFailure): NumberSeen {
  return failure.code === 404 ? { kind: 'gone' } : { kind: 'failed', failure };
}
