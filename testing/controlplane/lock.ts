import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './alive.ts';

/**
 * Runs `work` while no other process that uses the same lock file does. The lock of a process that died is taken over.
 * Two that take over at the same instant may both get in: use it to save work, not to keep data whole.
 */
export async function withLock<T>(file: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  let told = false;
  while (!(await take(file))) {
    if (!told) onWait();
    told = true;
    await delay(200);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  // Written first and linked then: a lock is never seen without its holder's name in it.
  const mine = `${file}.${randomUUID()}`;
  await writeFile(mine, String(process.pid));
  try {
    await link(mine, file);
    return true;
  } catch {
    const holder = Number(await readFile(file, 'utf8').catch(() => process.pid));
    if (isAlive(holder)) return false;
    await rm(file, { force: true });
    return await take(file);
  } finally {
    await rm(mine, { force: true });
  }
}
