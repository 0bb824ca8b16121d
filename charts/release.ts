/**
 * Writes what a release consists of besides its images: chart package, manifests, kubectl plugin, SBOM and checksums.
 * `make release-artifacts`, or this script with a folder. In the environment HELM says where helm is, REGISTRY where chart
 * and manifests find the images, and DIGESTS, a file with a line `mechanic-probe sha256:...` for each (as .ci/images writes
 * it), by which digest.
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
import { helm, run } from './programs.ts';
import { imageSbom, runImage, type Sbom } from './sbom.ts';

const root = join(import.meta.dirname, '..');
const folder = resolve(process.argv[2] ?? join(root, 'dist/release'));
const registry = (process.env.REGISTRY ?? '').replace(/\/$/, '');
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

function packageChart(scratch: string): void {
  const chart = join(scratch, 'mechanic');
  cpSync(join(root, 'charts/mechanic'), chart, { recursive: true });
  const values = join(chart, 'values.yaml');
  writeFileSync(values, publishedValues(readFileSync(values, 'utf8')));
  helm('package', chart, '--destination', folder);
}

function packageConfig(scratch: string): void {
  const config = join(scratch, `mechanic-config-${version}`);
  cpSync(join(root, 'config'), config, { recursive: true });
  for (const program of ['controller/deployment.yaml', 'probe/daemonset.yaml', 'static/mechanic.yaml']) {
    const path = join(config, program);
    writeFileSync(path, published(readFileSync(path, 'utf8')));
  }
  copyFileSync(join(config, 'static/mechanic.yaml'), join(folder, `mechanic-${version}.yaml`));
  const archive = join(folder, `mechanic-config-${version}.tar.gz`);
  const args = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '-czf', archive, '-C', scratch];
  run('tar', [...args, `mechanic-config-${version}`]);
}

/** What an image is made of, in CycloneDX: packages of the lockfile, Node.js, and the base image it was taken from. */
function writeSbom(program: string): void {
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
  const text = run('npm', ['--prefix', root, ...args]);
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
  packageChart(scratch);
  packageConfig(scratch);
  for (const program of ['probe', 'controller']) writeSbom(program);
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
