import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AllowedHosts } from '@mechanic/contract/allowed-hosts';
import type { HealthChecks } from '@mechanic/contract/health-server';
import { boundedServer } from '@mechanic/contract/http-server';

/** What the probe reports about itself. */
export interface ProbeStatus extends HealthChecks {
  readonly hosts: Pick<AllowedHosts, 'allows'>;
  readonly contentType: string;
  /** Metrics in Prometheus' text format. */
  metrics(): Promise<string>;
}

/** The clients are Prometheus and a person now and then; each incomplete request takes some 20 kB. */
const bounds = { connections: 64, headerBytes: 8_192 };

/** Serves `/healthz`, `/readyz` and `/metrics`. No request changes anything. */
export function probeServer(status: ProbeStatus): Server {
  return boundedServer(bounds, (request, response) => {
    answer(status, request, response).catch(() => response.destroy());
  });
}

async function answer(
  status: ProbeStatus,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!status.hosts.allows(request.headers.host)) {
    send(response, 421, 'not known under this name; if it is right, allow it by MECHANIC_ALLOWED_HOSTS\n');
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    send(response, 405, 'only GET and HEAD\n');
    return;
  }
  switch (request.url?.split('?')[0]) {
    case '/healthz':
      sendCheck(response, status.health());
      return;
    case '/readyz':
      sendCheck(response, status.readiness());
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

/** Node leaves out the body of an answer to HEAD by itself. */
function send(
  response: ServerResponse,
  code: number,
  body: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(code, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
