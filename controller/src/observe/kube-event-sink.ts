import type { CoreV1Api, CoreV1Event } from '@kubernetes/client-node';
import type { CallOptions } from '../cluster/client.ts';
import { FIELD_MANAGER } from '../cluster/connection.ts';
import { failureOf } from '../cluster/failure.ts';
import type { EventAnswer, EventSink, EventSubject, RecordedEvent } from './event-recorder.ts';

/** The part of the API client that is needed here. */
export interface EventClient {
  readonly core: Pick<CoreV1Api, 'createNamespacedEvent'>;
  within(timeoutMs: number): CallOptions;
}

const TIMEOUT_MS = 5_000;

/** Creates Events through the API server. */
export class KubeEventSink implements EventSink {
  readonly #client: EventClient;
  readonly #identity: string;

  /** @param identity the identity of this replica in the lease */
  constructor(client: EventClient, identity: string) {
    this.#client = client;
    this.#identity = identity;
  }

  async write(event: RecordedEvent): Promise<EventAnswer> {
    try {
      await this.#client.core.createNamespacedEvent(
        { namespace: event.namespace, body: this.#body(event), fieldManager: FIELD_MANAGER },
        this.#client.within(TIMEOUT_MS),
      );
      return { kind: 'written' };
    } catch (error) {
      return answerOf(error);
    }
  }

  #body(event: RecordedEvent): CoreV1Event {
    return {
      metadata: { name: event.name, namespace: event.namespace },
      involvedObject: reference(event.subject),
      type: event.type,
      reason: event.reason,
      message: event.message,
      firstTimestamp: event.at,
      lastTimestamp: event.at,
      count: 1,
      source: { component: FIELD_MANAGER },
      reportingComponent: FIELD_MANAGER,
      reportingInstance: this.#identity,
    };
  }
}

/**
 * Refers to the object by its real UID, by which `kubectl describe` finds the Event. Events of objects without a namespace
 * are in `default`.
 */
function reference(subject: EventSubject): CoreV1Event['involvedObject'] {
  const { kind, name, uid, namespace } = subject;
  const apiVersion = kind === 'Deployment' ? 'apps/v1' : 'v1';
  return { apiVersion, kind, name, uid, ...(namespace !== undefined && { namespace }) };
}

function answerOf(error: unknown): EventAnswer {
  const { code, message, retryAfterMs } = failureOf(error);
  if (code === 409) return { kind: 'exists' };
  if (code >= 400 && code < 500 && code !== 408 && code !== 429) return { kind: 'refused', message };
  return { kind: 'failed', message, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
