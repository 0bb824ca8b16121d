/**
 * Writes what a release consists of besides its images: chart package, manifests, kubectl plugin, SBOM and checksums.
 * `node charts/release.ts [folder]`; REGISTRY in the environment becomes where chart and manifests find the images.
 */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCommand, Toolbox } from '../testing/controlplane/index.ts';

const root = join(import.meta.dirname, '..');
const folder = resolve(process.argv[2] ?? join(root, 'dist/release'));
const registry = (process.env.REGISTRY ?? '').replace(/\/$/, '');
const environment = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
// Our own file.
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** The same text with our images where they are published. */
function published(text: string): string {
  if (registry === '') return text;
  return text
    .replaceAll(/^( *image: )(mechanic-\w+:)/gm, `$1${registry}/$2`)
    .replace(/^( *registry: )''$/m, `$1${registry}`);
}

async function packageChart(scratch: string): Promise<void> {
  const chart = join(scratch, 'mechanic');
  cpSync(join(root, 'charts/mechanic'), chart, { recursive: true });
  const values = join(chart, 'values.yaml');
  writeFileSync(values, published(readFileSync(values, 'utf8')));
  const command = await Toolbox.fromEnvironment().path('helm');
  await runCommand({ command, args: ['package', chart, '--destination', folder], env: environment });
}

async function packageConfig(scratch: string): Promise<void> {
  const config = join(scratch, `mechanic-config-${version}`);
  cpSync(join(root, 'config'), config, { recursive: true });
  for (const program of ['controller/deployment.yaml', 'probe/daemonset.yaml', 'static/mechanic.yaml']) {
    const path = join(config, program);
    writeFileSync(path, published(readFileSync(path, 'utf8')));
  }
  copyFileSync(join(config, 'static/mechanic.yaml'), join(folder, `mechanic-${version}.yaml`));
  const archive = join(folder, `mechanic-config-${version}.tar.gz`);
  const args = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '-czf', archive, '-C', scratch];
  await runCommand({ command: 'tar', args: [...args, `mechanic-config-${version}`], env: environment });
}

/** What the bundles were made of, in CycloneDX: the packages of the lockfile that are not for development. */
async function writeSbom(program: string): Promise<void> {
  const args = [
    'sbom',
    '--sbom-format',
    'cyclonedx',
    '--omit',
    'dev',
    '--workspace',
    program,
    '--workspace',
    'contract',
  ];
  const text = await runCommand({ command: 'npm', args: ['--prefix', root, ...args], env: environment });
  writeFileSync(join(folder, `mechanic-${program}-${version}.cdx.json`), text);
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), 'mechanic-release-'));
try {
  await packageChart(scratch);
  await packageConfig(scratch);
  for (const program of ['probe', 'controller']) await writeSbom(program);
  copyFileSync(join(root, 'controller/dist/kubectl-mechanic.cjs'), join(folder, 'kubectl-mechanic'));
  const sums = readdirSync(folder)
    .sort()
    .map(
      (file) =>
        `${createHash('sha256')
          .update(readFileSync(join(folder, file)))
          .digest('hex')}  ${file}\n`,
    );
  writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log([...readdirSync(folder)].sort().join('\n'));
