import type { Memory } from './memory.ts';
import type { Setting } from './setting.ts';
import { type Step, ask, watch } from './step.ts';

type Query = Readonly<Record<string, string>>;

const labelSelectors = [
  'app=web',
  'app==api',
  'app!=web',
  'app in (web, x)',
  'app notin (web)',
  'app',
  '!app',
  'app=web,!two',
  'a b',
];
const podFields = ['status.phase=Running', 'status.phase!=Running', 'metadata.name=p1', 'spec.nothing=x'];

/** Lists: with selectors, in pages, of versions. */
export function listQuestions(setting: Setting): readonly Step[] {
  const { random } = setting;
  const path = random.pick(collections(setting));
  const steps = [paged, continued, continued, selected, selected, versioned];
  return [random.pick(steps)(setting, path)];
}

/** Watches from moments of the past. */
export function watchQuestion(setting: Setting): Step {
  const { random } = setting;
  const path = random.pick(collections(setting));
  const back = random.int(0, 25);
  const start = random.pick(['moment', 'moment', 'moment', 'moment', 'any', 'unset']);
  const query = selectors(setting, path);
  return watch(path, (memory) => ({ ...query, ...beginning(memory, start, back) }));
}

/** As the controller's caches begin. */
function beginning({ moments }: Memory, start: string, back: number): Query {
  if (start === 'unset') return {};
  if (start === 'any') return { resourceVersion: '0' };
  return { resourceVersion: moments.at(-1 - Math.min(back, moments.length - 1)) ?? '0' };
}

function collections(setting: Setting): readonly string[] {
  return [
    '/api/v1/pods',
    setting.core('pods'),
    setting.core('configmaps'),
    setting.core('events'),
    setting.policy(),
    setting.lease(),
    setting.node(),
  ];
}

function list(path: string, query: (memory: Memory) => Query): Step {
  return ask(`list ${path}`, (memory) => ({ method: 'GET', path, query: query(memory) }));
}

function paged(setting: Setting, path: string): Step {
  const { random } = setting;
  const limit = String(random.int(1, 4));
  // By an index of nodes, older servers know more than what they have shown.
  const selected = setting.isOld ? { labelSelector: random.pick(labelSelectors) } : selectors(setting, path);
  const narrow = random.chance(0.5) ? selected : {};
  return list(path, () => ({ limit, ...narrow }));
}

/** Goes on with a list of any collection: a token of another one is followed to the letter. */
function continued({ random }: Setting, path: string): Step {
  const back = random.int(1, 4);
  const limit = String(random.int(1, 4));
  const version = random.chance(0.1) ? { resourceVersion: '5' } : {};
  return list(path, ({ tokens }) => {
    const token = tokens.at(-back);
    return { limit, ...version, ...(token !== undefined && { continue: token }) };
  });
}

function selected(setting: Setting, path: string): Step {
  const query = selectors(setting, path);
  return list(path, () => query);
}

function selectors({ random, nodes }: Setting, path: string): Query {
  const fields = path.endsWith('/pods')
    ? [`spec.nodeName=${random.pick(nodes)}`, random.pick(podFields)]
    : ['metadata.name=c1', 'metadata.name!=c1'];
  if (path.endsWith('/nodes')) fields.push('spec.unschedulable=true', 'spec.unschedulable=false');
  return {
    ...(random.chance(0.5) && { labelSelector: random.pick(labelSelectors) }),
    ...(random.chance(0.5) && { fieldSelector: random.pick(fields) }),
  };
}

type Kind = 'any' | 'any page' | 'exact' | 'at least' | 'match only' | 'no version';

function versioned(setting: Setting, path: string): Step {
  const { random } = setting;
  // No version of the future: the real server waits 3 s for it before it refuses.
  const kinds: readonly Kind[] = ['any', 'any page', 'exact', 'at least', 'match only'];
  const kind = random.pick<Kind>([...kinds, setting.isOld ? 'any' : 'no version']);
  const back = random.int(0, 10);
  return list(path, ({ moments }) => {
    const resourceVersion = moments.at(-1 - Math.min(back, moments.length - 1)) ?? '0';
    switch (kind) {
      case 'any':
        return { resourceVersion: '0' };
      case 'any page':
        return { resourceVersion: '0', limit: '2' };
      case 'exact':
        return { resourceVersion, resourceVersionMatch: 'Exact' };
      case 'at least':
        return { resourceVersion };
      case 'match only':
        return { resourceVersionMatch: 'Exact' };
      case 'no version':
        return { resourceVersion: 'x' };
    }
  });
}
