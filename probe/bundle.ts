import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';

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
} as const satisfies BuildOptions;
