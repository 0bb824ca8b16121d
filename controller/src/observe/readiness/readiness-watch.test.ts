import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '@mechanic/contract/fake-clock';
import type { Finding } from '../../decide/check/finding.ts';
import { MemoryLog } from '../testing.ts';
import type { Readiness } from './kube-sweep.ts';
import { ReadinessWatch } from './readiness-watch.ts';

const finding: Finding = { severity: 'error', kind: 'k', object: 'o', why: 'w', cure: 'c' };
const found: Readiness = {
  findings: [finding],
  loads: new Map([['a', { pods: 3, graceSeconds: 30, never: [] }]]),
};

let clock: FakeClock;
let log: MemoryLog;
let looks: number;
let answer: (signal: AbortSignal) => Promise<Readiness>;
let changes: (number | null)[];
let watch: ReadinessWatch;

beforeEach(() => {
  clock = new FakeClock();
  log = new MemoryLog();
  [looks, changes] = [0, []];
  answer = () => Promise.resolve(found);
  watch = new ReadinessWatch({
    sweep: (signal) => {
      looks += 1;
      return answer(signal);
    },
    clock,
    log,
    random: () => 0.5,
    onChange: (findings) => changes.push(findings === null ? null : findings.length),
  });
});

describe('ReadinessWatch', () => {
  it('checks some time after it became leader, and once an hour', async () => {
    watch.lead();
    await clock.advance(10_000);
    expect([looks, watch.findings, watch.lookedAt]).toEqual([0, [], null]);
    const led = clock.now();
    await clock.advance(50_000);
    expect([looks, watch.findings, watch.loads.get('a')?.pods]).toEqual([1, [finding], 3]);
    expect(watch.lookedAt).toBe(led + 20_000);
    await clock.advance(3 * 3_600_000);
    expect(looks).toBe(4);
  });

  it('never checks on a standby, and forgets its findings', async () => {
    watch.lead();
    await clock.advance(60_000);
    watch.follow();
    expect([watch.findings, watch.lookedAt, watch.loads.size, changes.at(-1)]).toEqual([[], null, 0, null]);
    await clock.advance(24 * 3_600_000);
    expect([looks, clock.pending]).toEqual([1, 0]);
  });

  it('ignores an answer that comes after it stopped leading', async () => {
    let finish: (readiness: Readiness) => void = () => undefined;
    answer = () => new Promise((resolve) => (finish = resolve));
    watch.lead();
    await clock.advance(30_000);
    watch.follow();
    finish(found);
    await clock.advance(0);
    expect(watch.findings).toEqual([]);
  });

  it('keeps its findings when a check fails, logs the failure, and tries again sooner', async () => {
    watch.lead();
    await clock.advance(60_000);
    answer = () => Promise.reject(new Error('away'));
    await clock.advance(3_600_000);
    expect([watch.findings, log.messages()]).toEqual([
      [finding],
      ['could not look for what would hold up a drain'],
    ]);
    answer = () => Promise.resolve({ ...found, findings: [] });
    await clock.advance(600_000);
    expect(watch.findings).toEqual([]);
  });
});
