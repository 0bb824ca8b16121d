import { KubectlFailure } from './kubectl.ts';

/**
 * Returns null when the user may not read it, and adds it to `gaps`: the rest is still worth showing.
 * @throws any other error of the read
 */
export async function readable<T>(reading: Promise<T>, what: string, gaps: string[]): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof KubectlFailure) || error.reason !== 'Forbidden') throw error;
    gaps.push(what);
    return null;
  }
}
