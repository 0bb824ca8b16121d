import { type MaintenanceRecord, requestType } from '@mechanic/contract';
import { isRequestId } from '@mechanic/contract/request';
import type { Concern, CountingConcern } from './concern.ts';
import type { NodeView, RequestView } from '../snapshot.ts';
import { sayWords } from './untrusted-words.ts';

/**
 * Judges a request, which counts as long as it stands. An unreadable request starts nothing, but a node that was drained
 * for its earlier text is not released, since nobody has removed the request. Null when there is none.
 */
export function judgeRequest(
  { request, createdAt }: Pick<NodeView, 'request' | 'createdAt'>,
  record: MaintenanceRecord | null,
  now: number,
): Concern | null {
  switch (request.kind) {
    case 'absent':
      return null;
    case 'unreadable': {
      const note = `mechanic.dev/request cannot be read: ${request.why}`;
      const acted = record?.events.some(isRequestId) ?? false;
      return acted ? { kind: 'unclear', note } : { kind: 'disregarded', note };
    }
    case 'present':
      return requestConcern(request, { createdAt, now });
  }
}

/** The record without the events that only the annotation of a request announces. */
export function withoutRequests(record: MaintenanceRecord): MaintenanceRecord {
  const events = record.events.filter((id) => !isRequestId(id));
  return events.length === record.events.length ? record : { ...record, events };
}

function requestConcern(
  { value, since }: Extract<RequestView, { readonly kind: 'present' }>,
  { createdAt, now }: { readonly createdAt: number; readonly now: number },
): CountingConcern {
  const asker = value.requester === null ? '' : `, asked for by ${sayWords(value.requester)}`;
  return {
    kind: 'counts',
    name: value.id,
    reason: requestType,
    deadline: value.by,
    started: false,
    liveMigration: false,
    request: `${sayWords(value.reason)}${asker}`,
    since: Math.min(Math.max(since ?? now, createdAt), now),
    spent: false,
  };
}
