import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KubernetesModules } from './kubernetes-modules.ts';
import { Process } from './process.ts';
import { allTools, Toolbox } from './tools.ts';
import { waitFor } from './wait.ts';

// Replaces the Go command: it prints its version, and "builds" the requested program.
const go = `#!/bin/sh
if [ "$1" = env ]; then echo "$FAKE_VERSION"; exit; fi
if [ "$1" = list ]; then echo one; echo two; exit; fi
echo "$@" >> "$FAKE_LOG"
[ -z "$FAKE_FAILURE" ] || { echo "$FAKE_FAILURE"; exit 1; }
[ -z "$FAKE_HANG" ] || { echo one; exec sleep 1000; }
while [ "$1" != -o ]; do shift; done
echo binary > "$2"
`;

describe('Toolbox', () => {
  let directory: string;
  let said: string[];
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tools-'));
    said = [];
    await mkdir(join(directory, 'path'));
    await writeFile(join(directory, 'path', 'go'), go);
    await chmod(join(directory, 'path', 'go'), 0o755);
  });
  afterEach(() => rm(directory, { recursive: true }));

  const toolbox = (environment: Record<string, string> = {}, assets?: string, kubernetes?: string): Toolbox =>
    new Toolbox({
      cache: join(directory, 'cache'),
      assets,
      kubernetes,
      say: (line) => said.push(line),
      environment: {
        PATH: `${join(directory, 'path')}:/usr/bin:/bin`,
        FAKE_VERSION: 'go1.26.8',
        FAKE_LOG: join(directory, 'builds'),
        ...environment,
      },
    });
  const builds = async (): Promise<string[]> =>
    (await readFile(join(directory, 'builds'), 'utf8').catch(() => '')).split('\n').filter(Boolean);

  it('builds a binary once, however many callers ask at the same time', async () => {
    const paths = await Promise.all([toolbox().path('etcd'), toolbox().path('etcd')]);
    expect(paths[0]).toBe(paths[1]);
    expect(await readFile(paths[0], 'utf8')).toBe('binary\n');
    expect(await toolbox().path('etcd')).toBe(paths[0]);
    expect(await builds()).toHaveLength(1);
    expect(said.filter((line) => line.startsWith('etcd: built in'))).toHaveLength(1);
  });

  it('tells the programs of Kubernetes their version', async () => {
    await toolbox().path('kube-apiserver');
    expect((await builds())[0]).toMatch(/version\.gitVersion=v1\.\d+\.\d+ .*gitMajor=1 .*gitMinor=\d+ /);
  });

  it('stores binaries of another compiler separately', async () => {
    const one = await toolbox().path('kwok');
    const other = await toolbox({ FAKE_VERSION: 'go1.27.0' }).path('kwok');
    expect(other).not.toBe(one);
  });

  it('leaves no binary behind when the build fails, and reports the reason', async () => {
    const failing = toolbox({ FAKE_FAILURE: 'undefined: main' }).path('helm');
    await expect(failing).rejects.toThrow(/go build of helm failed \(code 1\)[^]*undefined: main/);
    const path = await toolbox().path('helm');
    expect(await readdir(dirname(path))).toEqual(['helm']);
  });

  it('uses the binaries of KUBEBUILDER_ASSETS and builds missing ones', async () => {
    const assets = join(directory, 'assets');
    await mkdir(assets);
    await writeFile(join(assets, 'etcd'), '');
    expect(await toolbox({}, assets).path('etcd')).toBe(join(assets, 'etcd'));
    expect(await toolbox({}, assets).path('kwok')).toContain(join(directory, 'cache'));
  });

  it('builds the requested version of Kubernetes, even if KUBEBUILDER_ASSETS has binaries', async () => {
    const { oldest } = await KubernetesModules.supported();
    const assets = join(directory, 'assets');
    await mkdir(assets);
    await writeFile(join(assets, 'kube-apiserver'), '');
    const path = await toolbox({}, assets, oldest).path('kube-apiserver');
    expect(path).not.toBe(await toolbox().path('kube-apiserver'));
    expect((await builds())[0]).toContain(`version.gitVersion=v${oldest} `);
  });

  it('continues after Ctrl-C, with no build process left behind', async () => {
    const build = (name: string, environment: Record<string, string> = {}): Process =>
      Process.start({
        name,
        command: process.execPath,
        args: [join(import.meta.dirname, 'build.ts')],
        env: {
          PATH: `${join(directory, 'path')}:/usr/bin:/bin`,
          FAKE_VERSION: 'go1.26.8',
          FAKE_LOG: join(directory, 'builds'),
          XDG_CACHE_HOME: directory,
          ...environment,
        },
        logFile: join(directory, `${name}.log`),
      });
    const first = build('first', { FAKE_HANG: '1' });
    await first.waitForLine(/Building the control plane of the tests from source, once: kube-apiserver, /);
    await waitFor('the build to run', async () => (await builds()).length === 1);
    first.signal('SIGINT');
    await first.exited;
    const second = build('second');
    await second.succeed();
    expect(second.log()).not.toContain('waiting for another build');
    expect(await builds()).toHaveLength(1 + allTools.length);
    const third = build('third');
    await third.succeed();
    expect(third.log()).not.toContain('Building the control plane');
  });

  it('names the required Go version when Go is missing or older', async () => {
    await expect(toolbox({ FAKE_VERSION: 'go1.25.9' }).path('etcd')).rejects.toThrow(
      'Go 1.26 or newer is needed to build the test control plane; this is go1.25.9',
    );
    await expect(toolbox({ PATH: '/nowhere' }).path('etcd')).rejects.toThrow(/Go 1\.26 or newer is needed/);
  });
});
