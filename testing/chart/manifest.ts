import { parseAllDocuments } from 'yaml';

/** What tests look at in a rendered object. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [key: string]: unknown;
}

/** Reads what `helm template` or `kubectl kustomize` printed. */
export function readManifests(text: string): Manifest[] {
  const objects: unknown[] = parseAllDocuments(text).map((document) => document.toJS() as unknown);
  return objects.filter(isManifest);
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && 'kind' in value && 'metadata' in value;
}
