import { type JsonObject, isObject, member } from '../json.ts';
import type { ApiResponse } from '../http.ts';
import { ignored, presence } from './ignored.ts';

const left = new Set(ignored.map(({ path }) => path));
const marked = new Set(presence.map(({ path }) => path));

/** What the model plays; servers before it differ in what nobody acts on. */
export const OLDEST_PLAYED = 36;

/** Answers as they are compared, of a server of this minor version of Kubernetes and of the model. */
export class Normal {
  readonly #isOld: boolean;

  constructor(minor: number) {
    this.#isOld = minor < OLDEST_PLAYED;
  }

  answer({ status, headers, body }: ApiResponse): object {
    const parsed: unknown = body.startsWith('{') ? JSON.parse(body) : body;
    return { status, retryAfter: headers['retry-after'], body: this.#aged(normalBody(parsed)) };
  }

  /** A line of a watch. */
  line(text: string): object {
    const { type, object } = JSON.parse(text) as JsonObject;
    return { type, object: this.#aged(normalBody(object)) };
  }

  #aged(body: unknown): unknown {
    return this.#isOld ? withoutNews(body) : body;
  }
}

/** Without what came after 1.32: generations of pods, the words of some refusals, and the name of a scale in others. */
function withoutNews(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.includes('"DisruptionBudget"')
      ? 'DisruptionBudget'
      : value.replace('deployments/scale', 'deployments');
  }
  if (Array.isArray(value)) return value.map(withoutNews);
  if (!isObject(value)) return value;
  const known = Object.entries(value).filter(([key]) => key !== 'generation');
  return Object.fromEntries(known.map(([key, inner]) => [key, withoutNews(inner)]));
}

function normalBody(body: unknown): unknown {
  if (!isObject(body)) return body;
  if (body.kind === 'Status') return normalStatus(body);
  if (!Array.isArray(body.items)) return normalObject(body);
  const { metadata, items, ...rest } = body;
  // A list is newer than its items; what the version is, is compared by what the list holds.
  return { ...rest, metadata: pruned(metadata, 'metadata'), items: items.map(normalObject) };
}

export function normalObject(object: unknown): unknown {
  return pruned(object, '') ?? {};
}

/** Without what is ignored, and without what is empty then: the real server sends some members without content. */
function pruned(value: unknown, path: string): unknown {
  if (left.has(path) || value === undefined || value === null) return undefined;
  if (marked.has(path) || marked.has(path.replace(/[^.]*$/, '*'))) return 'present';
  if (Array.isArray(value)) return value.map((item) => pruned(item, `${path}.[]`));
  return isObject(value) ? prunedMembers(value, path) : value;
}

function prunedMembers(object: JsonObject, path: string): JsonObject | undefined {
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(object).sort()) {
    const inner = pruned(object[key], path === '' ? key : `${path}.${key}`);
    if (inner !== undefined) kept[key] = inner;
  }
  return Object.keys(kept).length === 0 ? undefined : kept;
}

/** Of an error all that programs act on: its words only where they name what blocks. */
function normalStatus(status: JsonObject): unknown {
  const { causes, ...details } = member(status, 'details');
  const { reason, message } = status;
  return {
    status: status.status,
    code: status.code,
    reason,
    metadata: pruned(status.metadata, 'metadata'),
    message: typeof reason === 'string' && told.has(reason) ? scrubbed(String(message)) : undefined,
    details: pruned(details, 'details'),
    causes: normalCauses(causes),
  };
}

/** Errors whose message is made of names and words alone. */
const told = new Set(['AlreadyExists', 'Conflict', 'Forbidden', 'NotFound', 'TooManyRequests']);

/** Without versions, UIDs and storage keys, which each server gives itself. */
function scrubbed(message: string): string {
  return message
    .replace(/\([^()]*\)/g, '()')
    .replace(/: StorageError: .*/, ': StorageError')
    .replace(/in object meta: .*/, 'in object meta');
}

/** The real server checks some objects twice and names what it finds each time. */
function normalCauses(causes: unknown): readonly string[] {
  if (!Array.isArray(causes)) return [];
  const texts = causes.map((cause: unknown) => {
    const { reason, field, message } = isObject(cause) ? cause : {};
    return JSON.stringify({ reason, field, message: reason === 'DisruptionBudget' ? message : undefined });
  });
  return [...new Set(texts)].sort();
}
