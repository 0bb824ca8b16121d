import { spawn } from 'node:child_process';

export interface PromtoolResult {
  readonly code: number | null;
  /** Everything it said. */
  readonly output: string;
}

/**
 * Runs Prometheus' own checker.
 * @throws Error that says what to install
 */
export function promtool(args: readonly string[], input = ''): Promise<PromtoolResult> {
  return new Promise((resolve, reject) => {
    const process = spawn('promtool', args, { stdio: 'pipe' });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    process.stdout.on('data', collect);
    process.stderr.on('data', collect);
    process.once('error', (cause) => {
      reject(new Error('cannot run promtool: install the package prometheus', { cause }));
    });
    process.once('close', (code) => resolve({ code, output }));
    process.stdin.end(input);
  });
}
