import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageSbom, runImage } from './sbom.ts';

const hex = 'ab'.repeat(32);

describe('runImage', () => {
  it('reads what both Dockerfiles name by digest, which is the same', () => {
    const images = ['probe', 'controller'].map((program) =>
      runImage(readFileSync(join(import.meta.dirname, '..', `Dockerfile.${program}`), 'utf8')),
    );
    expect(images[0]).toEqual(images[1]);
    expect(images[0]?.tag).toMatch(/^24\./);
  });

  it('refuses a base without a digest', () => {
    expect(() => runImage('ARG RUN_IMAGE=example.com/nodejs:24.21.0\n')).toThrow('has no tag and digest');
  });
});

describe('imageSbom', () => {
  const packages = {
    bomFormat: 'CycloneDX',
    metadata: { timestamp: 'now', component: { 'bom-ref': 'mechanic@1', name: 'folder' } },
    components: [{ name: 'prom-client' }],
    dependencies: [
      { ref: 'mechanic@1', dependsOn: ['probe@1'] },
      { ref: 'probe@1', dependsOn: [] },
    ],
  };
  const base = { repository: 'example.com/a/nodejs', tag: '24.21.0-1-nonroot', digest: `sha256:${hex}` };

  it('adds Node.js and the base image to the packages of the bundle', () => {
    const { components } = imageSbom(packages, { name: 'mechanic-probe', version: '1.0.0' }, base);
    expect(components).toMatchObject([
      { name: 'prom-client' },
      { type: 'platform', name: 'node', version: '24.21.0', cpe: expect.stringContaining('node.js:24.21.0') },
      {
        type: 'container',
        name: 'example.com/a/nodejs',
        purl: `pkg:oci/nodejs@sha256%3A${hex}?repository_url=example.com/a/nodejs&tag=24.21.0-1-nonroot`,
      },
    ]);
  });

  it('speaks of the image, with its digest when that is known', () => {
    const image = { name: 'mechanic-probe', version: '1.0.0', digest: `sha256:${hex}` };
    const sbom = imageSbom(packages, image, base);
    expect(sbom.metadata).toMatchObject({
      timestamp: 'now',
      component: { type: 'container', name: 'mechanic-probe', hashes: [{ alg: 'SHA-256', content: hex }] },
    });
    expect(sbom.dependencies).toEqual([
      { ref: 'probe@1', dependsOn: [] },
      { ref: 'mechanic-probe', dependsOn: ['node@24.21.0', `example.com/a/nodejs@sha256:${hex}`, 'probe@1'] },
    ]);
  });
});
