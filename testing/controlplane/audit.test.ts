import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditLog } from './audit.ts';

function line(fields: Record<string, unknown>): string {
  const event = {
    auditID: '1',
    stage: 'ResponseComplete',
    requestReceivedTimestamp: '2026-11-23T12:00:00.000001Z',
    stageTimestamp: '2026-11-23T12:00:01.000001Z',
    requestURI: '/api/v1/nodes/a',
    verb: 'get',
    user: { username: 'admin' },
    userAgent: 'test',
    objectRef: { resource: 'nodes', name: 'a' },
    responseStatus: { code: 200 },
    ...fields,
  };
  return `${JSON.stringify(event)}\n`;
}

describe('AuditLog', () => {
  let directory: string;
  let file: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'audit-'));
    file = join(directory, 'audit.log');
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('continues reading where it stopped, whole lines only', async () => {
    const log = new AuditLog(file);
    const second = line({ auditID: '2', user: { username: 'Zoë' } });
    const cut = Buffer.from(second).indexOf(0xab); // within the bytes of ë
    await appendFile(file, line({}));
    await appendFile(file, Buffer.from(second).subarray(0, cut));
    expect((await log.entries()).map(({ user }) => user)).toEqual(['admin']);
    await appendFile(file, Buffer.from(second).subarray(cut));
    expect((await log.entries()).map(({ user }) => user)).toEqual(['admin', 'Zoë']);
  });

  it('counts a request once, whatever its number of stages', async () => {
    await appendFile(file, line({ verb: 'watch', stage: 'ResponseStarted' }) + line({ verb: 'watch' }));
    const entries = await new AuditLog(file).entries({ verb: 'watch' });
    expect(entries.map(({ stage }) => stage)).toEqual(['ResponseStarted']);
  });

  it('filters by value, by any of several values and by time', async () => {
    await appendFile(file, line({ auditID: '1', verb: 'patch', responseStatus: { code: 409 } }));
    await appendFile(file, line({ auditID: '2', verb: 'delete' }));
    await appendFile(file, line({ auditID: '3', requestReceivedTimestamp: '2026-11-23T13:00:00.000000Z' }));
    const log = new AuditLog(file);
    const ids = async (filter: Parameters<AuditLog['entries']>[0]): Promise<string[]> =>
      (await log.entries(filter)).map(({ id }) => id);
    expect(await ids({ code: 409 })).toEqual(['1']);
    expect(await ids({ verb: ['patch', 'delete'] })).toEqual(['1', '2']);
    expect(await ids({ since: new Date('2026-11-23T13:00:00Z') })).toEqual(['3']);
    expect(await ids({ name: 'b' })).toEqual([]);
  });

  it('waits for a request in the future', async () => {
    const log = new AuditLog(file);
    const waiting = log.waitFor({ code: 429 }, undefined, { interval: 1 });
    await appendFile(file, line({ auditID: '2', responseStatus: { code: 429 } }));
    expect((await waiting).id).toBe('2');
  });

  it('shows the pod that a token is bound to', async () => {
    const extra = { 'authentication.kubernetes.io/pod-name': ['mechanic-controller-1'] };
    await appendFile(file, line({ auditID: '1', user: { username: 'mechanic', extra } }));
    await appendFile(file, line({ auditID: '2' }));
    const log = new AuditLog(file);
    expect((await log.entries({ pod: 'mechanic-controller-1' })).map(({ id }) => id)).toEqual(['1']);
  });

  it('distinguishes dry runs from writes', async () => {
    await appendFile(file, line({ requestURI: '/api/v1/nodes/a?dryRun=All' }));
    expect((await new AuditLog(file).entries())[0]?.dryRun).toBe(true);
  });
});
