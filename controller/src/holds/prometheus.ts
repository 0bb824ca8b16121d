import { fetchTrouble } from '@mechanic/contract/fetch-trouble';
/** What a Prometheus answers to an instant query. */
export type PrometheusAnswer =
  | { readonly kind: 'answered'; readonly results: number }
  /** `why` holds nothing that the server said but its own word for the error. */
  | { readonly kind: 'failed'; readonly why: string };

/** Asks the Prometheus with this base URL. Never throws. */
export type AskPrometheus = (url: string, query: string) => Promise<PrometheusAnswer>;

const TIMEOUT_MS = 5_000;
/** More than this is no answer that anybody asked for. */
const LARGEST_ANSWER = 4 * 1024 * 1024;

/** Over HTTP, without following redirects. */
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
    // The body of fetch is a stream of bytes.
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

/** The result of a scalar or a text is one value, however it is written. */
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
  // Just seen to be an object; every member may be missing.
  return (value as Record<string, unknown>)[name];
}

function whyOf(error: unknown): string {
  return error instanceof RangeError ? 'its answer is too large' : fetchTrouble(error);
}
