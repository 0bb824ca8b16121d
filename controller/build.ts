/**
 * Bundles the controller into one file, dist/main.mjs: a fast start, and no node_modules in the image.
 * What browsers get lies beside it.
 */
import { copyFile } from 'node:fs/promises';
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
  // express and winston are CommonJS: inside an ES module their require() needs to be made.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});

for (const file of ['page.css', 'page.client.js', 'icon.svg']) {
  await copyFile(join(root, 'src/observe/page', file), join(root, 'dist', file));
}
