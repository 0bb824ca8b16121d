import type { Surge } from '@mechanic/contract';
import { surgeKey } from '../decide/step/surge-key.ts';
import type { EventRecorder, EventSubject } from './event-recorder.ts';
import type { Metrics, SurgeOutcome } from './metrics.ts';

export interface SurgeNewsParts {
  readonly metrics: Pick<Metrics, 'surgeEnded'>;
  readonly events: Pick<EventRecorder, 'say'>;
}

/** Reports surges: by Events on the Deployment, for its owners, and in metrics. */
export class SurgeNews {
  readonly #parts: SurgeNewsParts;

  constructor(parts: SurgeNewsParts) {
    this.#parts = parts;
  }

  started(surge: Surge): void {
    this.#say(surge, 'SurgeStarted', `${numberOf(surge)} from ${surge.from} to ${surge.to}: ${why}`);
  }

  /** @param message the outcome of the surge and the number of replicas */
  ended(surge: Surge, outcome: SurgeOutcome, message: string): void {
    this.#parts.metrics.surgeEnded(outcome);
    this.#say(surge, 'SurgeEnded', message);
  }

  #say(surge: Surge, reason: string, message: string): void {
    const { namespace, name, uid } = surge;
    const subject: EventSubject = { kind: 'Deployment', name, uid, namespace };
    this.#parts.events.say(subject, {
      type: 'Normal',
      reason,
      message,
      about: null,
      occasion: surgeKey(surge),
    });
  }
}

const why = 'a pod gets its successor before its node is emptied';

function numberOf({ autoscaler }: Surge): string {
  return autoscaler === undefined
    ? 'Scaled'
    : `Raised minReplicas of HorizontalPodAutoscaler ${autoscaler.name}`;
}
