import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { kubernetesManifest, kubernetesVersion } from './kubernetes-manifest.ts';

const upstream = (go: string, debug: string): string => `module k8s.io/kubernetes

go ${go}

${debug}
require (
	k8s.io/api v0.0.0
)

replace (
	k8s.io/api => ./staging/src/k8s.io/api
	k8s.io/cri-api => ./staging/src/k8s.io/cri-api
	example.com/other => example.com/fork v1.0.0
)
`;

describe('kubernetesManifest', () => {
  it('pins the published version of every module that Kubernetes uses from its own repository', () => {
    const manifest = kubernetesManifest('1.37.2', upstream('1.26.0', ''));
    expect(manifest).toContain(
      '\tk8s.io/api => k8s.io/api v0.37.2\n\tk8s.io/cri-api => k8s.io/cri-api v0.37.2\n)',
    );
    expect(manifest).not.toContain('example.com');
    expect(kubernetesVersion(manifest)).toBe('1.37.2');
  });

  it('keeps the Go behaviour for which an old version was written', () => {
    const old = upstream('1.23.0', 'godebug default=go1.23\n\ngodebug winsymlink=0\n');
    expect(kubernetesManifest('1.32.13', old)).toContain(
      'go 1.24.0\ngodebug default=go1.23\ngodebug winsymlink=0\n\ntool (',
    );
    const recent = upstream('1.26.0', 'godebug default=go1.26\n');
    expect(kubernetesManifest('1.37.2', recent)).toContain('go 1.26.0\n\ntool (');
  });
});

describe('kubernetesVersion', () => {
  it('finds the version in a go.mod, and none where there is none', () => {
    const read = (name: string): string =>
      readFileSync(join(import.meta.dirname, 'tools', name, 'go.mod'), 'utf8');
    expect(kubernetesVersion(read('kubernetes'))).toMatch(/^1\.\d+\.\d+$/);
    expect(kubernetesVersion(read('kwok'))).toBeUndefined();
  });
});
