/**
 * Writes what a release consists of besides its images: chart package, manifests, kubectl plugin, SBOM and checksums.
 * `node charts/release.ts [folder]`; REGISTRY in the environment becomes where chart and manifests find the images, and
 * DIGESTS, a file with a line `mechanic-probe sha256:...` for each (as .ci/images writes it), by which digest.
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
import { imageSbom, runImage, type Sbom } from './sbom.ts';

const root = join(import.meta.dirname, '..');
const folder = resolve(process.argv[2] ?? join(root, 'dist/release'));
const registry = (process.env.REGISTRY ?? '').replace(/\/$/, '');
const environment = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };
// Our own file.
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

const digests = readDigests(process.env.DIGESTS);

function readDigests(file: string | undefined): ReadonlyMap<string, string> {
  const lines = file === undefined ? [] : readFileSync(file, 'utf8').trim().split('\n');
  const found = lines.map((line) => /^(mechanic-\w+) (sha256:[0-9a-f]{64})$/.exec(line));
  if (found.includes(null)) throw new Error(`${file ?? ''} is not a list of images and digests`);
  return new Map(found.map((match) => [match?.[1] ?? '', match?.[2] ?? '']));
}

/** The same manifest with our images where they are published. */
function published(text: string): string {
  const place = registry === '' ? '' : `${registry}/`;
  return text.replaceAll(
    /^( *image: )((mechanic-\w+):.*)$/gm,
    (_, key: string, image: string, name: string) => {
      const digest = digests.get(name);
      return `${key}${place}${image}${digest === undefined ? '' : `@${digest}`}`;
    },
  );
}

/** The values of the chart with our images where they are published. */
function publishedValues(text: string): string {
  return [...digests].reduce(
    (values, [name, digest]) =>
      values.replace(new RegExp(`^( *repository: ${name}\n(?: .*\n)*? *digest: )''$`, 'm'), `$1${digest}`),
    text.replace(/^( *registry: )''$/m, registry === '' ? "$1''" : `$1${registry}`),
  );
}

async function packageChart(scratch: string): Promise<void> {
  const chart = join(scratch, 'mechanic');
  cpSync(join(root, 'charts/mechanic'), chart, { recursive: true });
  const values = join(chart, 'values.yaml');
  writeFileSync(values, publishedValues(readFileSync(values, 'utf8')));
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

/** What an image is made of, in CycloneDX: packages of the lockfile, Node.js, and the base image it was taken from. */
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
  const base = runImage(readFileSync(join(root, `Dockerfile.${program}`), 'utf8'));
  const name = `mechanic-${program}`;
  // npm's own format.
  const sbom = imageSbom(JSON.parse(text) as Sbom, { name, version, digest: digests.get(name) }, base);
  writeFileSync(join(folder, `${name}-${version}.cdx.json`), `${JSON.stringify(sbom, null, 2)}\n`);
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), 'mechanic-release-'));
try {
  await packageChart(scratch);
  await packageConfig(scratch);
  for (const program of ['probe', 'controller']) await writeSbom(program);
  copyFileSync(join(root, 'plugin/dist/kubectl-mechanic.cjs'), join(folder, 'kubectl-mechanic'));
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
