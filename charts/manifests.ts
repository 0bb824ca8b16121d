import { parseAllDocuments, stringify } from 'yaml';

interface Manifest {
  readonly kind: string;
  metadata: { name: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: unknown;
}

const header = '# Rendered from charts/mechanic by charts/generate-config.ts. Do not edit: patch it.\n';

// What only Helm needs.
const helmLabels = ['helm.sh/chart', 'app.kubernetes.io/managed-by', 'app.kubernetes.io/instance'];
const helmAnnotations = ['mechanic.dev/values-hash'];

const rbacKinds = ['ServiceAccount', 'ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'];
const policyKinds = ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'];

const namespace = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: 'mechanic',
    labels: {
      'app.kubernetes.io/name': 'mechanic',
      'pod-security.kubernetes.io/enforce': 'restricted',
    },
  },
};

/** What `helm template` printed, as the files of config/: path and text. */
export function manifests(rendered: string): ReadonlyMap<string, string> {
  const objects = [namespace, ...parseAllDocuments(rendered).flatMap(readManifest)];
  const files = new Map<string, Manifest[]>();
  for (const object of objects) {
    const path = pathOf(object);
    files.set(path, [...(files.get(path) ?? []), object]);
  }
  const folders = Map.groupBy(files.keys(), (path) => path.split('/')[0] ?? path);
  return new Map([
    ...[...files].map(([path, content]) => [path, header + documents(content)] as const),
    ...[...folders].map(([folder, paths]) => [`${folder}/kustomization.yaml`, kustomization(paths)] as const),
    ['static/mechanic.yaml', header + documents(objects)],
  ]);
}

function readManifest(document: { toJS: () => unknown }): Manifest[] {
  // Rendered by our own chart: every document that is not empty is an object of Kubernetes.
  const object = document.toJS() as Manifest | null;
  if (object === null) return [];
  const { labels = {}, annotations = {} } = object.metadata;
  const metadata = { ...object.metadata, labels: without(labels, helmLabels) };
  delete metadata.annotations;
  const kept = without(annotations, helmAnnotations);
  if (Object.keys(kept).length > 0) metadata.annotations = kept;
  return [{ ...object, metadata }];
}

function without(map: Record<string, string>, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}

function pathOf({ kind, metadata }: Manifest): string {
  const component = metadata.labels?.['app.kubernetes.io/component'] ?? 'controller';
  if (kind === 'Namespace') return 'rbac/namespace.yaml';
  if (policyKinds.includes(kind)) return 'rbac/admission_policy.yaml';
  if (rbacKinds.includes(kind)) return `rbac/${component}.yaml`;
  return `${component}/${kind.toLowerCase()}.yaml`;
}

function kustomization(paths: readonly string[]): string {
  const resources = paths.map((path) => path.slice(path.indexOf('/') + 1));
  return (
    header + stringify({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources })
  );
}

function documents(objects: readonly Manifest[]): string {
  return objects.map((object) => stringify(object, { lineWidth: 0 })).join('---\n');
}
