import { fetchTrouble } from '@mechanic/contract/fetch-trouble';
/** The answer of Prometheus to an instant query. */
export type PrometheusAnswer =
  | { readonly kind: 'answered'; readonly results: number }
  /** `why` contains none of the server's text except its errorType. */
  | { readonly kind: 'failed'; readonly why: string };

/** Queries the Prometheus with this base URL. Never throws. */
export type AskPrometheus = (url: string, query: string) => Promise<PrometheusAnswer>;

const TIMEOUT_MS = 5_000;
/** A larger answer is refused. */
const LARGEST_ANSWER = 4 * 1024 * 1024;

/** Queries over HTTP, without following redirects. */
export async function askPrometheus(
  url: string,
  query: string,
  timeoutMs = TIMEOUT_MS,
): Promise<PrometheusAnswer> {
  const path = new URL(`${url.replace(/\/+$/, '')}/api/v1/query`);
  path.searchParams.set('query', query);
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(path, { redirect: 'manual', signal });
    return read(answer.status, await textOf(answer));
  } catch (error) {
    return { kind: 'failed', why: whyOf(error) };
  }
}

async function textOf(answer: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body ?? []) {
    // The body of fetch is a stream of bytes, so the cast is safe.
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > LARGEST_ANSWER) throw new RangeError('too large an answer');
  }
  return text;
}

function read(status: number, text: string): PrometheusAnswer {
  const body = parsed(text);
  const data = member(body, 'data');
  const result = member(data, 'result');
  if (status === 200 && member(body, 'status') === 'success' && Array.isArray(result)) {
    return { kind: 'answered', results: resultsIn(member(data, 'resultType'), result) };
  }
  const error = member(body, 'errorType');
  const word = typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? ` (${error})` : '';
  return {
    kind: 'failed',
    why: status === 200 ? `what answers is no Prometheus${word}` : `HTTP ${status}${word}`,
  };
}

/** A scalar or string result counts as one, although it is written as an array of two. */
function resultsIn(type: unknown, result: readonly unknown[]): number {
  return type === 'vector' || type === 'matrix' ? result.length : 1;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  // The cast is safe: the value is an object, and every member may be undefined.
  return (value as Record<string, unknown>)[name];
}

function whyOf(error: unknown): string {
  return error instanceof RangeError ? 'its answer is too large' : fetchTrouble(error);
}
