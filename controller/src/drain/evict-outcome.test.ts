import { describe, expect, it } from '@jest/globals';
import { evictOutcomeOf } from './evict-outcome.ts';
import { failure, protectedBy } from './testing.ts';

describe('the table of answers', () => {
  it.each([
    ['404', failure(404), { kind: 'gone' }],
    ['409', failure(409), { kind: 'gone' }],
    ['429 with a budget', protectedBy('web.v1'), { kind: 'blocked', budget: 'web.v1' }],
    [
      '429 with a budget not yet observed, which names a pause too',
      failure(429, {
        retryAfterMs: 10_000,
        causes: [
          {
            reason: 'DisruptionBudget',
            message: 'The disruption budget web is still being processed by the server.',
          },
        ],
      }),
      { kind: 'blocked', budget: 'web' },
    ],
    [
      '429 with a budget in words that we do not know',
      failure(429, { causes: [{ reason: 'DisruptionBudget', message: 'No.' }] }),
      { kind: 'blocked', budget: null },
    ],
    ['429 with a pause', failure(429, { retryAfterMs: 3_000 }), { kind: 'throttled', retryAfterMs: 3_000 }],
    ['429 without either', failure(429), { kind: 'failed', message: 'HTTP 429' }],
    [
      '500 about several budgets',
      failure(500, { message: 'This pod has more than one PodDisruptionBudget, which the eviction ...' }),
      { kind: 'misconfigured' },
    ],
    ['500 otherwise', failure(500), { kind: 'failed', message: 'HTTP 500' }],
    [
      '403 in a namespace that is being deleted',
      failure(403, { causes: [{ reason: 'NamespaceTerminating', message: '' }] }),
      { kind: 'namespace-terminating' },
    ],
    [
      '403 with a budget that has lost count',
      failure(403, {
        reason: 'Forbidden',
        causes: [
          {
            reason: 'DisruptionBudget',
            message: 'The disruption budget web does not allow evicting pods currently: it lost count',
          },
        ],
      }),
      { kind: 'blocked', budget: 'web' },
    ],
    [
      '403 with such a budget as Kubernetes says it up to 1.36',
      failure(403, {
        reason: 'Forbidden',
        message: 'poddisruptionbudget.policy "web" is forbidden: it lost count',
      }),
      { kind: 'blocked', budget: 'web' },
    ],
    [
      '403 of a webhook that speaks of budgets',
      failure(403, { message: 'admission webhook "x" denied the request: poddisruptionbudget.policy "web"' }),
      {
        kind: 'forbidden',
        message: 'admission webhook "x" denied the request: poddisruptionbudget.policy "web"',
      },
    ],
    ['403 otherwise', failure(403), { kind: 'forbidden', message: 'HTTP 403' }],
    ['silence', failure(0), { kind: 'failed', message: 'HTTP 0' }],
  ])('%s', (_name, answer, outcome) => {
    expect(evictOutcomeOf({ ok: false, failure: answer })).toEqual(outcome);
  });

  it('2xx', () => {
    expect(evictOutcomeOf({ ok: true, value: undefined })).toEqual({ kind: 'evicted' });
  });
});
