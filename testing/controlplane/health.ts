import { get, type IncomingMessage } from 'node:http';
import { get as getSecurely } from 'node:https';

export interface HealthRequest {
  /** Root certificate, PEM, for an https URL. */
  readonly ca?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Whether a GET of `url` is answered with 200 within a second. Never throws. */
export function isHealthy(url: string, { ca, headers }: HealthRequest = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const onResponse = (response: IncomingMessage): void => {
      response.resume();
      resolve(response.statusCode === 200);
    };
    const options = { agent: false as const, ca, headers: { ...headers }, timeout: 1_000 };
    const request = url.startsWith('https:')
      ? getSecurely(url, options, onResponse)
      : get(url, options, onResponse);
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}
