import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { waitFor, type WaitOptions } from './wait.ts';

export interface ProcessOptions {
  /** Name of the program in messages. */
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

// The shell replaces itself with the program, so the pid is the program's own. Before that it starts a guard in the same
// process group. The guard reads from a pipe whose other end only this process holds. The pipe closes when this process
// closes it or dies for any reason; the guard then kills the group. Nothing survives a kill -9 of the parent.
const launcher = `(trap '' HUP INT TERM; read -r _ <&3; kill -s KILL -- "-$$") & exec "$@" 3<&-`;

/** A program in its own process group that cannot outlive the process that started it. */
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

  /** Starts the program and returns at once. A missing program exits with code 127 and a message in its log. */
  static start(options: ProcessOptions): Process {
    const log = openSync(options.logFile, 'a');
    try {
      const logStart = statSync(options.logFile).size;
      const child = spawn(
        '/bin/sh',
        ['-c', launcher, options.name, options.command, ...(options.args ?? [])],
        {
          cwd: options.cwd,
          // The only variable of this process that every program needs.
          env: options.env ?? { PATH: process.env.PATH ?? '/usr/bin:/bin' },
          detached: true,
          stdio: ['ignore', log, log, 'pipe'],
        },
      );
      child.on('error', () => undefined); // a missing pid shows the error
      child.unref();
      const guard = child.stdio[3];
      // The pipe is a socket, which the type of stdio does not express.
      if (guard && 'unref' in guard) (guard as Socket).unref();
      return new Process(options, child, logStart);
    } finally {
      closeSync(log);
    }
  }

  get running(): boolean {
    return this.#exit === undefined;
  }

  /** The output of this run so far. */
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
    // `exited` alone would not keep the event loop alive, because the child is unreferenced.
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
    // The kernel has ended the program already; the exit event of Node.js follows.
    if (!isGone(error)) throw error;
  }
}

// Not `instanceof`, because the Error class of a test runner differs from that of Node.js.
function isGone(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ESRCH';
}

function describe(exit: Exit): string {
  return exit.signal ?? `code ${String(exit.code)}`;
}
