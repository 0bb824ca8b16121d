import { describe, expect, it } from '@jest/globals';
import { type PodRule, type RuledPod, podActionOf, podRuleFor } from './pod-rules.ts';
import { parseSettings } from './settings.ts';

function rulesOf(text: string): readonly PodRule[] {
  const result = parseSettings(text);
  if (!result.ok) throw new Error(result.errors.join('; '));
  return result.settings.drain.rules;
}

function errorsOf(text: string): readonly string[] {
  const result = parseSettings(text);
  return result.ok ? [] : result.errors;
}

const rules = rulesOf(`
drain:
  skipPods: "keep=me"
  rules:
    - {name: batch, namespaces: [jobs, ci], pods: "app in (train,render)", events: [Redeploy], action: finish, order: 2}
    - {name: frozen, events: [Freeze], action: leave}
    - {pods: "app=db", action: evict, order: -1}
`);

describe('the rule for a pod', () => {
  const train = { app: 'train' };
  const job = (labels: RuledPod['labels']): RuledPod => ({ namespace: 'jobs', labels });

  it.each<[string, RuledPod, string, string | undefined]>([
    ['the first that satisfies all it names', job(train), 'Redeploy', 'batch'],
    ['one that names the event in other letters', job({ app: 'render' }), 'REDEPLOY', 'batch'],
    ['none for another event', job(train), 'Reboot', undefined],
    ['none in another namespace', { namespace: 'shop', labels: train }, 'Redeploy', undefined],
    ['none with other labels', job({ app: 'web' }), 'Redeploy', undefined],
    ['the next that matches', job(train), 'Freeze', 'frozen'],
    ['one without a name', job({ app: 'db' }), 'Preempt', ''],
    ['the one of skipPods before all others', job({ ...train, keep: 'me' }), 'Redeploy', 'drain.skipPods'],
  ])('is %s', (_name, pod, about, name) => {
    expect(podRuleFor(rules, pod, about)?.name).toBe(name);
  });

  it('gets a default for every key that is missing', () => {
    expect(rulesOf('drain: {rules: [{action: finish}]}')).toEqual([
      { name: '', namespaces: [], pods: null, events: [], action: 'finish', order: 0 },
    ]);
  });
});

describe('the wish of a pod', () => {
  it.each(['evict', 'finish', 'leave'])('may be %s', (text) => {
    expect(podActionOf(text)).toBe(text);
  });

  it.each(['', 'Evict', 'leave ', 'toString'])('is unknown if it is %j', (text) => {
    expect(podActionOf(text)).toBeUndefined();
  });
});

describe('rules with a mistake', () => {
  it.each([
    ['[{name: a}]', 'drain.rules[0].action: is missing'],
    ['[{action: stay}]', 'drain.rules[0].action: is "stay", must be one of evict, finish, leave'],
    ['[{action: leave, order: first}]', 'drain.rules[0].order: is "first", must be a whole number'],
    ['[{action: leave, pod: x}]', 'drain.rules[0].pod: is not a known key; did you mean pods?'],
    [
      '[{action: leave, pods: "app in ()"}]',
      'drain.rules[0].pods: "app in ()" cannot be read as part of a label selector; write for example app=web, tier in (a,b) or !canary',
    ],
    ['[{name: a, action: leave}, {name: a, action: evict}]', 'drain.rules[1].name: "a" is given twice'],
  ])('are refused: %s', (text, error) => {
    expect(errorsOf(`drain: {rules: ${text}}`)).toContain(error);
  });
});
