import type { ImdsDocument } from './generated/imds-document.ts';
import validateDocument from './generated/imds-document-validator.js';
import type { ImdsEvent } from './generated/imds-event.ts';
import validateEvent from './generated/imds-event-validator.js';

export type { ImdsDocument, ImdsEvent };

/** Whether this is an answer of the scheduled-events service at all; its events are still unread. */
export function isImdsDocument(value: unknown): value is ImdsDocument {
  return validateDocument(value);
}

/** Whether an entry of `Events` says what it is, whom it hits and under which id. */
export function isImdsEvent(value: unknown): value is ImdsEvent {
  return validateEvent(value);
}
