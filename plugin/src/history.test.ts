import { describe, expect, it } from '@jest/globals';
import { anEntry as aDrain } from '../../controller/src/observe/history/testing.ts';
import { historyLines } from './history.ts';
import { plainView } from './testing.ts';

describe('kubectl mechanic history', () => {
  it('shows for each drain the node, the time, the reason, the duration and the outcome', () => {
    const entries = [
      aDrain('b', -2, {
        outcome: 'failed',
        pods: 12,
        attempts: 2,
        message: 'not empty within drain.timeout',
        blockedBy: [{ pod: 'shop/web-1', budgets: ['shop/web'] }],
        durationSeconds: 3_600,
      }),
      aDrain('a', -90),
    ];
    expect(historyLines({ entries, unreadable: 0 }, plainView)).toEqual([
      'ENDED       NODE   FOR        OUTCOME     TOOK   PODS   BECAUSE',
      '2m ago      b      Redeploy   failed      1h     12     not empty within drain.timeout; held up by PodDisruptionBudget shop/web; attempt 2',
      '1h30m ago   a      Redeploy   succeeded   30s',
    ]);
  });

  it('says when there is no history, or an unreadable one', () => {
    expect(historyLines(null, plainView)).toEqual(['No drain has ended yet.']);
    expect(historyLines({ entries: [], unreadable: 2 }, plainView)).toEqual([
      'No drain has ended yet.',
      '',
      '2 lines of the ConfigMap cannot be read.',
    ]);
  });

  it('shows no character that controls a terminal', () => {
    const lines = historyLines(
      { entries: [aDrain('a', 0, { message: 'a\u202eb' })], unreadable: 0 },
      plainView,
    );
    expect(lines.join('\n')).toContain('a\\u{202e}b');
  });
});
