import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Toolbox } from '../controlplane/index.ts';

const run = promisify(execFile);
const repository = join(import.meta.dirname, '..', '..');

describe('the workflow files', () => {
  it('are valid', async () => {
    const folder = join(repository, '.github/workflows');
    const files = readdirSync(folder).map((file) => join(folder, file));
    const options = { cwd: import.meta.dirname, env: { ...process.env, GOWORK: 'off', GOFLAGS: '' } };
    const { stdout } = await run('go', ['tool', 'actionlint', '-no-color', ...files], options);
    expect(stdout).toBe('');
  }, 300_000);
});

describe('the artifacts of a release', () => {
  // Our own file.
  const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
    version: string;
  };

  it('are complete, name the images by digest, and match their checksums', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mechanic-release-test-'));
    try {
      const digests = {
        'mechanic-probe': `sha256:${'ab'.repeat(32)}`,
        'mechanic-controller': `sha256:${'cd'.repeat(32)}`,
      };
      const list = Object.entries(digests).map((image) => `${image.join(' ')}\n`);
      writeFileSync(join(folder, 'digests'), list.join(''));
      const env = {
        ...process.env,
        REGISTRY: 'example.azurecr.io/platform',
        DIGESTS: join(folder, 'digests'),
      };
      const withTool = join(repository, 'testing/controlplane/with-tool.ts');
      await run(process.execPath, [withTool, 'helm', join(repository, 'charts/release.ts'), folder], { env });
      const kinds = readdirSync(folder).map((file) => file.replace(/-\d+\.\d+\.\d+/, ''));
      expect(kinds.sort()).toEqual([
        'SHA256SUMS',
        'kubectl-mechanic',
        'mechanic-config.tar.gz',
        'mechanic-controller.cdx.json',
        'mechanic-probe.cdx.json',
        'mechanic.tgz',
        'mechanic.yaml',
      ]);
      await expect(
        run('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder }),
      ).resolves.toBeDefined();
      const manifest = readdirSync(folder).find((file) => file.endsWith('.yaml')) ?? '';
      const text = readFileSync(join(folder, manifest), 'utf8');
      const images = Object.entries(digests).map(
        ([name, digest]) => `image: example.azurecr.io/platform/${name}:${version}@${digest}\n`,
      );
      for (const image of images) expect(text).toContain(image);
      const chart = join(folder, `mechanic-${version}.tgz`);
      const { stdout } = await run(await Toolbox.fromEnvironment().path('helm'), [
        'template',
        'mechanic',
        chart,
      ]);
      for (const [name, digest] of Object.entries(digests)) {
        expect(stdout).toContain(`image: example.azurecr.io/platform/${name}@${digest}\n`);
      }
      const sbom = readFileSync(join(folder, `mechanic-probe-${version}.cdx.json`), 'utf8');
      const names = (JSON.parse(sbom) as { components: { name: string }[] }).components.map(
        ({ name }) => name,
      );
      expect(names).toEqual(
        expect.arrayContaining(['prom-client', 'node', expect.stringContaining('distroless')]),
      );
      expect(names).not.toContain('express');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
