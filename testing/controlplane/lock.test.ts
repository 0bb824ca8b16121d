import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { withLock } from './lock.ts';

describe('withLock', () => {
  let directory: string;
  let file: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lock-'));
    file = join(directory, 'deeper', 'a.lock');
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('lets one in at a time, tells the other that it waits, and leaves nothing behind', async () => {
    const inside: string[] = [];
    let waited = 0;
    const enter = (name: string): Promise<void> =>
      withLock(
        file,
        () => waited++,
        async () => {
          inside.push(`${name} in`);
          await new Promise(setImmediate);
          inside.push(`${name} out`);
        },
      );
    await Promise.all([enter('a'), enter('b')]);
    const [first, second] = inside[0] === 'a in' ? ['a', 'b'] : ['b', 'a'];
    expect(inside).toEqual([`${first} in`, `${first} out`, `${second} in`, `${second} out`]);
    expect(waited).toBe(1);
    expect(await readdir(join(directory, 'deeper'))).toEqual([]);
  });

  it('lets the next one in when the work fails', async () => {
    const failing = withLock(
      file,
      () => undefined,
      () => Promise.reject(new Error('no')),
    );
    await expect(failing).rejects.toThrow('no');
    expect(
      await withLock(
        file,
        () => undefined,
        () => Promise.resolve(1),
      ),
    ).toBe(1);
  });

  it('takes over from a process that is gone', async () => {
    const stale = join(directory, 'stale.lock');
    // Above the largest process id that Linux gives.
    await writeFile(stale, '4194305');
    expect(
      await withLock(
        stale,
        () => undefined,
        () => Promise.resolve(1),
      ),
    ).toBe(1);
  });
});
