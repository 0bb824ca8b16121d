/** What a package-lock.json of version 3 says about one package; only what is looked at here. */
export interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  /** A folder of this repository. */
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

const publicRegistry = 'https://registry.npmjs.org/';

/**
 * What is wrong with the packages of a lockfile, a sentence each: one without a checksum could be anything on the day
 * when it is installed, and one from elsewhere than the public registry is not what others get.
 */
export function lockfileFaults(packages: Readonly<Record<string, LockedPackage>>): string[] {
  return Object.entries(packages).flatMap(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link === true) return [];
    const faults: string[] = [];
    if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(entry.integrity ?? '')) faults.push(`${path} has no integrity`);
    if (entry.resolved?.startsWith(publicRegistry) === false) {
      faults.push(`${path} does not come from the public registry`);
    }
    return faults;
  });
}

/** The packages that would run a script when they are installed, if we let them. */
export function scripted(packages: Readonly<Record<string, LockedPackage>>): string[] {
  return Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
}
