import { type ApiResponse, answer } from './http.ts';
import { type Resource, qualifiedName } from './resources.ts';

export interface Cause {
  readonly reason?: string;
  readonly message: string;
  readonly field?: string;
}

export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly uid?: string;
  readonly causes?: readonly Cause[];
  readonly retryAfterSeconds?: number;
}

/** The API server's own no, with the body that says why. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: number;
  readonly reason: string;
  readonly details: StatusDetails | undefined;
  /** Where an expired list may go on, on a newer state. */
  continueWith: string | undefined;
  /** How long the real server tries before it says so, where that is more than a moment. */
  tookMs: number | undefined;

  constructor(code: number, reason: string, message: string, details?: StatusDetails) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  /** The Status object. */
  body(): object {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: this.continueWith === undefined ? {} : { continue: this.continueWith },
      status: 'Failure',
      message: this.message,
      ...(this.reason !== '' && { reason: this.reason }),
      ...(this.details !== undefined && { details: this.details }),
      code: this.code,
    };
  }

  response(): ApiResponse {
    const { status, headers, body } = answer(this.code, JSON.stringify(this.body()));
    const seconds = this.details?.retryAfterSeconds ?? 0;
    return {
      status,
      headers: { ...headers, ...(seconds > 0 && { 'retry-after': String(seconds) }) },
      body,
      ...(this.tookMs !== undefined && { tookMs: this.tookMs }),
    };
  }
}

export function notFound(resource: Resource, name: string): Refusal {
  return new Refusal(
    404,
    'NotFound',
    `${qualifiedName(resource)} "${name}" not found`,
    naming(resource, name),
  );
}

/** A path of a known group that leads nowhere. */
export function noSuchPath(): Refusal {
  return new Refusal(404, 'NotFound', 'the server could not find the requested resource', {});
}

export function alreadyExists(resource: Resource, name: string): Refusal {
  const message = `${qualifiedName(resource)} "${name}" already exists`;
  return new Refusal(409, 'AlreadyExists', message, naming(resource, name));
}

/** An object that is being deleted still has its name. */
export function alreadyExistsDying(resource: Resource, name: string): Refusal {
  const message = `object is being deleted: ${qualifiedName(resource)} "${name}" already exists`;
  return new Refusal(409, 'AlreadyExists', message, naming(resource, name));
}

export function conflict(resource: Named, name: string, why: string): Refusal {
  const message = `Operation cannot be fulfilled on ${qualifiedName(resource)} "${name}": ${why}`;
  return new Refusal(409, 'Conflict', message, naming(resource, name));
}

/** The same, said of the kind, as deletions say it. */
export function kindConflict(resource: Resource, name: string, why: string): Refusal {
  const { kind, group } = resource;
  const message = `Operation cannot be fulfilled on ${qualifiedKind(resource)} "${name}": ${why}`;
  return new Refusal(409, 'Conflict', message, { name, ...(group !== '' && { group }), kind });
}

export function forbidden(resource: Named, name: string, why: string, causes?: readonly Cause[]): Refusal {
  const message = `${qualifiedName(resource)} "${name}" is forbidden: ${why}`;
  return new Refusal(403, 'Forbidden', message, { ...naming(resource, name), ...(causes && { causes }) });
}

export function invalid(resource: Resource, name: string, causes: readonly Cause[]): Refusal {
  const { kind, group } = resource;
  return new Refusal(422, 'Invalid', `${qualifiedKind(resource)} "${name}" is invalid: ${words(causes)}`, {
    ...(name !== '' && { name }),
    ...(group !== '' && { group }),
    kind,
    causes,
  });
}

/** What is missing from a PUT; the server names the resource where it names the kind elsewhere. */
export function versionRequired(resource: Resource, name: string): Refusal {
  const message = 'Invalid value: 0: must be specified for an update';
  const causes = [{ reason: 'FieldValueInvalid', message, field: 'metadata.resourceVersion' }];
  const title = `${qualifiedName(resource)} "${name}" is invalid: ${words(causes)}`;
  return new Refusal(422, 'Invalid', title, { ...naming(resource, name), causes });
}

function words(causes: readonly Cause[]): string {
  return causes.map(({ field, message }) => `${field ?? ''}: ${message}`).join(', ');
}

function qualifiedKind({ kind, group }: Resource): string {
  return group === '' ? kind : `${kind}.${group}`;
}

export function badRequest(message: string): Refusal {
  return new Refusal(400, 'BadRequest', message);
}

export function expired(message: string): Refusal {
  return new Refusal(410, 'Expired', message);
}

export function tooManyRequests(
  message: string,
  retryAfterSeconds: number,
  causes: readonly Cause[],
): Refusal {
  return new Refusal(429, 'TooManyRequests', message, {
    ...(retryAfterSeconds > 0 && { retryAfterSeconds }),
    causes,
  });
}

export function methodNotAllowed(): Refusal {
  const message = 'the server does not allow this method on the requested resource';
  return new Refusal(405, 'MethodNotAllowed', message, {});
}

/** Group and name of a resource. */
type Named = Pick<Resource, 'group'> & { readonly name: string };

function naming(resource: Named, name: string): StatusDetails {
  return { name, ...(resource.group !== '' && { group: resource.group }), kind: resource.name };
}
