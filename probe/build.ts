/** Bundles the probe into one file without dependencies: the runtime on a node has nothing to look up. */
import { join } from 'node:path';
import { build } from 'esbuild';

await build({
  entryPoints: [join(import.meta.dirname, 'src/main.ts')],
  outfile: join(import.meta.dirname, 'dist/main.cjs'),
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  minify: true,
  // Stack traces and class names in the log stay readable.
  keepNames: true,
  legalComments: 'none',
});
