/** kubectl mechanic: composes, reads the environment, and answers to signals. Nothing else here does. */
import { systemClock } from '@mechanic/contract/clock';
import { LocalKubectl } from './kubectl.ts';
import { Plugin } from './plugin.ts';

const { stdout, stderr, env, argv } = process;
const stop = new AbortController();

// Whoever reads the output may have had enough of it: `kubectl mechanic | head`.
stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

function untilInterrupted(): AbortSignal {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // A second one ends the program at once, whatever it waits for.
    process.once(signal, () => stop.abort());
  }
  return stop.signal;
}

const plugin = new Plugin({
  // The build puts the version here; run from its sources, the program has none.
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
