/**
 * Compares by code unit, so that the order is the same on every machine. A comparison by locale would not be, and is too slow
 * for thousands of names.
 */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
