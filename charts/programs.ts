import { execFileSync } from 'node:child_process';

/** Stdout of a program that is run to its end. Throws with its stderr when it fails. */
export function run(command: string, args: readonly string[]): string {
  const { PATH = '', HOME = '' } = process.env;
  return execFileSync(command, args, {
    encoding: 'utf8',
    env: { PATH, HOME },
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Helm: the one that HELM names, or else that of the PATH. */
export function helm(...args: readonly string[]): string {
  return run(process.env.HELM ?? 'helm', args);
}
