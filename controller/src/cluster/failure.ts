import { ApiException } from '@kubernetes/client-node';

/** Why a request to the API server failed, reduced to what decisions and logs need. */
export interface ApiFailure {
  /** HTTP status; 0 when there was no answer. */
  readonly code: number;
  /** The API server's machine-readable reason; `Timeout`, `Aborted` or `Unreachable` without an answer. */
  readonly reason: string;
  /** One short line, without headers or body: safe to log. */
  readonly message: string;
  /** How long the API server asks to wait. */
  readonly retryAfterMs?: number;
  readonly causes: readonly { readonly reason: string; readonly message: string }[];
}

/** A request took longer than it was allowed to. */
export class RequestTimeout extends Error {
  override readonly name = 'RequestTimeout';

  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`);
  }
}

/** The caller gave a request up. The cause is the reason of the signal. */
export class RequestAborted extends Error {
  override readonly name = 'RequestAborted';

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'given up', { cause });
  }
}

/** The fields of a Kubernetes Status object that matter here. All may be missing: proxies answer too. */
export interface StatusBody {
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: {
    readonly causes?: readonly { readonly reason?: string; readonly message?: string }[];
    readonly retryAfterSeconds?: number;
  };
}

/** Turns whatever a call to the API server threw into an ApiFailure. */
export function failureOf(error: unknown): ApiFailure {
  if (error instanceof ApiException) {
    const status = statusBody(error.body);
    const retryAfterMs = retryAfter(error.headers['retry-after']) ?? retryAfterOf(status);
    return {
      ...failureOfStatus(status, error.code),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
  }
  return { code: 0, reason: silentReason(error), message: shorten(describe(error)), causes: [] };
}

/** Reads a Status object, which a watch may send too. `code` is used when the object has none. */
export function failureOfStatus(status: StatusBody, code = 0): ApiFailure {
  const retryAfterMs = retryAfterOf(status);
  return {
    code: status.code ?? code,
    reason: status.reason ?? '',
    message: shorten(status.message ?? `HTTP ${status.code ?? code}`),
    causes: (status.details?.causes ?? []).map((cause) => ({
      reason: cause.reason ?? '',
      message: shorten(cause.message ?? ''),
    })),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

function statusBody(body: unknown): StatusBody {
  let value = body;
  if (typeof value === 'string') {
    try {
      value = JSON.parse(value);
    } catch {
      // The body is not from the API server (a proxy's page, or plain text), so only the code counts.
      return {};
    }
  }
  return typeof value === 'object' && value !== null ? value : {};
}

function retryAfterOf(status: StatusBody): number | undefined {
  const seconds = status.details?.retryAfterSeconds;
  return seconds === undefined ? undefined : seconds * 1_000;
}

/** Reads a Retry-After in seconds, as the API server sends it. A date, which a proxy may send, is ignored. */
function retryAfter(header: string | undefined): number | undefined {
  return header !== undefined && /^\d+$/.test(header) ? Number(header) * 1_000 : undefined;
}

function silentReason(error: unknown): string {
  if (error instanceof RequestTimeout) return 'Timeout';
  return error instanceof RequestAborted ? 'Aborted' : 'Unreachable';
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : error.name;
  return error.message === '' ? code : error.message;
}

function shorten(text: string): string {
  // Webhooks choose these words. Some go into a record, and a record with a control character is not accepted.
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length <= 300 ? line : `${line.slice(0, 299)}…`;
}
