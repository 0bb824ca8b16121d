import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const repository = join(import.meta.dirname, '../..');
const program = join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

let house: string;

/** A small house of its own: by each path, what that file imports. */
async function build(files: Readonly<Record<string, readonly string[]>>): Promise<void> {
  for (const [path, imports] of Object.entries(files)) {
    await mkdir(dirname(join(house, path)), { recursive: true });
    const lines = imports.map((from) => `import { thing } from '${from}';\n`).join('');
    await writeFile(join(house, path), `${lines}export const thing = 1;\n`);
  }
}

/** The walls that are broken. */
async function breaches(): Promise<string[]> {
  const args = ['--config', join(repository, '.dependency-cruiser.mjs'), '--output-type', 'json', '.'];
  const text = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, [program, ...args], { cwd: house }, (error, stdout, stderr) => {
      // It exits with the number of breaches.
      if (stdout === '') reject(new Error(stderr, { cause: error }));
      else resolve(stdout);
    });
  });
  // Its own format.
  const { summary } = JSON.parse(text) as { summary: { violations: { rule: { name: string } }[] } };
  return [...new Set(summary.violations.map(({ rule }) => rule.name))].sort();
}

describe('the walls between the rooms', () => {
  beforeEach(async () => {
    house = await mkdtemp(join(tmpdir(), 'mechanic-walls-'));
    await symlink(join(repository, 'node_modules'), join(house, 'node_modules'));
    await symlink(join(repository, 'tsconfig.base.json'), join(house, 'tsconfig.base.json'));
  });

  afterEach(() => rm(house, { recursive: true, force: true }));

  it('let through what the house is built from', async () => {
    await build({
      'contract/src/a.ts': [],
      'controller/src/decide/a.ts': ['../../../contract/src/a.ts'],
      'controller/src/cluster/client.ts': ['../decide/a.ts'],
      'controller/src/drain/kube-requests.ts': ['../cluster/client.ts'],
      'plugin/src/a.ts': ['../../controller/src/decide/a.ts', '../../contract/src/a.ts'],
      'probe/src/a.ts': ['../../contract/src/a.ts'],
      'controller/src/decide/a.test.ts': ['../cluster/client.ts'],
    });
    expect(await breaches()).toEqual([]);
  });

  it.each<[string, string, Readonly<Record<string, readonly string[]>>]>([
    [
      'a circle, longer than two',
      'no-circle',
      {
        'controller/src/decide/a.ts': ['./b.ts'],
        'controller/src/decide/b.ts': ['./c.ts'],
        'controller/src/decide/c.ts': ['./a.ts'],
      },
    ],
    [
      'a decision that reads the cluster',
      'decide-is-pure',
      { 'controller/src/decide/a.ts': ['../cluster/b.ts'], 'controller/src/cluster/b.ts': [] },
    ],
    ['a decision that reads files', 'decide-is-pure', { 'controller/src/decide/a.ts': ['node:fs'] }],
    [
      'a page that writes',
      'writes-go-through-kube-files',
      { 'controller/src/observe/page.ts': ['../cluster/client.ts'], 'controller/src/cluster/client.ts': [] },
    ],
    [
      'a page that reaches for a drain',
      'controller-observe',
      { 'controller/src/observe/page.ts': ['../drain/b.ts'], 'controller/src/drain/b.ts': [] },
    ],
    [
      'a probe that knows the controller',
      'probe-sees-the-contract',
      { 'probe/src/a.ts': ['../../controller/src/decide/b.ts'], 'controller/src/decide/b.ts': [] },
    ],
    [
      'a plugin that knows more of the controller than decide/',
      'plugin-sees-contract-and-decide',
      { 'plugin/src/a.ts': ['../../controller/src/observe/b.ts'], 'controller/src/observe/b.ts': [] },
    ],
    [
      'a program that imports what is for tests',
      'no-program-imports-testing',
      { 'controller/src/drain/a.ts': ['./testing.ts'], 'controller/src/drain/testing.ts': [] },
    ],
    [
      'a client library beside the client',
      'the-library-stays-behind-the-client',
      { 'controller/src/drain/a.ts': ['@kubernetes/client-node'] },
    ],
  ])('stop %s', async (_, wall, files) => {
    await build(files);
    expect(await breaches()).toContain(wall);
  });
});
