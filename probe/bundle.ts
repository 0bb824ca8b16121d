import { join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';

/**
 * Of prom-client only what the probe uses: the whole of it brings a push gateway, cluster support and the metrics of
 * Node.js, and with them modules that would sit in memory on every node.
 */
const promClientParts: Plugin = {
  name: 'prom-client-parts',
  setup(setup) {
    setup.onResolve({ filter: /^prom-client$/ }, () => ({ path: 'parts', namespace: 'prom-client' }));
    setup.onLoad({ filter: /.*/, namespace: 'prom-client' }, () => ({
      contents: `
        export { default as Counter } from 'prom-client/lib/counter.js';
        export { default as Gauge } from 'prom-client/lib/gauge.js';
        export { default as Registry } from 'prom-client/lib/registry.js';`,
      resolveDir: import.meta.dirname,
    }));
  },
};

/** The probe as one file without dependencies: on a node there is nothing to look up, and it starts fast and small. */
export const bundle = {
  entryPoints: [join(import.meta.dirname, 'src/main.ts')],
  outfile: join(import.meta.dirname, 'dist/main.cjs'),
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minify: true,
  // Names in stack traces stay readable.
  keepNames: true,
  legalComments: 'none',
  plugins: [promClientParts],
} as const satisfies BuildOptions;
