/** The entry point of kubectl mechanic: the only file that composes, reads the environment, and handles signals. */
import { systemClock } from '@mechanic/contract/clock';
import { LocalKubectl } from './kubectl.ts';
import { Plugin } from './plugin.ts';

const { stdout, stderr, env, argv } = process;
const stop = new AbortController();

// The reader of the output may stop early: `kubectl mechanic | head`.
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

function untilInterrupted(): AbortSignal {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // A second signal ends the program at once.
    process.once(signal, () => stop.abort());
  }
  return stop.signal;
}

const plugin = new Plugin({
  // The build inserts the version here; a program run from its sources has none.
  version: process.env.MECHANIC_VERSION ?? 'development',
  output: stdout,
  errors: stderr,
  colours: stdout.isTTY && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb',
  clock: systemClock,
  kubectl: (flags) => new LocalKubectl(flags, env),
  untilInterrupted,
  rest: (ms) =>
    new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      stop.signal.addEventListener('abort', done);
      function done(): void {
        clearTimeout(timer);
        stop.signal.removeEventListener('abort', done);
        resolve();
      }
    }),
});

void plugin.run(argv.slice(2)).then((code) => {
  process.exitCode = code;
});
