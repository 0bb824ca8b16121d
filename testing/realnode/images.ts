import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../controlplane/index.ts';
import { Buildah } from '../images/buildah.ts';
import { localBase } from '../images/local-base.ts';

const repository = join(import.meta.dirname, '..', '..');

/** The image of the workloads, and of the pause container of each pod. */
export const guestImage = 'localhost/mechanic-guest:1';

/** Where the chart finds mechanic's images on these nodes. */
export const registry = 'localhost';

/** Builds mechanic's two images and the guest's; returns their archives, which lie in this directory. */
export async function buildImages(directory: string): Promise<string[]> {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const work = join(directory, 'work');
  mkdirSync(work);
  const buildah = new Buildah(work);
  await buildGuest(buildah, work);
  await buildMechanic(buildah, work);
  const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
    version: string;
  };
  const names = ['probe', 'controller'].map((program) => `${registry}/mechanic-${program}:${version}`);
  for (const [index, name] of [guestImage, ...names].entries()) {
    const archive = join(directory, `${index}.tar`);
    await buildah.run('push', '--quiet', name, `docker-archive:${archive}:${name}`);
  }
  rmSync(work, { recursive: true });
  return archives(directory);
}

/** The archives that `buildImages` left in this directory. */
export function archives(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((file) => file.endsWith('.tar'))
    .sort()
    .map((file) => join(directory, file));
}

/** A single static program: no base image, nothing to download. */
async function buildGuest(buildah: Buildah, work: string): Promise<void> {
  const root = join(work, 'guest');
  mkdirSync(root);
  await runCommand({
    command: 'go',
    args: [
      '-C',
      join(import.meta.dirname, 'guest'),
      'build',
      '-trimpath',
      '-ldflags',
      '-s -w',
      '-o',
      join(root, 'guest'),
    ],
    env: { ...inherited(), CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' },
  });
  const container = await buildah.run('from', 'scratch');
  await buildah.run('add', '--quiet', container, root, '/');
  await buildah.run('config', '--entrypoint', '["/guest"]', '--cmd', 'pause', container);
  await buildah.run('commit', '--quiet', container, guestImage);
  await buildah.run('rm', container);
}

/** As a release does it, on base images made from this machine. */
async function buildMechanic(buildah: Buildah, work: string): Promise<void> {
  const base = await localBase(buildah, join(work, 'base'));
  await runCommand({
    command: join(repository, '.ci/images'),
    args: base.buildArguments,
    env: { ...buildah.env, REGISTRY: registry, BUILD_IMAGE: base.build, RUN_IMAGE: base.run },
  });
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
