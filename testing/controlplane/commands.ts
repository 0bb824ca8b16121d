import { execFile } from 'node:child_process';

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Given to stdin. Default: nothing. */
  readonly input?: string | undefined;
}

// A list of all pods of a large cluster is long.
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
    child.stdin?.on('error', () => undefined); // a program may end without reading it
    child.stdin?.end(input);
  });
}
