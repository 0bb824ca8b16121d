/** A request as the API server sees it, when it has said who is asking. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** E.g. `/api/v1/nodes/a`, without query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly body: string | undefined;
  readonly user: string;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long the real server sits over it, where that is more than a moment. */
  readonly tookMs?: number;
}

const headers = { 'content-type': 'application/json' };

export function answer(status: number, body: string): ApiResponse {
  return { status, headers, body };
}
