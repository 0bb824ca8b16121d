/** Bundles the controller into one file, dist/main.mjs: a fast start, and no node_modules in the image. */
import { join } from 'node:path';
import { build } from 'esbuild';

const root = import.meta.dirname;
await build({
  entryPoints: [join(root, 'src/main.ts')],
  outfile: join(root, 'dist/main.mjs'),
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minify: true,
  keepNames: true,
  legalComments: 'none',
  loader: { '.css': 'text', '.html': 'text', '.svg': 'text' },
  // express and winston are CommonJS: inside an ES module their require() needs to be made.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
