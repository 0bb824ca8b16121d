import type { Setting } from './setting.ts';
import { type Step, ask, create, get, watch } from './step.ts';

/** Lists and watches that the end of history will cut off. */
export function beforeExpiry(setting: Setting): readonly Step[] {
  const path = setting.core('configmaps');
  const born = ['a', 'b', 'c', 'd', 'e'].map((name) => create(path, { metadata: { name } }));
  return [
    get(path),
    ...born,
    page(path),
    create(setting.node(), { metadata: { name: `${setting.namespace}-n` } }),
  ];
}

/** What is asked of what is forgotten, how one goes on, and where one begins anew. */
export function afterExpiry(setting: Setting): readonly Step[] {
  const path = setting.core('configmaps');
  return [
    next(path),
    // With the token that came with the refusal.
    next(path),
    ask('list of the first version', ({ moments }) => ({
      method: 'GET',
      path,
      query: { resourceVersion: moments[0] ?? '', resourceVersionMatch: 'Exact' },
    })),
    watch(path, ({ moments }) => ({ resourceVersion: moments[0] ?? '' })),
    watch(setting.node(), ({ moments }) => ({ resourceVersion: moments[0] ?? '' })),
    get(path),
    watch(path, ({ moments }) => ({ resourceVersion: moments.at(-1) ?? '' })),
    create(path, { metadata: { name: 'f' } }),
  ];
}

function page(path: string): Step {
  return ask('first page', () => ({ method: 'GET', path, query: { limit: '2' } }));
}

function next(path: string): Step {
  return ask('next page', ({ tokens }) => ({
    method: 'GET',
    path,
    query: { limit: '2', continue: tokens.at(-1) ?? '' },
  }));
}
