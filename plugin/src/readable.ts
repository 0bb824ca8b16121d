import { KubectlFailure } from './kubectl.ts';

/**
 * null when the user may not read it, which is noted in `gaps`: the rest is still worth showing.
 * @throws what the reading throws for any other reason
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
