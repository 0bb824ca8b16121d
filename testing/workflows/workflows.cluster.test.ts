import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

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
  it('are complete, name the registry, and match their checksums', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mechanic-release-test-'));
    try {
      const env = { ...process.env, REGISTRY: 'example.azurecr.io/platform' };
      await run(process.execPath, [join(repository, 'charts/release.ts'), folder], { env });
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
      expect(text.match(/image: example\.azurecr\.io\/platform\/mechanic-/g)).toHaveLength(2);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
