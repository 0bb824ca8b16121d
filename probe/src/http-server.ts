import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';

/** What the probe says about itself. */
export interface ProbeStatus {
  /** Whether the loop turns. */
  alive(): boolean;
  /** Why it is not ready; null when it is. */
  doubt(): string | null;
  readonly contentType: string;
  /** Metrics in Prometheus' text format. */
  metrics(): Promise<string>;
}

/** `/healthz`, `/readyz` and `/metrics`. No request changes anything. */
export function probeServer(status: ProbeStatus): Server {
  return createServer((request, response) => {
    answer(status, request, response).catch(() => response.destroy());
  });
}

async function answer(
  status: ProbeStatus,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    send(response, 405, 'only GET and HEAD\n');
    return;
  }
  switch (request.url?.split('?')[0]) {
    case '/healthz':
      sendCheck(response, status.alive() ? null : 'the loop has stopped');
      return;
    case '/readyz':
      sendCheck(response, status.doubt());
      return;
    case '/metrics':
      send(response, 200, await status.metrics(), status.contentType);
      return;
    default:
      send(response, 404, 'not found\n');
  }
}

function sendCheck(response: ServerResponse, problem: string | null): void {
  send(response, problem === null ? 200 : 503, `${problem ?? 'ok'}\n`);
}

/** Node leaves the body out of the answer to HEAD by itself. */
function send(
  response: ServerResponse,
  code: number,
  body: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(code, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
