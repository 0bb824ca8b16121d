import { type JsonObject, member } from './json.ts';
import type { ApiObject } from './objects.ts';
import { Refusal, badRequest, conflict, versionRequired } from './refusal.ts';
import type { Route } from './route.ts';

/**
 * Whether the object that a writer saw is the one that is there. Another UID is reported by whoever validates a patch,
 * and is a conflict for a PUT.
 * @throws Refusal 400, 409, 422 or 500
 */
export function checkSeen(
  route: Route,
  before: ApiObject,
  proposed: JsonObject,
  verb: 'update' | 'patch',
): void {
  const { resource, name } = route;
  checkPlace(route, proposed);
  const { uid, resourceVersion } = member(proposed, 'metadata');
  if (verb === 'update') checkUid(route, before.metadata.uid, uid);
  const version = versionIn(resourceVersion);
  if (version === '' && !resource.unconditional) throw versionRequired(resource, name);
  if (version === '' || version === before.metadata.resourceVersion) return;
  const why = 'the object has been modified; please apply your changes to the latest version and try again';
  throw conflict(resource, name, why);
}

/** @throws Refusal 400 when an object is written to the place of another */
export function checkPlace(route: Route, proposed: JsonObject): void {
  const { name } = member(proposed, 'metadata');
  if (name !== route.name) {
    throw badRequest(
      `the name of the object (${String(name)}) does not match the name on the URL (${route.name})`,
    );
  }
  checkNamespace(route, proposed);
}

/** @throws Refusal 400 */
export function checkNamespace(route: Route, proposed: JsonObject): void {
  const { namespace } = member(proposed, 'metadata');
  if (typeof namespace !== 'string' || namespace === '' || namespace === route.namespace) return;
  const message = 'the namespace of the provided object does not match the namespace sent on the request';
  throw badRequest(message);
}

/** @throws Refusal 409; `found` is empty when there is no object yet */
export function checkUid({ resource, name }: Route, found: string, asked: unknown): void {
  if (typeof asked !== 'string' || asked === '' || asked === found) return;
  const why = `StorageError: invalid object, Code: 4, AdditionalErrorMsg: Precondition failed: UID in precondition: ${asked}, UID in object meta: ${found}`;
  throw conflict(resource, name, why);
}

/** Empty: any version will do, which `0` says as well. */
function versionIn(value: unknown): string {
  const text = typeof value === 'string' ? value : '';
  if (!/^\d*$/.test(text)) {
    throw new Refusal(500, '', `strconv.ParseUint: parsing "${text}": invalid syntax`);
  }
  return text === '0' ? '' : text;
}
