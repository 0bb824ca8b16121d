import { type ExecFileException, execFile } from 'node:child_process';
import { cleanText } from './clean-text.ts';
import { PluginFailure } from './failure.ts';

/** The part of kubectl that this plugin uses. */
export interface Kubectl {
  /**
   * Runs kubectl to its end and returns what it printed.
   * @throws KubectlFailure
   */
  run(
    args: readonly string[],
    options?: { readonly input?: string; readonly timeoutMs?: number },
  ): Promise<string>;
}

/** kubectl failed. */
export class KubectlFailure extends PluginFailure {
  /** The reason from the API server (`NotFound`, `Forbidden`, `Conflict`, ...); empty when it did not answer. */
  readonly reason: string;

  constructor(message: string, reason: string) {
    super(message);
    this.name = 'KubectlFailure';
    this.reason = reason;
  }
}

const TIMEOUT_MS = 15_000;
/**
 * The timeout of kubectl itself has a clearer message. This one ends a kubectl that hangs, for example in a credential
 * plugin.
 */
const PATIENCE_MS = 15_000;
/** Enough for a page of 500 Nodes with many images and labels. */
const MOST_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Runs the kubectl of the user, so that every kubeconfig, credential plugin and proxy works. */
export class LocalKubectl implements Kubectl {
  readonly #flags: readonly string[];
  readonly #environment: NodeJS.ProcessEnv;

  /** `flags` come before all arguments, e.g. `--context=prod`. */
  constructor(flags: readonly string[], environment: NodeJS.ProcessEnv) {
    this.#flags = flags;
    this.#environment = environment;
  }

  run(
    args: readonly string[],
    { input, timeoutMs = TIMEOUT_MS }: { readonly input?: string; readonly timeoutMs?: number } = {},
  ): Promise<string> {
    const all = [...this.#flags, `--request-timeout=${timeoutMs}ms`, ...args];
    const options = {
      env: this.#environment,
      timeout: timeoutMs + PATIENCE_MS,
      maxBuffer: MOST_OUTPUT_BYTES,
      windowsHide: true,
    };
    return new Promise((resolve, reject) => {
      const child = execFile('kubectl', all, options, (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(failure(error, stderr));
      });
      // kubectl may end without reading its input; its own message tells why.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input);
    });
  }
}

function failure(error: ExecFileException, stderr: string): KubectlFailure {
  if (error.code === 'ENOENT') return new KubectlFailure('kubectl is not in the PATH', '');
  const said = stderr.trim().split('\n').filter(isTelling).join(' ');
  const [, reason = ''] = /Error from server \((\w+)\)/.exec(said) ?? [];
  if (said === '' && error.killed === true) return new KubectlFailure('kubectl did not end in time', '');
  const message = said.replace(/^(error: |Error from server \(\w+\): )/i, '');
  return new KubectlFailure(cleanText(message === '' ? error.message : message), reason);
}

/** Whether a line is not from the log of client-go (`E1123 05:00:00.000000 ...`), which repeats the error several times. */
function isTelling(line: string): boolean {
  return line !== '' && !/^[EWI]\d{4} /.test(line);
}
