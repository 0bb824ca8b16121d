import type { PodObject } from '../objects.ts';
import { type Setting, seen } from './setting.ts';
import { type Step, ask, create, get, mergePatch, remove } from './step.ts';

/** Long enough that no period runs out while the questions are asked. */
const periods = [0, 120, 300, 600];

/** Questions about Pods, their deletion and eviction. */
export function podQuestions(setting: Setting): readonly Step[] {
  const { random, model, namespace } = setting;
  const name = random.pick(setting.pods);
  const pod = model.world.get('pods', { namespace, name });
  if (pod === undefined) return random.chance(0.8) ? birth(setting, name) : eviction(setting, name, pod);
  const kinds = [eviction, eviction, eviction, eviction, status, status, change, deletion];
  return random.pick(kinds)(setting, name, pod);
}

function birth(setting: Setting, name: string): readonly Step[] {
  const { random } = setting;
  const path = setting.core('pods', name);
  const containers = random.chance(0.04) ? [] : [{ name: 'main', image: 'one' }];
  const metadata = {
    name,
    labels: { app: random.pick(setting.apps) },
    ...(random.chance(0.08) && { finalizers: ['x.y/z'] }),
  };
  const bound = random.chance(0.85) ? { nodeName: random.pick(setting.nodes) } : {};
  const grace = random.chance(0.3) ? { terminationGracePeriodSeconds: 600 } : {};
  const born = create(setting.core('pods'), { metadata, spec: { containers, ...bound, ...grace } });
  return random.chance(0.85) ? [born, running(path, random.chance(0.8))] : [born];
}

function running(path: string, ready: boolean, phase = 'Running'): Step {
  const conditions = [{ type: 'Ready', status: ready ? 'True' : 'False' }];
  return mergePatch(`${path}/status`, () => ({ status: { phase, conditions } }));
}

function status(setting: Setting, name: string): readonly Step[] {
  const { random } = setting;
  const phase = random.pick(['Running', 'Running', 'Running', 'Running', 'Pending', 'Succeeded']);
  return [running(setting.core('pods', name), random.chance(0.7), phase)];
}

function change(setting: Setting, name: string): readonly Step[] {
  const { random } = setting;
  const path = setting.core('pods', name);
  const identity = seen(random, path);
  const labels = random.pick([{}, { app: random.pick(setting.apps) }, { extra: random.pick(['1', null]) }]);
  const spec = random.pick([
    {},
    {},
    { containers: [{ name: 'main', image: random.pick(['one', 'two']) }] },
    { nodeName: 'another' },
    { terminationGracePeriodSeconds: 7 },
    { tolerations: [{ key: 'x', operator: 'Exists' }] },
  ]);
  const finalizers = random.chance(0.4) ? { finalizers: null } : {};
  return [
    mergePatch(path, (memory) => ({
      metadata: { labels, ...finalizers, ...identity(memory) },
      spec,
      status: { phase: 'Failed' },
    })),
    get(path),
  ];
}

function deletion(setting: Setting, name: string): readonly Step[] {
  const { random } = setting;
  const path = setting.core('pods', name);
  const kind = random.pick(['none', 'right', 'wrong', 'old']);
  const period = random.chance(0.7) ? { gracePeriodSeconds: random.pick([...periods, 0]) } : {};
  const dryRun = random.chance(0.1) ? { dryRun: 'All' } : {};
  const step = remove(path, (memory) => {
    const preconditions = {
      ...(kind === 'right' && { uid: memory.uid(path) }),
      ...(kind === 'wrong' && { uid: 'another' }),
      ...(kind === 'old' && { resourceVersion: memory.version(path, 1) }),
    };
    return { preconditions, ...period, ...('dryRun' in dryRun && { dryRun: ['All'] }) };
  });
  return [step, get(path)];
}

function eviction(setting: Setting, name: string, pod: PodObject | undefined): readonly Step[] {
  const { random } = setting;
  const path = setting.core('pods', name);
  // The real server tries for 10 s before it refuses the eviction of another pod whose budget does not matter.
  const settled = pod?.metadata.deletionTimestamp === undefined && pod?.status?.phase === 'Running';
  const kind = random.pick(settled ? ['none', 'none', 'right', 'wrong'] : ['none', 'right']);
  const period = random.chance(0.4) ? { gracePeriodSeconds: random.pick(periods) } : {};
  const dryRun = random.chance(0.1);
  const called = random.chance(0.03) ? 'another' : name;
  const evict = ask(`evict ${name}`, (memory) => ({
    method: 'POST',
    path: `${path}/eviction`,
    body: {
      metadata: { name: called, namespace: setting.namespace },
      deleteOptions: {
        ...(kind === 'right' && { preconditions: { uid: memory.uid(path) } }),
        ...(kind === 'wrong' && { preconditions: { uid: 'another' } }),
        ...period,
        ...(dryRun && { dryRun: ['All'] }),
      },
    },
  }));
  return [evict, get(path), get(setting.policy())];
}
