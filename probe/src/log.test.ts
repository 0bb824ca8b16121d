import { describe, expect, it } from '@jest/globals';
import { JsonLog } from './log.ts';

describe('the log', () => {
  it('writes one JSON object per line', () => {
    const lines: string[] = [];
    const log = new JsonLog('debug', (line) => void lines.push(line));
    log.error('Broken', { why: 'two\nlines' });
    log.warn('Odd');
    log.info('Fine');
    log.debug('Detail');
    expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { time: expect.any(String), level: 'error', message: 'Broken', why: 'two\nlines' },
      { level: 'warn', message: 'Odd' },
      { level: 'info', message: 'Fine' },
      { level: 'debug', message: 'Detail' },
    ]);
  });

  it('leaves out what is below its level', () => {
    const lines: string[] = [];
    const log = new JsonLog('warn', (line) => void lines.push(line));
    log.info('Fine');
    log.debug('Detail');
    log.warn('Odd');
    expect(lines).toHaveLength(1);
  });
});
