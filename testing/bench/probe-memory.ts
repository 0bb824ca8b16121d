/**
 * What one probe costs a node: the bundle, with the flags of the chart, polls once a second, is scraped every 15 s and
 * asked for its health every 10 s, and sees an event come, start and go each minute.
 * `node testing/bench/probe-memory.ts [seconds]`, 300 unless said otherwise. Prints one line of JSON.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ImdsEmulator } from '../imds/emulator.ts';
import { ProbeProcess } from '../imds/probe-process.ts';
import { type ProcessMemory, processMemory } from './process-memory.ts';

export interface ProbeCost {
  readonly seconds: number;
  readonly memory: ProcessMemory;
  readonly millicores: number;
  /** Requests to the API server in all. */
  readonly apiRequests: number;
}

/** Ticks a second of /proc/<pid>/stat: fixed by the kernel's interface to programs. */
const ticks = 100;

export async function measureProbe(seconds: number): Promise<ProbeCost> {
  const vm = 'aks-user-25795745-vmss_0';
  const imds = await ImdsEmulator.start();
  const probe = await ProbeProcess.start({
    nodeName: 'aks-user-25795745-vmss000000',
    imds: imds.add({ name: vm, group: 'user' }),
    env: { MECHANIC_IMDS_POLL_INTERVAL: '1s' },
    bundle: true,
  });
  try {
    await probe.reported('the first answer', (report) => report.imds === 'ok');
    const before = cpuSeconds(probe.pid);
    for (let second = 1; second <= seconds; second += 1) {
      await delay(1_000);
      if (second % 10 === 0) await probe.status('/healthz');
      if (second % 15 === 0) await probe.status('/metrics');
      if (second % 60 === 5) {
        imds.schedule({ type: 'Freeze', resources: [vm], noticeMs: 20_000, finishAfterMs: 10_000 });
      }
    }
    const cpu = cpuSeconds(probe.pid) - before;
    return {
      seconds,
      memory: await processMemory(probe.pid),
      millicores: Math.round((10_000 * cpu) / seconds) / 10,
      apiRequests: probe.api.requests.length,
    };
  } finally {
    await probe.stop();
    await imds.stop();
  }
}

/** User and system time of a process so far. */
function cpuSeconds(pid: number): number {
  const fields =
    readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .split(') ')[1]
      ?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}

if (import.meta.main) console.log(JSON.stringify(await measureProbe(Number(process.argv[2] ?? 300))));
