/**
 * Writes dist/kubectl-mechanic.cjs: one file without dependencies. For the Node.js of whoever runs kubectl, which may be
 * older than ours; and CommonJS, because it is installed under a name without an extension, which older versions of
 * Node.js do not take for an ES module.
 */
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import packageJson from './package.json' with { type: 'json' };

const root = import.meta.dirname;
const outfile = join(root, 'dist/kubectl-mechanic.cjs');
await build({
  entryPoints: [join(root, 'src/main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  keepNames: true,
  legalComments: 'none',
  banner: { js: '#!/usr/bin/env node' },
  define: { 'process.env.MECHANIC_VERSION': JSON.stringify(packageJson.version) },
  logLevel: 'warning',
});
await chmod(outfile, 0o755);
