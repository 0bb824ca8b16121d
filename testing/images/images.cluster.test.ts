import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { readlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { runCommand } from '../controlplane/index.ts';
import { MechanicCluster } from '../scenarios/mechanic-cluster.ts';
import { Buildah } from './buildah.ts';
import { type LocalBase, localBase } from './local-base.ts';

const repository = join(import.meta.dirname, '..', '..');
const programs = ['probe', 'controller'] as const;
const bundles = {
  probe: ['main.cjs'],
  controller: ['icon.svg', 'main.mjs', 'otlp-collector.mjs', 'page.client.js', 'page.css'],
} as const;
const serviceAccount = 'var/run/secrets/kubernetes.io/serviceaccount';

interface ImageConfig {
  readonly User: string;
  readonly Entrypoint: readonly string[];
  readonly Cmd: readonly string[];
  readonly Labels: Readonly<Record<string, string>>;
}

let directory: string;
let sources: string;
let buildah: Buildah;
let base: LocalBase;
const roots = new Map<string, string>();
const imageOf = (program: string): string => `localhost/mechanic-${program}:test`;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mechanic-images-'));
  chmodSync(directory, 0o755);
  sources = join(directory, 'sources');
  copySources();
  buildah = new Buildah(directory);
  base = await localBase(buildah, join(directory, 'base'));
  await buildWith({});
  for (const program of programs) {
    const container = await buildah.run('from', imageOf(program));
    roots.set(program, await buildah.run('mount', container));
  }
}, 300_000);

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** What the images are built from, so that nobody changes it between two builds. */
function copySources(): void {
  const wanted = [
    'package.json',
    'package-lock.json',
    'tsconfig.base.json',
    '.npmrc',
    '.dockerignore',
    '.ci',
    'contract',
    'probe',
    'controller',
  ];
  const files = [
    ...wanted,
    'Dockerfile.probe',
    'Dockerfile.controller',
    'plugin/package.json',
    'testing/package.json',
  ];
  for (const file of files) {
    cpSync(join(repository, file), join(sources, file), {
      recursive: true,
      filter: (path) => !/\/(node_modules|dist)$/.test(path),
    });
  }
}

function buildWith(env: Record<string, string>, ...args: string[]): Promise<string> {
  return runCommand({
    command: join(sources, '.ci/images'),
    args: [...base.buildArguments, ...args],
    env: {
      ...buildah.env,
      REGISTRY: 'localhost',
      TAG: 'test',
      BUILD_IMAGE: base.build,
      RUN_IMAGE: base.run,
      ...env,
    },
  });
}

async function config(program: string): Promise<ImageConfig> {
  const text = await buildah.print('inspect', '--type', 'image', imageOf(program));
  // buildah's own format; every image has these.
  return (JSON.parse(text) as { OCIv1: { config: ImageConfig } }).OCIv1.config;
}

/** All that is no folder, as paths within this root. */
function filesIn(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

describe.each(programs)('the image of the %s', (program) => {
  it('runs as a fixed numeric user, and says what it is', async () => {
    const { User, Labels } = await config(program);
    const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(User).toBe('65532:65532');
    expect(Labels).toMatchObject({
      'org.opencontainers.image.title': `mechanic-${program}`,
      'org.opencontainers.image.version': version,
      'org.opencontainers.image.licenses': 'MIT',
    });
  });

  it('starts what the chart starts', async () => {
    const { Entrypoint, Cmd } = await config(program);
    const manifest = readFileSync(join(repository, 'config/static/mechanic.yaml'), 'utf8');
    expect(Entrypoint).toEqual(['node']);
    for (const argument of Cmd) expect(manifest).toContain(`- ${argument}\n`);
  });

  it('holds Node.js, what that needs, certificates and the program: no npm, no shell, no sources, nothing else', () => {
    const files = filesIn(roots.get(program) ?? '');
    const libraries = execFileSync('ldd', [process.execPath], { encoding: 'utf8' }).matchAll(/\/(\S+) \(0x/g);
    const runtime = ['usr/bin/node', 'etc/pki/tls/cert.pem', ...[...libraries].map(([, path = '']) => path)];
    const ours = bundles[program].map((file) => `app/${program}/dist/${file}`);
    expect(files).toEqual([...runtime, ...ours].sort());
  });
});

// The Dockerfiles are alike, so that it is enough to see each of these at one of them.
describe('an image', () => {
  it('comes out the same when it is built again', async () => {
    const digest = (): Promise<string> =>
      buildah.run('images', '--quiet', '--no-trunc', imageOf('controller'));
    const first = await digest();
    await buildWith({ PROGRAMS: 'controller' }, '--no-cache');
    expect(await digest()).toBe(first);
  }, 300_000);

  it('is made for arm64 as well, by a build that runs here', async () => {
    const wanted = { PROGRAMS: 'probe', PLATFORMS: 'linux/arm64', TAG: 'arm64' };
    await buildWith({ ...wanted, RUN_IMAGE: base.runArm64 });
    const index = await buildah.print('manifest', 'inspect', 'localhost/mechanic-probe:arm64');
    expect(JSON.parse(index)).toMatchObject({
      manifests: [{ platform: { os: 'linux', architecture: 'arm64' } }],
    });
  }, 300_000);
});

describe('both images', () => {
  it('do one drain, as their user, on a root that is read-only', async () => {
    const mechanic = await MechanicCluster.start({
      kubelet: { application: join(directory, 'app'), node: await containerNode() },
    });
    try {
      const [node = ''] = mechanic.nodes;
      await mechanic.cluster.createWorkload({
        name: 'web',
        replicas: 3,
        nodeSelector: { agentpool: 'user' },
      });
      const event = mechanic.schedule(node, 'Redeploy');
      await mechanic.untilDrained(node);
      expect(await mechanic.workloadOn(node)).toEqual([]);
      for (const pod of [await mechanic.installation.leader(), mechanic.installation.probe(node)]) {
        const { pid } = pod.process();
        expect([...roots.values()]).toContain(await readlink(`/proc/${pid}/root`));
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        expect(status).toMatch(/^Uid:(\s+65532){4}$/m);
        expect(status).toMatch(/^CapEff:\s+0{16}$/m);
        expect(readFileSync(`/proc/${pid}/mounts`, 'utf8')).toMatch(/^\S+ \/ \S+ ro[, ]/m);
      }
      mechanic.imds.finish(event);
      await mechanic.untilIdle(node);
    } finally {
      await mechanic.stop();
    }
  }, 180_000);
});

/** A program that runs `node` inside the image whose program it is asked to run. */
async function containerNode(): Promise<string> {
  const application = join(directory, 'app');
  mkdirSync(application);
  const branches = await Promise.all(
    programs.map(async (program) => {
      const root = roots.get(program) ?? '';
      // A container runtime makes the places of its mounts too.
      mkdirSync(join(root, serviceAccount), { recursive: true });
      const { User } = await config(program);
      return `*/${program}/dist/*) set -- '${root}' '${User}' "$MECHANIC_SERVICEACCOUNT_DIR" '${application}' "$@" ;;`;
    }),
  );
  const path = join(directory, 'node');
  const lines = [
    '#!/bin/sh',
    'case "$*" in',
    ...branches,
    'esac',
    `exec '${import.meta.dirname}/container.sh' "$@"`,
  ];
  writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o755 });
  return path;
}
