import { afterEach, describe, expect, it } from '@jest/globals';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askPrometheus } from './prometheus.ts';

let server: Server | null = null;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

/** Starts a server that gives this answer; returns its base URL and the requests it got. */
async function serve(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const made = createServer(({ url = '' }, response) => {
    asked.push(url);
    if (status === 0) return;
    response.writeHead(status, headers).end(body);
  });
  server = made;
  await new Promise<void>((resolve) => {
    made.listen(0, '127.0.0.1', resolve);
  });
  // It listens on a TCP port.
  return { url: `http://127.0.0.1:${(made.address() as AddressInfo).port}`, asked };
}

function success(resultType: string, result: unknown): string {
  return JSON.stringify({ status: 'success', data: { resultType, result } });
}

describe('askPrometheus', () => {
  it('sends an instant query, under the path of the URL', async () => {
    const { url, asked } = await serve(200, success('vector', [{}, {}]));
    expect(await askPrometheus(`${url}/prom/`, 'up{job="a b"} == 0')).toEqual({
      kind: 'answered',
      results: 2,
    });
    expect(asked).toEqual(['/prom/api/v1/query?query=up%7Bjob%3D%22a+b%22%7D+%3D%3D+0']);
  });

  it.each([
    ['vector', [], 0],
    ['scalar', [1, '0'], 1],
    ['matrix', [{}], 1],
  ])('counts the results of a %s', async (type, result, results) => {
    const { url } = await serve(200, success(type, result));
    expect(await askPrometheus(url, 'x')).toEqual({ kind: 'answered', results });
  });

  it.each([
    [400, '{"status":"error","errorType":"bad_data","error":"parse error"}', 'HTTP 400 (bad_data)'],
    [503, 'down', 'HTTP 503'],
    [302, '', 'HTTP 302'],
    [200, '<html>', 'what answers is no Prometheus'],
    [200, '{"status":"success"}', 'what answers is no Prometheus'],
    [200, '{"status":"error","errorType":"<b>"}', 'what answers is no Prometheus'],
    [200, `"${'x'.repeat(5_000_000)}"`, 'its answer is too large'],
  ])('fails with HTTP %d', async (status, body, why) => {
    const { url } = await serve(status, body, status === 302 ? { Location: 'http://127.0.0.1:1/' } : {});
    expect(await askPrometheus(url, 'x')).toEqual({ kind: 'failed', why });
  });

  it('gives up when no answer comes', async () => {
    const { url } = await serve(0, '');
    expect(await askPrometheus(url, 'x', 50)).toEqual({ kind: 'failed', why: 'no answer in time' });
  });

  it('names no address when it cannot connect', async () => {
    const { url } = await serve(200, '');
    await new Promise((resolve) => server?.close(resolve));
    expect(await askPrometheus(url, 'x')).toEqual({ kind: 'failed', why: 'ECONNREFUSED' });
  });
});
