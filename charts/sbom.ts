/** An SBOM in CycloneDX, as `npm sbom` writes it; only what is looked at here. */
export interface Sbom {
  readonly metadata: { readonly component: { readonly 'bom-ref': string } };
  readonly components: readonly unknown[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

/** A base image as a Dockerfile names it: `registry/path/name:tag@sha256:digest`. */
export interface BaseImage {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

/** The base image from which the image that runs takes Node.js. Throws when it is not named by its digest. */
export function runImage(dockerfile: string): BaseImage {
  const match = /^ARG RUN_IMAGE=(\S+):([^:@\s]+)@(sha256:[0-9a-f]{64})$/m.exec(dockerfile);
  const [, repository = '', tag = '', digest = ''] = match ?? [];
  if (match === null) throw new Error('RUN_IMAGE of the Dockerfile has no tag and digest');
  return { repository, tag, digest };
}

/**
 * The SBOM of an image: the packages in its bundle, Node.js, and the base image that Node.js was taken from.
 * @param packages what `npm sbom` says of the program
 * @param image its name and version, and its digest when it is pushed
 */
export function imageSbom(
  packages: Sbom,
  image: { readonly name: string; readonly version: string; readonly digest?: string | undefined },
  base: BaseImage,
): Sbom {
  const node = /^\d+\.\d+\.\d+/.exec(base.tag)?.[0];
  if (node === undefined)
    throw new Error(`the tag of the base image says no version of Node.js: ${base.tag}`);
  const own = {
    'bom-ref': image.name,
    type: 'container',
    name: image.name,
    version: image.version,
    ...(image.digest === undefined ? {} : { hashes: hashes(image.digest) }),
    licenses: [{ license: { id: 'MIT' } }],
  };
  const runtime = {
    'bom-ref': `node@${node}`,
    type: 'platform',
    name: 'node',
    version: node,
    description: 'Node.js, with the libraries it is linked to, from the base image',
    purl: `pkg:generic/node@${node}`,
    cpe: `cpe:2.3:a:nodejs:node.js:${node}:*:*:*:*:*:*:*`,
  };
  const from = {
    'bom-ref': `${base.repository}@${base.digest}`,
    type: 'container',
    name: base.repository,
    version: base.tag,
    hashes: hashes(base.digest),
    purl: purl(base),
  };
  const replaced = packages.metadata.component['bom-ref'];
  return {
    ...packages,
    metadata: { ...packages.metadata, component: own },
    components: [...packages.components, runtime, from],
    dependencies: [
      ...packages.dependencies.filter(({ ref }) => ref !== replaced),
      { ref: image.name, dependsOn: [runtime['bom-ref'], from['bom-ref'], ...direct(packages, replaced)] },
    ],
  };
}

function direct({ dependencies }: Sbom, root: string): readonly string[] {
  return dependencies.find(({ ref }) => ref === root)?.dependsOn ?? [];
}

function hashes(digest: string): unknown[] {
  return [{ alg: 'SHA-256', content: digest.replace('sha256:', '') }];
}

function purl({ repository, tag, digest }: BaseImage): string {
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  return `pkg:oci/${name}@${encodeURIComponent(digest)}?repository_url=${repository}&tag=${tag}`;
}
