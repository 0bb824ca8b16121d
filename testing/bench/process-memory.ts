import { readFile } from 'node:fs/promises';

/** Memory of a process in MiB: all of its resident pages, and those that are its own. */
export interface ProcessMemory {
  readonly resident: number;
  readonly own: number;
}

/** Reads /proc, as Linux tells it. */
export async function processMemory(pid: number): Promise<ProcessMemory> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return { resident: field(status, 'VmRSS'), own: field(status, 'RssAnon') };
}

export function sayMemory({ resident, own }: ProcessMemory): string {
  return `${resident.toFixed(0)} MiB resident, ${own.toFixed(0)} MiB its own`;
}

/** The most that was ever resident of a process, in MiB. */
export async function peakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return field(status, 'VmHWM');
}

/** A line of /proc/PID/status that is in kB, as MiB. */
function field(status: string, name: string): number {
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`the status of the process has no ${name}`);
  return Number(kilobytes) / 1024;
}
