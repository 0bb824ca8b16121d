import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type LabelSelector,
  labelSelectorMistake,
  matchesEverything,
  matchesSelector,
  parseLabelSelector,
} from './label-selector.ts';

const web = { app: 'web', tier: 'front', gpu: '' };

describe('a label selector as kubectl writes it', () => {
  it.each([
    ['app=web', true],
    ['app==web', true],
    ['app = web', true],
    ['app!=web', false],
    ['zone!=a', true],
    ['app', true],
    ['!app', false],
    ['! zone', true],
    ['gpu=', true],
    ['app in (web, api)', true],
    ['app in(web)', true],
    ['tier notin (front)', false],
    ['zone notin (a)', true],
    ['zone in (a)', false],
    ['app=web,tier in (front,back),!zone', true],
    ['app=web,tier=back', false],
    ['app.kubernetes.io/name=web', false],
  ])('%s: %p', (text, matches) => {
    expect(matchesSelector(parseLabelSelector(text), web)).toBe(matches);
  });

  it.each([
    'app in ()',
    'app in (a,)',
    'a,,b',
    ',',
    'app=web,',
    'app>5',
    'app=we b',
    'in (a)',
    '(a)',
    '=a',
    'a in (b',
  ])('refuses "%s" and shows the part that it cannot read', (text) => {
    expect(() => parseLabelSelector(text)).toThrow(/^".*" cannot be read as part of a label selector; write/);
  });

  it('means the same as the object form', () => {
    const word = fc.stringMatching(/^[a-z]{1,3}$/);
    const labels = fc.dictionary(word, word, { maxKeys: 4 });
    fc.assert(
      fc.property(word, fc.array(word, { minLength: 1, maxLength: 3 }), labels, (key, values, given) => {
        const matches = (operator: 'In' | 'NotIn'): boolean =>
          matchesSelector({ matchExpressions: [{ key, operator, values }] }, given);
        const list = values.join(',');
        expect(matchesSelector(parseLabelSelector(`${key} in (${list})`), given)).toBe(matches('In'));
        expect(matchesSelector(parseLabelSelector(`${key} notin (${list})`), given)).toBe(matches('NotIn'));
        expect(matches('In')).toBe(!matches('NotIn'));
      }),
    );
  });
});

describe('a label selector as Kubernetes objects have it', () => {
  it('matches only if every label and every expression match', () => {
    const selector: LabelSelector = {
      matchLabels: { app: 'web' },
      matchExpressions: [
        { key: 'tier', operator: 'In', values: ['front'] },
        { key: 'zone', operator: 'DoesNotExist' },
        { key: 'gpu', operator: 'Exists' },
      ],
    };
    expect(matchesSelector(selector, web)).toBe(true);
    expect(matchesSelector(selector, { ...web, zone: 'a' })).toBe(false);
    expect(matchesSelector(selector, { ...web, app: 'api' })).toBe(false);
  });

  it('matches everything when it is empty', () => {
    expect(matchesSelector({}, web)).toBe(true);
    expect(matchesEverything({ matchLabels: {}, matchExpressions: [] })).toBe(true);
    expect(matchesEverything({ matchLabels: { app: 'web' } })).toBe(false);
  });

  it('is refused where the API server would refuse it', () => {
    const mistake = (
      operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist',
      values?: string[],
    ): string | undefined =>
      labelSelectorMistake({ matchExpressions: [{ key: 'app', operator, ...(values && { values }) }] });
    expect(mistake('In')).toBe('In for app needs values');
    expect(mistake('NotIn', [])).toBe('NotIn for app needs values');
    expect(mistake('Exists', ['web'])).toBe('Exists for app takes no values');
    expect(mistake('In', ['web'])).toBeUndefined();
    expect(mistake('DoesNotExist')).toBeUndefined();
  });
});
