import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './alive.ts';

/**
 * Runs `work` while no other process with the same lock file does. The lock of a dead process is taken over. Two processes
 * that take it over at the same instant may both run: use it to save work, not to protect data.
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
  // The file is written first and linked afterwards, so that a lock always contains its holder.
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
