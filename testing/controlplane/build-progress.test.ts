import { describe, expect, it } from '@jest/globals';
import { BuildProgress, duration } from './build-progress.ts';

describe('BuildProgress', () => {
  it('counts compiled packages, and no other output of Go', () => {
    const progress = new BuildProgress(3, 1_000);
    const log = 'go: downloading k8s.io/api v0.37.2\nk8s.io/api/core/v1\n# a warning\nfmt\n';
    expect(progress.describe(log, 91_000)).toBe('[############------------] 50 %, 1 min 30 s');
    expect(progress.describe('', 1_000)).toBe('[------------------------] 0 %, 0 s');
  });

  it('stays below 100 % until the program is linked', () => {
    expect(new BuildProgress(1, 0).describe('a\nb\nc\n', 0)).toContain('99 %');
  });

  it('shows only the time when the number of packages is unknown', () => {
    expect(new BuildProgress(0, 0).describe('a\n', 8_000)).toBe('8 s');
  });
});

describe('duration', () => {
  it('shows minutes only for long durations', () => {
    expect([duration(400), duration(59_000), duration(125_000)]).toEqual(['0 s', '59 s', '2 min 5 s']);
  });
});
