import type { Server, ServerResponse } from 'node:http';
import { boundedServer } from './http-server.ts';

/** The checks that the kubelet reads. null: healthy; otherwise the reason in a few words. */
export interface HealthChecks {
  readonly health: () => string | null;
  readonly readiness: () => string | null;
}

/** Each answer ends its connection, so only silent connections stay open and count. */
const bounds = { connections: 64, headerBytes: 4_096 };

/** Serves `/healthz` and `/readyz` on their own port, so that the kubelet gets an answer whatever happens on other ports. */
export function healthServer({ health, readiness }: HealthChecks): Server {
  return boundedServer(bounds, ({ method, url }, response) => {
    response.setHeader('Connection', 'close');
    const path = url?.split('?')[0];
    if (method !== 'GET' && method !== 'HEAD') send(response, 405, 'only GET and HEAD');
    else if (path === '/healthz') sendCheck(response, health());
    else if (path === '/readyz') sendCheck(response, readiness());
    else send(response, 404, 'not found');
  });
}

function sendCheck(response: ServerResponse, problem: string | null): void {
  send(response, problem === null ? 200 : 503, problem ?? 'ok');
}

/** Node leaves out the body of an answer to HEAD by itself. */
function send(response: ServerResponse, code: number, text: string): void {
  if (code === 405) response.setHeader('Allow', 'GET, HEAD');
  response.writeHead(code, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(`${text}\n`);
}
