import { fetchTrouble } from '@mechanic/contract/fetch-trouble';

/** The result of one request to a webhook. No variant contains the address or text of the server. */
export type Delivery =
  | { readonly kind: 'sent' }
  /** The message will not be accepted, however often it is sent. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string; readonly retryAfterMs?: number };

/** Sends one message. Never throws. */
export type Post = (url: URL, body: string) => Promise<Delivery>;

const TIMEOUT_MS = 10_000;

/** Sends over HTTP and follows no redirect: messages go only to the address that the administrator configured. */
export async function postWebhook(url: URL, body: string, timeoutMs = TIMEOUT_MS): Promise<Delivery> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.body?.cancel();
    return deliveryOf(answer);
  } catch (error) {
    return { kind: 'failed', why: fetchTrouble(error) };
  }
}

function deliveryOf(answer: Response): Delivery {
  const why = `HTTP ${answer.status}`;
  if (answer.ok) return { kind: 'sent' };
  if (answer.status < 500 && answer.status !== 408 && answer.status !== 429) return { kind: 'refused', why };
  const seconds = Number(answer.headers.get('retry-after'));
  return { kind: 'failed', why, ...(seconds > 0 && { retryAfterMs: seconds * 1_000 }) };
}
