import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ControlPlane } from '../controlplane/index.ts';
import { Comparison } from './api/conformance/comparison.ts';
import { describeDifference } from './api/conformance/difference.ts';
import { afterExpiry, beforeExpiry } from './api/conformance/expiry-questions.ts';
import { Normal, OLDEST_PLAYED } from './api/conformance/normal.ts';
import { closing, opening, questions } from './api/conformance/questions.ts';
import { RealApi } from './api/conformance/real-api.ts';
import { Setting } from './api/conformance/setting.ts';
import type { Step } from './api/conformance/step.ts';
import { ModelApi } from './api/model-api.ts';
import { Random } from './engine/random.ts';

/** What would fill objects with defaults that no simulated actor writes, or refuse pods for want of a ServiceAccount. */
const plugins = 'DefaultTolerationSeconds,Priority,ServiceAccount,TaintNodesByCondition';
const QUESTIONS = 600;

/** One is the same each time, one is new each day. */
const today = Number(new Date().toISOString().slice(0, 10).replaceAll('-', ''));
const seeds = (process.env.CONFORMANCE_SEEDS ?? `1,${today}`).split(',').map(Number);

describe('the model of the API server', () => {
  let controlPlane: ControlPlane;
  let model: ModelApi;
  let minor = 0;
  beforeAll(async () => {
    const flags = { 'kube-apiserver': [`--disable-admission-plugins=${plugins}`] };
    controlPlane = await ControlPlane.start({ components: [], audit: false, flags });
    minor = await new RealApi(controlPlane.kubeConfig).minor();
    model = new ModelApi({ now: () => Date.now(), minor });
  }, 600_000);
  afterAll(() => controlPlane.stop());

  const begin = (name: string, seed: number): { comparison: Comparison; setting: Setting } => ({
    comparison: new Comparison({
      real: new RealApi(controlPlane.kubeConfig),
      model,
      normal: new Normal(minor),
    }),
    setting: new Setting({
      random: Random.of(seed, 'questions'),
      model,
      namespace: name,
      isOld: minor < OLDEST_PLAYED,
    }),
  });

  it.each(seeds)('answers as the real one, seed %i', async (seed) => {
    const { comparison, setting } = begin(`seed-${seed}`, seed);
    await putAll(comparison, opening(setting));
    while (comparison.asked < QUESTIONS) await putAll(comparison, questions(setting));
    await putAll(comparison, closing(setting));
    const events = await comparison.finishWatches();
    const { asked, statuses } = comparison;
    const figures = `${asked} requests and ${events} events of watches compared on 1.${minor}, answers ${JSON.stringify(statuses)}`;
    process.stdout.write(`seed ${seed}: ${figures}\n`);
    expect(comparison.differences.map(describeDifference)).toEqual([]);
  });

  it('says as the real one what it has forgotten', async () => {
    const { comparison, setting } = begin('expiry', 1);
    await putAll(comparison, opening(setting));
    await putAll(comparison, beforeExpiry(setting));
    await controlPlane.compact();
    await controlPlane.stopApiServer();
    await controlPlane.startApiServer();
    model.compact();
    await putAll(comparison, afterExpiry(setting));
    await comparison.finishWatches();
    expect(comparison.statuses).toMatchObject({ 410: 2 });
    expect(comparison.differences.map(describeDifference)).toEqual([]);
  });
});

async function putAll(comparison: Comparison, steps: readonly Step[]): Promise<void> {
  for (const step of steps) await comparison.put(step);
}
