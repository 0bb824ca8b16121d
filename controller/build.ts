/**
 * Bundles the controller, so that it starts fast and its image needs no node_modules: into one file, dist/main.mjs, and one
 * more that is loaded only when traces are wanted. What browsers get lies beside them.
 */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Plugin, build } from 'esbuild';

const root = import.meta.dirname;

const collector = 'otlp-collector';
const collectorApart: Plugin = {
  name: 'collector-apart',
  setup: (bundle) =>
    bundle.onResolve({ filter: new RegExp(`/${collector}\\.ts$`) }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: `./${collector}.mjs`, external: true } : null,
    ),
};

for (const [source, name] of [
  ['src/main.ts', 'main'],
  [`src/observe/trace/${collector}.ts`, collector],
] as const) {
  await build({
    entryPoints: [join(root, source)],
    outfile: join(root, `dist/${name}.mjs`),
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    plugins: [collectorApart],
    // express and winston are CommonJS: inside an ES module their require() needs to be made.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
}

for (const file of ['page.css', 'page.client.js', 'icon.svg']) {
  await copyFile(join(root, 'src/observe/page', file), join(root, 'dist', file));
}
