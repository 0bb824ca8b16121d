import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { waitFor, type WaitOptions } from './wait.ts';

export interface ProcessOptions {
  /** What messages call it. */
  readonly name: string;
  readonly command: string;
  readonly args?: readonly string[];
  /** The whole environment of the process. Default: only PATH. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Receives stdout and stderr; appended to when it exists. */
  readonly logFile: string;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

// The shell becomes the program, so that the pid is the program's own. Before that it leaves a guard behind in the
// same process group: the guard reads from a pipe whose other end only we hold. The pipe closes when we close it, and
// also when we die, however that happens; the guard then kills the group. Nothing survives a kill -9 of the parent.
const launcher = `(trap '' HUP INT TERM; read -r _ <&3; kill -s KILL -- "-$$") & exec "$@" 3<&-`;

/** A program in a process group of its own that cannot outlive the process that started it. */
export class Process {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** Resolves when the program has ended, for whatever reason. */
  readonly exited: Promise<Exit>;
  readonly #logStart: number;
  #exit: Exit | undefined;

  private constructor(options: ProcessOptions, child: ChildProcess, logStart: number) {
    if (child.pid === undefined) throw new Error(`${options.name}: /bin/sh did not start`);
    this.name = options.name;
    this.pid = child.pid;
    this.logFile = options.logFile;
    this.#logStart = logStart;
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.#exit = { code, signal };
        child.stdio[3]?.destroy();
        resolve(this.#exit);
      });
    });
  }

  /** Starts the program and returns at once. A program that cannot be found exits with code 127, said in its log. */
  static start(options: ProcessOptions): Process {
    const log = openSync(options.logFile, 'a');
    try {
      const logStart = statSync(options.logFile).size;
      const child = spawn(
        '/bin/sh',
        ['-c', launcher, options.name, options.command, ...(options.args ?? [])],
        {
          cwd: options.cwd,
          // The only thing every program needs of our own environment.
          env: options.env ?? { PATH: process.env.PATH ?? '/usr/bin:/bin' },
          detached: true,
          stdio: ['ignore', log, log, 'pipe'],
        },
      );
      child.on('error', () => undefined); // told by the missing pid
      child.unref();
      const guard = child.stdio[3];
      // A pipe of ours is a socket, which the type of stdio does not tell.
      if (guard && 'unref' in guard) (guard as Socket).unref();
      return new Process(options, child, logStart);
    } finally {
      closeSync(log);
    }
  }

  get running(): boolean {
    return this.#exit === undefined;
  }

  /** What this run has written so far. */
  log(): string {
    return readFileSync(this.logFile).subarray(this.#logStart).toString();
  }

  /** Waits for a state of the running program; fails with the end of its log when it exits or takes too long. */
  async waitUntil(what: string, probe: () => unknown, options: WaitOptions = {}): Promise<void> {
    try {
      await waitFor(`${this.name} ${what}`, () => !this.running || probe(), options);
    } catch (error) {
      throw this.#failure(error instanceof Error ? error.message : String(error), error);
    }
    if (this.#exit)
      throw this.#failure(`${this.name} ended (${describe(this.#exit)}) before it was seen: ${what}`);
  }

  /** Waits until a line of the log matches and returns the match. */
  async waitForLine(pattern: RegExp, options: WaitOptions = {}): Promise<RegExpExecArray> {
    await this.waitUntil(`writes ${String(pattern)}`, () => pattern.test(this.log()), options);
    const match = pattern.exec(this.log());
    if (!match) throw new Error(`${this.name} wrote ${String(pattern)}, and its log was cut since`);
    return match;
  }

  /** Waits until the program ends by itself; fails with the end of its log unless it ends with code 0. */
  async succeed(options: WaitOptions = {}): Promise<void> {
    await waitFor(`the end of ${this.name}`, () => !this.running, options);
    if (this.#exit?.code !== 0) throw this.#failure(`${this.name} failed (${describe(await this.exited)})`);
  }

  /** Sends a signal to the program; does nothing when it has ended. */
  signal(signal: NodeJS.Signals): void {
    if (this.running) send(this.pid, signal);
  }

  /** SIGTERM, and SIGKILL to the whole group after `grace` milliseconds. Returns when the program is gone. */
  async stop(grace = 10_000): Promise<Exit> {
    this.signal('SIGTERM');
    const timeout = new AbortController();
    await Promise.race([
      this.exited,
      delay(grace, undefined, { signal: timeout.signal }).catch(() => undefined),
    ]);
    timeout.abort();
    if (this.running) send(-this.pid, 'SIGKILL');
    // `exited` alone would not keep the event loop alive: the child is unreferenced.
    while (this.running) await Promise.race([this.exited, delay(20)]);
    return this.exited;
  }

  #failure(message: string, cause?: unknown): Error {
    const tail = this.log().trimEnd().split('\n').slice(-20).join('\n');
    return new Error(`${message}\n--- end of ${this.logFile}\n${tail}`, { cause });
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // The kernel knows that it has ended, and our event loop is about to hear of it.
    if (!isGone(error)) throw error;
  }
}

// No `instanceof`: a test runner's Error is not the one that Node.js throws.
function isGone(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ESRCH';
}

function describe(exit: Exit): string {
  return exit.signal ?? `code ${String(exit.code)}`;
}
