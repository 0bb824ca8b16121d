import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { type LogFormat, Logger } from './logger.ts';

const now = (): number => Date.parse('2026-11-23T05:00:00.000Z');

function lines(format: LogFormat): { logger: Logger; written: string[] } {
  const written: string[] = [];
  const output = new Writable({
    write(chunk: Buffer, _encoding, done): void {
      written.push(chunk.toString());
      done();
    },
  });
  return { logger: new Logger({ level: 'info', format, output, now }), written };
}

describe('Logger', () => {
  it('writes one JSON object per line, with time, level and message first', () => {
    const { logger, written } = lines('json');
    logger.info('node cordoned', { node: 'aks-1', events: ['602D'] });
    expect(written).toEqual([
      '{"time":"2026-11-23T05:00:00.000Z","level":"info","message":"node cordoned","node":"aks-1","events":["602D"]}\n',
    ]);
  });

  it('lets no field replace time, level or message', () => {
    const { logger, written } = lines('json');
    logger.warn('write failed', { message: 'x', level: 'y', time: 'z', splat: 1 });
    expect(JSON.parse(written.join(''))).toEqual({
      time: '2026-11-23T05:00:00.000Z',
      level: 'warn',
      message: 'write failed',
      splat: 1,
    });
  });

  it('keeps percent signs and braces in a message', () => {
    const { logger, written } = lines('json');
    logger.info('100 %s of {node}', { node: 'a' });
    expect(JSON.parse(written.join(''))).toMatchObject({ message: '100 %s of {node}' });
  });

  it('writes name and message of an error, never its stack', () => {
    const { logger, written } = lines('json');
    logger.error('pass failed', { error: new TypeError('no such thing') });
    expect(JSON.parse(written.join(''))).toMatchObject({ error: 'TypeError: no such thing' });
  });

  it('keeps a value with a line break on one line, in both formats', () => {
    for (const format of ['json', 'text'] as const) {
      const { logger, written } = lines(format);
      logger.info('event known', { description: 'a\nlevel=error forged' });
      expect(written.join('').trimEnd()).not.toContain('\n');
    }
  });

  it('writes text lines for people', () => {
    const { logger, written } = lines('text');
    logger.info('node cordoned', { node: 'aks-1', reason: 'Redeploy due', pods: 3, gone: undefined });
    expect(written).toEqual([
      '2026-11-23T05:00:00.000Z INFO  node cordoned node=aks-1 reason="Redeploy due" pods=3\n',
    ]);
  });

  it('can change its level while it runs', () => {
    const { logger, written } = lines('text');
    logger.debug('hidden');
    logger.setLevel('debug');
    logger.debug('shown');
    logger.setLevel('error');
    logger.warn('hidden again');
    expect(written).toHaveLength(1);
    expect(written[0]).toContain('shown');
  });
});
