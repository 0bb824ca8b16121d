import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { rootCertificates } from 'node:tls';
import type { Buildah } from './buildah.ts';

/** Base images made from this machine, which stand for those of a registry. */
export interface LocalBase {
  /** Node.js, npm and a shell. */
  readonly build: string;
  /** Node.js and the libraries it needs, certificates, and what our images must not have: npm, npx, corepack, a shell. */
  readonly run: string;
  /** The same as `run`, but it says that it is for arm64: good for building upon, not for running. */
  readonly runArm64: string;
  /** More arguments of the build: how npm reaches its registry from inside. */
  readonly buildArguments: readonly string[];
}

const certificates = '/etc/extra-certificates.pem';

/** Makes both images in this storage. */
export async function localBase(buildah: Buildah, directory: string): Promise<LocalBase> {
  const run = join(directory, 'run');
  addProgram(run, process.execPath, '/usr/bin/node');
  addText(run, '/etc/passwd', 'nonroot:x:65532:65532::/:/sbin/nologin\n');
  addText(run, '/etc/pki/ca-trust/bundle.pem', rootCertificates.join('\n'));
  mkdirSync(join(run, 'etc/pki/tls'));
  symlinkSync('../ca-trust/bundle.pem', join(run, 'etc/pki/tls/cert.pem'));
  for (const name of ['npm', 'npx', 'corepack', 'sh']) addText(run, `/usr/bin/${name}`, '#!/bin/sh\n', 0o755);

  const build = join(directory, 'build');
  cpSync(run, build, { recursive: true });
  addText(build, '/etc/passwd', 'root:x:0:0::/root:/bin/sh\n');
  for (const program of ['sh', 'env']) addProgram(build, find(program), `/usr/bin/${program}`);
  mkdirSync(join(build, 'bin'));
  symlinkSync('/usr/bin/sh', join(build, 'bin/sh'));
  // npm-cli.js lies in npm/bin/.
  cpSync(dirname(dirname(find('npm'))), join(build, 'usr/lib/npm'), { recursive: true });
  addText(build, '/usr/bin/npm', '#!/bin/sh\nexec node /usr/lib/npm/bin/npm-cli.js "$@"\n', 0o755);

  return {
    run: await commit(buildah, 'localhost/mechanic-test/run', run, []),
    runArm64: await commit(buildah, 'localhost/mechanic-test/run-arm64', run, ['--arch', 'arm64']),
    build: await commit(buildah, 'localhost/mechanic-test/build', build, [
      '--env',
      `NODE_EXTRA_CA_CERTS=${certificates}`,
    ]),
    buildArguments: npmOfThisMachine(),
  };
}

/** npm's settings and cache of whoever runs this, where there are any: the build downloads nothing twice. */
function npmOfThisMachine(): string[] {
  const mounts: readonly (readonly [string, string])[] = [
    [join(homedir(), '.npmrc'), '/root/.npmrc:ro'],
    [join(homedir(), '.npm'), '/root/.npm'],
    [process.env.NODE_EXTRA_CA_CERTS ?? '', `${certificates}:ro`],
  ];
  return mounts
    .filter(([path]) => existsSync(path))
    .flatMap(([path, inside]) => ['--volume', `${path}:${inside}`]);
}

async function commit(
  buildah: Buildah,
  name: string,
  root: string,
  configuration: readonly string[],
): Promise<string> {
  const container = await buildah.run('from', 'scratch');
  await buildah.run('add', '--quiet', container, root, '/');
  await buildah.run('config', '--env', 'PATH=/usr/bin:/bin', ...configuration, container);
  await buildah.run('commit', '--quiet', container, name);
  await buildah.run('rm', container);
  return name;
}

function find(program: string): string {
  return realpathSync(execFileSync('/bin/sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim());
}

/** Copies a program and the libraries that it is linked to. */
function addProgram(root: string, source: string, target: string): void {
  addFile(root, source, target);
  const libraries = execFileSync('ldd', [source], { encoding: 'utf8' }).matchAll(/(\/\S+) \(0x/g);
  for (const [, library = ''] of libraries) addFile(root, realpathSync(library), library);
}

function addFile(root: string, source: string, target: string): void {
  mkdirSync(join(root, dirname(target)), { recursive: true });
  cpSync(source, join(root, target));
}

function addText(root: string, target: string, text: string, mode = 0o644): void {
  mkdirSync(join(root, dirname(target)), { recursive: true });
  writeFileSync(join(root, target), text, { mode });
}
