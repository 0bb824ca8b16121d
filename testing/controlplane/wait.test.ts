import { describe, expect, it } from '@jest/globals';
import { waitFor } from './wait.ts';

describe('waitFor', () => {
  it('returns the result of the probe, whatever it threw before', async () => {
    let looks = 0;
    const probe = (): string | undefined => {
      looks++;
      if (looks === 1) throw new Error('not there');
      return looks === 2 ? undefined : 'found';
    };
    expect(await waitFor('it', probe, { interval: 1 })).toBe('found');
    expect(looks).toBe(3);
  });

  it('accepts 0 and the empty string as results', async () => {
    expect(await waitFor('it', () => 0)).toBe(0);
    expect(await waitFor('it', () => '')).toBe('');
  });

  it('names what it waited for and the last error after the timeout', async () => {
    const probe = (): never => {
      throw new Error('refused');
    };
    await expect(waitFor('the door', probe, { timeout: 5, interval: 1 })).rejects.toThrow(
      'waited 5 ms in vain for: the door: refused',
    );
  });
});
