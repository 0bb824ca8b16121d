import { REQUEST } from '@mechanic/contract';
import { parseRequest } from '@mechanic/contract/request';
import type { RequestView } from '../snapshot.ts';
import { hasPath } from './managed-fields.ts';
import { type ManagedFields, type ObjectMeta, milliseconds } from './objects.ts';

/** Reads the annotation `mechanic.dev/request` of a Node, and when it was written. */
export function requestView({ annotations = {}, managedFields }: ObjectMeta): RequestView {
  const text = annotations[REQUEST];
  if (text === undefined) return { kind: 'absent' };
  const result = parseRequest(text);
  if (!result.ok) return { kind: 'unreadable', id: result.id, why: result.why };
  return { kind: 'present', value: result.request, since: writtenAt(managedFields) };
}

/** The last write of the manager that owns the annotation: no earlier than the annotation itself. */
function writtenAt(notes: readonly ManagedFields[] = []): number | null {
  const path = ['f:metadata', 'f:annotations', `f:${REQUEST}`];
  return milliseconds(notes.find(({ fieldsV1 }) => hasPath(fieldsV1, path))?.time);
}
