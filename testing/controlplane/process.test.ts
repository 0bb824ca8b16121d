import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isAlive } from './alive.ts';
import { Process } from './process.ts';
import { waitFor } from './wait.ts';

describe('Process', () => {
  let directory: string;
  const started: Process[] = [];
  const sh = (script: string): Process => {
    const child = Process.start({
      name: 'it',
      command: '/bin/sh',
      args: ['-c', script],
      logFile: join(directory, 'log'),
    });
    started.push(child);
    return child;
  };
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'process-'));
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((child) => child.stop(0)));
    await rm(directory, { recursive: true });
  });

  it('writes the output of the program to its log, and waits for a line of it', async () => {
    const child = sh('echo port 1234; echo oops >&2; exec sleep 60');
    const [, port] = await child.waitForLine(/port (\d+)/);
    expect(port).toBe('1234');
    await child.waitForLine(/oops/);
  });

  it('shows only the output of this run when the log is appended to', async () => {
    await sh('echo first').succeed();
    const second = sh('echo second');
    await second.succeed();
    expect(second.log()).toBe('second\n');
  });

  it('has the pid of the program, because the program replaces the shell', async () => {
    const child = sh('echo $$; exec sleep 60');
    const [pid] = await child.waitForLine(/\d+/);
    expect(Number(pid)).toBe(child.pid);
  });

  it('ends the program when it is stopped', async () => {
    const child = sh('exec sleep 60');
    expect(await child.stop()).toEqual({ code: null, signal: 'SIGTERM' });
    expect(child.running).toBe(false);
  });

  it('kills a program that ignores the request to end', async () => {
    const child = sh(`trap '' TERM; echo ready; while :; do sleep 0.01; done`);
    await child.waitForLine(/ready/);
    expect(await child.stop(1)).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('kills child processes that the program leaves behind', async () => {
    const child = sh('sleep 60 & echo child $!');
    const [, pid] = await child.waitForLine(/child (\d+)/).catch(() => /child (\d+)/.exec(child.log()) ?? []);
    await child.succeed();
    await waitFor('the orphan to be gone', () => !isAlive(Number(pid)));
  });

  it('kills the program when the process that started it is killed', async () => {
    const script = `
      import { Process } from ${JSON.stringify(join(import.meta.dirname, 'process.ts'))};
      const child = Process.start({ name: 'x', command: 'sleep', args: ['60'], logFile: '/dev/null' });
      console.log('child ' + child.pid);
      setInterval(() => {}, 1000);`;
    const parent = Process.start({
      name: 'parent',
      command: process.execPath,
      args: ['--input-type=module', '-e', script],
      logFile: join(directory, 'parent'),
    });
    started.push(parent);
    const [, pid] = await parent.waitForLine(/child (\d+)/);
    expect(isAlive(Number(pid))).toBe(true);
    parent.signal('SIGKILL');
    await waitFor('the child to be gone', () => !isAlive(Number(pid)));
  });

  it('throws the end of the log when the program fails', async () => {
    await expect(sh('echo the reason; exit 3').succeed()).rejects.toThrow(
      /it failed \(code 3\)[^]*the reason/,
    );
    await expect(sh('echo early; exit 0').waitForLine(/never/)).rejects.toThrow(/ended \(code 0\)[^]*early/);
  });

  it('reports a missing program', async () => {
    const child = Process.start({ name: 'it', command: 'no-such-program', logFile: join(directory, 'log') });
    await expect(child.succeed()).rejects.toThrow(/code 127[^]*no-such-program: not found/);
  });
});
