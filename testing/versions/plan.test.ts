import { describe, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubernetesModules } from '../controlplane/kubernetes-modules.ts';
import { versionsToTest } from './plan.ts';

const listed = JSON.stringify({
  Path: 'k8s.io/kubernetes',
  Versions: ['v1.9.0', 'v1.37.2', 'v1.37.9', 'v1.37.10', 'v1.37.11-rc.0', 'v1.38.1'],
});

describe('versionsToTest', () => {
  /** The Go command answers with these versions. */
  async function plan(request: Parameters<typeof versionsToTest>[0]): Promise<string[]> {
    const directory = await mkdtemp(join(tmpdir(), 'versions-'));
    try {
      await mkdir(join(directory, 'path'));
      await writeFile(join(directory, 'path', 'go'), `#!/bin/sh\necho '${listed}'\n`);
      await chmod(join(directory, 'path', 'go'), 0o755);
      const environment = { PATH: `${join(directory, 'path')}:/usr/bin:/bin` };
      return await versionsToTest(request, new KubernetesModules(directory, environment));
    } finally {
      await rm(directory, { recursive: true });
    }
  }

  it('is the oldest and the newest that are supported unless told otherwise', async () => {
    const { oldest, newest } = await KubernetesModules.supported();
    expect(await plan({})).toEqual([oldest, newest]);
    expect(await plan({ NEWEST: '1.36.3' })).toEqual([oldest, '1.36.3']);
    expect(await plan({ OLDEST: '1.37.2', NEWEST: '1.37.2' })).toEqual(['1.37.2']);
  });

  it('finds the newest patch, and takes no release candidate for one', async () => {
    expect((await plan({ NEWEST: 'latest' })).at(-1)).toBe('1.37.10');
  });

  it('refuses what is no version', async () => {
    await expect(plan({ NEWEST: 'v1.37' })).rejects.toThrow('"v1.37" is no version of Kubernetes');
  });
});

describe('what users are told about versions', () => {
  it('is what is tested', async () => {
    const { oldest, newest } = await KubernetesModules.supported();
    const root = join(import.meta.dirname, '..', '..');
    const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');
    for (const page of ['README.md', 'docs/install.md']) {
      const text = await read(page);
      expect(text).toContain(newest);
      expect(text).toContain(oldest);
    }
    const minor = oldest.replace(/\.\d+$/, '');
    expect(await read('charts/mechanic/Chart.yaml')).toContain(`kubeVersion: '>=${minor}.0-0'\n`);
  });
});
