import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '..', '..');
const digest = `sha256:${'ab'.repeat(32)}`;

// Each writes down what it is asked for, and the digest of what it pushes where the real one would.
const docker = `#!/bin/sh
[ "$1" = info ] && exit
echo "$@" >>"$ASKED"
while [ $# -gt 0 ]; do
  [ "$1" = --metadata-file ] && echo '{ "containerimage.digest": "${digest}", "image.name": "x" }' >"$2"
  shift
done
`;
const buildah = `#!/bin/sh
echo "$@" >>"$ASKED"
while [ $# -gt 0 ]; do
  [ "$1" = --digestfile ] && printf %s ${digest} >"$2"
  shift
done
`;

describe.each([
  ['docker', docker],
  ['buildah', buildah],
])('.ci/images with %s', (engine, program) => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'engines-'));
    writeFileSync(join(directory, engine), program);
    chmodSync(join(directory, engine), 0o755);
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const images = (environment: Record<string, string>): string => {
    const env = {
      PATH: `${directory}:/usr/bin:/bin`,
      ENGINE: engine,
      ASKED: join(directory, 'asked'),
      ...environment,
    };
    execFileSync(join(repository, '.ci/images'), { env });
    return readFileSync(env.ASKED, 'utf8');
  };

  it.each(['', 'linux/amd64,linux/arm64'])(
    'says by which digest it pushed both (platforms "%s")',
    (platforms) => {
      const file = join(directory, 'digests');
      const environment = { PUSH: '1', REGISTRY: 'example.com/a/', TAG: '1', DIGESTS: file };
      const asked = images(platforms === '' ? environment : { ...environment, PLATFORMS: platforms });
      expect(readFileSync(file, 'utf8')).toBe(`mechanic-probe ${digest}\nmechanic-controller ${digest}\n`);
      expect(asked).toContain('example.com/a/mechanic-probe:1');
      expect(asked).toContain('push');
    },
  );

  it('pushes nothing unless told to', () => {
    expect(images({})).not.toMatch(/push/);
  });
});
