/**
 * Whether version `a` came after version `b`. The API server's versions are numbers that grow over all objects of a
 * resource (they are documented as comparable since Kubernetes 1.35); they may be longer than what a double can hold.
 */
export function isNewer(a: string, b: string): boolean {
  return a.length === b.length ? a > b : a.length > b.length;
}
