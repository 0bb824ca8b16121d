import { execFile } from 'node:child_process';

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Input on stdin. Default: nothing. */
  readonly input?: string | undefined;
}

// Enough for a list of all pods of a large cluster.
const maxBuffer = 256 * 1024 * 1024;

/** Runs a program to its end and returns its stdout; throws with its stderr when it fails. */
export function runCommand({ command, args, env, input }: Command): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, { env, maxBuffer }, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else
        reject(
          new Error(`${command} ${args.join(' ')}: ${stderr.trim() || error.message}`, { cause: error }),
        );
    });
    child.stdin?.on('error', () => undefined); // a program may end without reading its input
    child.stdin?.end(input);
  });
}
