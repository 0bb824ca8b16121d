import type { Clock } from './clock.ts';
import {
  type EventRequest,
  type ScheduledEvent,
  isVisible,
  newEvent,
  renderEvent,
} from './scheduled-event.ts';

/**
 * The VMs that see each other's events: every VM in the placement group of a scale set reads the same document, whichever
 * of them an event names.
 */
export class PlacementGroup {
  readonly name: string;
  readonly #clock: Clock;
  readonly #events = new Map<string, ScheduledEvent>();
  readonly #timers = new Map<string, () => void>();
  #incarnation = 1;

  constructor(name: string, clock: Clock) {
    this.name = name;
    this.#clock = clock;
  }

  get events(): readonly ScheduledEvent[] {
    return [...this.#events.values()];
  }

  has(id: string): boolean {
    return this.#events.has(id);
  }

  add(request: EventRequest): string {
    const event = newEvent(request, this.#clock.now());
    this.#put(event);
    if (event.finishAfterMs !== undefined) {
      if (event.status === 'Started') this.#finishLater(event);
      else this.#later(event.id, event.notBefore - this.#clock.now(), () => this.start(event.id));
    }
    return event.id;
  }

  /** Changes an event from Scheduled to Started, at its time or after an approval. A Started event is not changed. */
  start(id: string): void {
    const event = this.#find(id);
    if (event.status === 'Started') return;
    this.#put({ ...event, status: 'Started' });
    this.#finishLater(event);
  }

  /** Removes the event; the document does not tell whether it ended or was cancelled. */
  remove(id: string): void {
    this.#find(id);
    this.#timers.get(id)?.();
    this.#timers.delete(id);
    this.#events.delete(id);
    this.#incarnation += 1;
  }

  /** Raises the incarnation without a visible change, as when two changes fall between two requests. */
  skipIncarnation(): void {
    this.#incarnation += 1;
  }

  document(version: string): Record<string, unknown> {
    const events = this.events.filter((event) => isVisible(event, version));
    return {
      DocumentIncarnation: this.#incarnation,
      Events: events.map((event) => renderEvent(event, version)),
    };
  }

  stop(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #find(id: string): ScheduledEvent {
    const event = this.#events.get(id);
    if (event === undefined) throw new Error(`there is no event ${id} in placement group ${this.name}`);
    return event;
  }

  #put(event: ScheduledEvent): void {
    this.#events.set(event.id, event);
    this.#incarnation += 1;
  }

  #finishLater(event: ScheduledEvent): void {
    if (event.finishAfterMs !== undefined) {
      this.#later(event.id, event.finishAfterMs, () => this.remove(event.id));
    }
  }

  #later(id: string, ms: number, action: () => void): void {
    this.#timers.get(id)?.();
    this.#timers.set(id, this.#clock.after(Math.max(0, ms), action));
  }
}
