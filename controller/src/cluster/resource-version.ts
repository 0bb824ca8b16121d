/**
 * Whether version `a` is newer than version `b`. The API server's versions are numbers that grow over all objects of a
 * resource (documented as comparable since Kubernetes 1.35). They are compared as text, since a double may be too small.
 */
export function isNewer(a: string, b: string): boolean {
  return a.length === b.length ? a > b : a.length > b.length;
}
