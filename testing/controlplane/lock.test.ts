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

  it('admits one process at a time, tells the other that it waits, and leaves no file behind', async () => {
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

  it('admits the next process when the work fails', async () => {
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

  it('takes over the lock of a dead process', async () => {
    const stale = join(directory, 'stale.lock');
    // Above the largest process id of Linux.
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
