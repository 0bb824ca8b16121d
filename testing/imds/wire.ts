import type { IncomingMessage, ServerResponse } from 'node:http';

/** The answer to a client: a response, no answer at all, or a closed connection. */
export type Answer =
  | { readonly kind: 'answer'; readonly status: number; readonly type: string; readonly body: string }
  | { readonly kind: 'silence' }
  | { readonly kind: 'reset' };

export function json(status: number, value: unknown): Answer {
  return { kind: 'answer', status, type: 'application/json', body: JSON.stringify(value) };
}

export function text(status: number, body: string, type = 'application/json'): Answer {
  return { kind: 'answer', status, type, body };
}

export function send(response: ServerResponse, answer: Answer): void {
  if (answer.kind === 'reset') response.socket?.resetAndDestroy();
  if (answer.kind !== 'answer') return;
  response.writeHead(answer.status, { 'Content-Type': `${answer.type}; charset=utf-8` });
  response.end(answer.body);
}

/** The whole body of a request, as text. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  // An IncomingMessage without an encoding yields Buffers.
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
