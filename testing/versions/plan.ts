import { KubernetesModules } from '../controlplane/kubernetes-modules.ts';

/** What can be asked for in the environment of `make test-versions`. */
export interface Request {
  /** `1.32.13`; default: the oldest version that is supported. */
  readonly OLDEST?: string | undefined;
  /** `1.37.3`, or `latest` for the newest patch of the newest version that is supported, which is the default. */
  readonly NEWEST?: string | undefined;
}

/** The versions of Kubernetes to test, each once, the oldest first. */
export async function versionsToTest(request: Request, modules: KubernetesModules): Promise<string[]> {
  const supported = await KubernetesModules.supported();
  const oldest = request.OLDEST ?? supported.oldest;
  const newest =
    request.NEWEST === 'latest'
      ? await modules.latestPatch(supported.newest)
      : (request.NEWEST ?? supported.newest);
  for (const version of [oldest, newest]) {
    if (!/^1\.\d+\.\d+$/.test(version))
      throw new Error(`"${version}" is no version of Kubernetes such as 1.37.2`);
  }
  return [...new Set([oldest, newest])];
}

/** The test files that ask nothing of an API server: once is enough for them. */
export const withoutApiServer = ['alerts', 'images', 'page', 'workflows'].map((name) => `/testing/${name}/`);
