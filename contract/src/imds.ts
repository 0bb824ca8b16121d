import type { ImdsDocument } from './generated/imds-document.ts';
import validateDocument from './generated/imds-document-validator.js';
import type { ImdsEvent } from './generated/imds-event.ts';
import validateEvent from './generated/imds-event-validator.js';

export type { ImdsDocument, ImdsEvent };

/** Whether the value is an answer of the scheduled-events service; its events are not checked. */
export function isImdsDocument(value: unknown): value is ImdsDocument {
  return validateDocument(value);
}

/** Whether an entry of `Events` has its type, its VMs and its id. */
export function isImdsEvent(value: unknown): value is ImdsEvent {
  return validateEvent(value);
}
