import type { ApiRequest } from './http.ts';
import { type JsonObject, isObject } from './json.ts';
import { PatchFailure, jsonPatch } from './json-patch.ts';
import { mergePatch } from './merge-patch.ts';
import { strategicPatch } from './strategic-patch.ts';
import { Refusal, badRequest } from './refusal.ts';
import type { Resource } from './resources.ts';
import { decodes } from './types.ts';

/**
 * The object that a request carries.
 * @throws Refusal 400
 */
export function bodyOf({ body = '' }: ApiRequest): JsonObject {
  const parsed = parse(body);
  if (!isObject(parsed)) throw badRequest('the object provided is unrecognized');
  return parsed;
}

/**
 * The same, as an object of one resource.
 * @throws Refusal 400
 */
export function objectOf(request: ApiRequest, resource: Resource): JsonObject {
  const object = bodyOf(request);
  checkKind(object, resource.kind);
  if (!decodes(resource, object)) {
    throw badRequest(
      `${resource.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}`,
    );
  }
  return object;
}

/** @throws Refusal 400 when an object says that it is of another kind */
export function checkKind({ kind, apiVersion }: JsonObject, wanted: string): void {
  if (kind === undefined || kind === wanted) return;
  const found = JSON.stringify({ kind, apiVersion });
  throw badRequest(`${found} cannot be handled as a ${wanted}`);
}

/**
 * What an object becomes under the patch that a request carries.
 * @throws Refusal 400 and 422
 */
export function patched(resource: Resource, current: object, request: ApiRequest): JsonObject {
  const result = applied(current, request);
  if (isObject(result) && decodes(resource, result)) return result;
  const message = `Invalid value: ${JSON.stringify(JSON.stringify(result))}`;
  throw new Refusal(422, 'Invalid', ` "" is invalid: patch: ${message}`, {
    causes: [{ reason: 'FieldValueInvalid', message, field: 'patch' }],
  });
}

const merge = 'application/merge-patch+json';
const operations = 'application/json-patch+json';
const strategic = 'application/strategic-merge-patch+json';

/** @throws Refusal 415 */
export function checkPatchType({ contentType }: ApiRequest): void {
  if ([merge, operations, strategic].includes(mediaType(contentType))) return;
  const accepted = `accepted media types include: ${operations}, ${merge}, ${strategic}`;
  const message = `the body of the request was in an unknown format - ${accepted}`;
  throw new Refusal(415, 'UnsupportedMediaType', message, {});
}

function mediaType(contentType: string): string {
  return contentType.split(';')[0] ?? '';
}

function applied(current: unknown, { contentType, body = '' }: ApiRequest): unknown {
  const patch = parse(body);
  if (mediaType(contentType) === operations) {
    if (!Array.isArray(patch)) throw badRequest('error decoding patch: not an array');
    return operated(current, patch);
  }
  if (!isObject(patch)) throw badRequest('Invalid JSON Patch');
  return mediaType(contentType) === strategic ? strategicPatch(current, patch) : mergePatch(current, patch);
}

function operated(current: unknown, operations: readonly object[]): unknown {
  try {
    return jsonPatch(current, operations);
  } catch (error) {
    if (!(error instanceof PatchFailure)) throw error;
    throw new Refusal(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(`error decoding patch: ${String(error)}`);
  }
}
