/** The programs of Kubernetes, and etcd in the version that Kubernetes requires. */
const programs = [
  'go.etcd.io/etcd/server/v3',
  'k8s.io/kubernetes/cmd/kube-apiserver',
  'k8s.io/kubernetes/cmd/kube-controller-manager',
  'k8s.io/kubernetes/cmd/kube-scheduler',
  'k8s.io/kubernetes/cmd/kubectl',
  'k8s.io/kubernetes/cmd/kubelet',
  'k8s.io/kubernetes/cmd/kube-proxy',
];

// The first Go version with tools in a go.mod.
const oldestGo = { minor: 24, text: '1.24.0' };

/** The version of Kubernetes that a go.mod requires, as `1.37.2`; undefined when it requires none. */
export function kubernetesVersion(manifest: string): string | undefined {
  return /^\s*(?:require )?k8s\.io\/kubernetes v(\d+\.\d+\.\d\S*)/m.exec(manifest)?.[1];
}

/**
 * The go.mod which builds a version of Kubernetes as Go tools, before `go mod tidy`.
 * @param version as `1.37.2`
 * @param upstream the go.mod of k8s.io/kubernetes at that version
 */
export function kubernetesManifest(version: string, upstream: string): string {
  const go = /^go (1\.(\d+)\.?\d*)$/m.exec(upstream);
  const ownGo = Number(go?.[2]) >= oldestGo.minor ? (go?.[1] ?? '') : oldestGo.text;
  // The same setting as in the build of Kubernetes; Go derives the others from its version.
  const debug = [...upstream.matchAll(/^godebug .*$/gm)]
    .map(([line]) => line)
    .filter((line) => `${line}.0` !== `godebug default=go${ownGo}`);
  const twins = [...upstream.matchAll(/^\s*(?:replace )?(k8s\.io\/\S+) => \.\/staging/gm)].map(
    ([, module = '']) => `\t${module} => ${module} v0.${version.replace(/^1\./, '')}`,
  );
  return [
    '// The real control plane, built as Go tools: this module holds no Go source of its own.',
    '// Each replace pins the published twin of a staging module that k8s.io/kubernetes replaces by a local path.',
    'module mechanic.dev/testing/kubernetes',
    '',
    `go ${ownGo}`,
    ...debug,
    '',
    'tool (',
    ...programs.map((path) => `\t${path}`),
    ')',
    '',
    `require k8s.io/kubernetes v${version}`,
    '',
    'replace (',
    ...twins,
    ')',
    '',
  ].join('\n');
}
