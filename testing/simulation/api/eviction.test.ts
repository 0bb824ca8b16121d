import { describe, expect, it } from '@jest/globals';
import type { BudgetStatus } from './objects.ts';
import { Bench, podPath, running } from './testing.ts';

function withBudget(status: Partial<BudgetStatus>, spec: object = {}, minor = 37): Bench {
  const bench = new Bench({ minor });
  bench.addPod('p', { labels: { app: 'web' } });
  bench.addPod('ill', { labels: { app: 'web' }, status: running(false) });
  bench.addPod('young', { labels: { app: 'web' }, status: { phase: 'Pending' } });
  bench.addBudget('b', status, spec);
  return bench;
}

function statusOf(bench: Bench): BudgetStatus | undefined {
  return bench.api.world.get('poddisruptionbudgets', { namespace: 'default', name: 'b' })?.status;
}

describe('an eviction', () => {
  it('costs the budget one disruption, names the reason in the pod and deletes it', () => {
    const bench = withBudget({ disruptionsAllowed: 1, currentHealthy: 2 });
    expect(bench.evict('p', { gracePeriodSeconds: 9 }).status).toBe(201);
    expect(statusOf(bench)).toMatchObject({
      disruptionsAllowed: 0,
      disruptedPods: { p: '2026-11-24T12:00:00Z' },
      conditions: [{ type: 'DisruptionAllowed', status: 'False', reason: 'InsufficientPods' }],
    });
    expect(bench.pod('p')).toMatchObject({
      metadata: { deletionGracePeriodSeconds: 9 },
      status: {
        conditions: [{ type: 'Ready' }, { type: 'DisruptionTarget', reason: 'EvictionByEvictionAPI' }],
      },
    });
  });

  it.each([
    ['exhausted', {}, 429, 'The disruption budget b needs 1 healthy pods and has 1 currently'],
    [
      'not counted yet',
      { observedGeneration: 0 },
      429,
      'The disruption budget b is still being processed by the server.',
    ],
  ])('is refused by a budget that is %s', (_what, status, code, message) => {
    const answer = withBudget(status).evict('p');
    expect(JSON.parse(answer.body)).toMatchObject({
      code,
      reason: 'TooManyRequests',
      details: { causes: [{ reason: 'DisruptionBudget', message }] },
    });
  });

  it('says when to come again only where the budget is not counted yet', () => {
    const after = (status: Partial<BudgetStatus>): unknown =>
      withBudget(status).evict('p').headers['retry-after'];
    expect([after({}), after({ observedGeneration: 0 })]).toEqual([undefined, '10']);
  });

  it.each([
    ['a negative count', { disruptionsAllowed: -1 }],
    ['too many evictions that are not confirmed', { disruptionsAllowed: 1, disruptedPods: crowd() }],
  ])('is forbidden by a budget with %s', (_what, status) => {
    expect(JSON.parse(withBudget(status).evict('p').body)).toMatchObject({ code: 403, reason: 'Forbidden' });
  });

  it.each([
    [36, undefined],
    [37, [{ reason: 'DisruptionBudget', message: expect.stringContaining('budget b does not allow') }]],
  ])('names the budget that forbids it or does not, in Kubernetes 1.%i', (minor, causes) => {
    const answer = withBudget({ disruptionsAllowed: -1 }, {}, minor).evict('p');
    expect((JSON.parse(answer.body) as { details: { causes?: unknown } }).details.causes).toEqual(causes);
  });

  it('of a pod with several budgets is an error of the server', () => {
    const bench = withBudget({ disruptionsAllowed: 1 });
    bench.addBudget('c', { disruptionsAllowed: 1 });
    expect(JSON.parse(bench.evict('p').body)).toMatchObject({
      code: 500,
      message: /more than one PodDisruptionBudget/,
    });
  });

  it('of a pod that does not run asks no budget', () => {
    const bench = withBudget({});
    expect(bench.evict('young').status).toBe(201);
    bench.ask('DELETE', podPath('p'));
    expect(bench.evict('p').status).toBe(201);
    expect(statusOf(bench)).not.toHaveProperty('disruptedPods');
  });

  it.each([
    ['whose budget is healthy', { currentHealthy: 1, desiredHealthy: 1 }, {}, 201],
    ['whose budget is not', { currentHealthy: 0, desiredHealthy: 1 }, {}, 429],
    [
      'whose budget lets the ill go',
      { currentHealthy: 0 },
      { unhealthyPodEvictionPolicy: 'AlwaysAllow' },
      201,
    ],
    ['whose budget wants nobody healthy', { currentHealthy: 0, desiredHealthy: 0 }, {}, 429],
  ])('of a pod that is not Ready, %s', (_what, status, spec, code) => {
    const bench = withBudget(status, spec);
    expect(bench.evict('ill').status).toBe(code);
    expect(statusOf(bench)).not.toHaveProperty('disruptedPods');
  });

  it('of another pod than was meant is refused, after the budget has paid', () => {
    const bench = withBudget({ disruptionsAllowed: 1, currentHealthy: 2 });
    expect(bench.evict('p', { preconditions: { uid: 'another' } }).status).toBe(409);
    expect(statusOf(bench)?.disruptionsAllowed).toBe(0);
    expect(bench.pod('p')?.metadata).not.toHaveProperty('deletionTimestamp');
    expect(bench.api.history.slice(-2)).toMatchObject([
      { user: 'system:apiserver', resource: 'poddisruptionbudgets', status: 200 },
      { user: 'tester', subresource: 'eviction', status: 409 },
    ]);
  });

  it('of another pod that costs nothing looks like a budget in the way', () => {
    const bench = withBudget({});
    expect(bench.evict('ill', { preconditions: { uid: 'another' } }).status).toBe(429);
  });

  it('of another pod that asks no budget is refused late', () => {
    const answer = withBudget({}).evict('young', { preconditions: { uid: 'another' } });
    expect(answer).toMatchObject({ status: 409, tookMs: 9_500 });
  });

  it('that is only tried costs nothing', () => {
    const bench = withBudget({ disruptionsAllowed: 1 });
    const version = bench.api.version;
    expect(bench.evict('p', { dryRun: ['All'] }).status).toBe(201);
    expect(bench.api.version).toBe(version);
  });

  it.each([
    ['of a pod that is not there', 'none', { metadata: { name: 'none' } }, 404],
    ['that names another pod', 'p', { metadata: { name: 'q' } }, 400],
    ['that is none', 'p', { kind: 'Pod', metadata: { name: 'p' } }, 400],
  ])('%s is refused', (_what, name, body, code) => {
    expect(withBudget({}).ask('POST', `${podPath(name)}/eviction`, body).status).toBe(code);
  });

  it('may be refused by a webhook before anything is paid', () => {
    const bench = new Bench({
      admission: ({ subresource }) =>
        subresource === 'eviction' ? { kind: 'deny', code: 403, message: 'no' } : { kind: 'allow' },
    });
    bench.addPod('p');
    expect(JSON.parse(bench.evict('p').body)).toMatchObject({
      code: 403,
      reason: 'Forbidden',
      message: 'no',
    });
  });
});

function crowd(): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: 2_001 }, (_, index) => [`p${index}`, '2026-11-24T12:00:00Z']),
  );
}
