import type { Random } from '../../engine/random.ts';
import { type Setting, seen } from './setting.ts';
import { type Step, create, get, jsonPatch, mergePatch, put, remove } from './step.ts';

/** Questions about Nodes. */
export function nodeQuestions(setting: Setting): readonly Step[] {
  const { random } = setting;
  const name = random.pick(setting.nodes);
  const path = setting.node(name);
  if (setting.model.world.get('nodes', { name }) === undefined && random.chance(0.8))
    return creation(setting, name);
  const kinds = [
    merge,
    merge,
    merge,
    merge,
    merge,
    operations,
    operations,
    status,
    replacement,
    removal,
    reading,
  ];
  return random.pick(kinds)(setting, path);
}

function creation(setting: Setting, name: string): readonly Step[] {
  const { random } = setting;
  const labels = random.chance(0.1) ? { 'not a key': 'x' } : { pool: random.pick(['a', 'b']) };
  const metadata = { name, labels, ...(random.chance(0.05) && { resourceVersion: '7' }) };
  return [create(setting.node(), { metadata, spec: { providerID: `azure:///${name}` } })];
}

function merge({ random }: Setting, path: string): readonly Step[] {
  const change = { ...metadataChange(random), ...(random.chance(0.6) && { spec: specChange(random) }) };
  const identity = seen(random, path);
  const renamed = random.chance(0.03) ? { name: 'another' } : {};
  const ignored = random.chance(0.1) ? { status: { conditions: [{ type: 'Said', status: 'True' }] } } : {};
  const body = mergePatch(path, (memory) => ({
    ...change,
    ...ignored,
    metadata: { ...change.metadata, ...identity(memory), ...renamed },
  }));
  return [body, get(path)];
}

function metadataChange(random: Random): { readonly metadata: object } {
  const annotation = random.pick<unknown>([
    '1',
    '2',
    '3',
    null,
    'x'.repeat(300),
    random.chance(0.2) ? 4 : '4',
  ]);
  const big = random.chance(0.04) ? { big: 'ü'.repeat(131_073) } : {};
  const label = random.pick(['a', 'b', null, random.chance(0.2) ? 'not a value' : 'c']);
  return {
    metadata: {
      ...(random.chance(0.6) && {
        annotations: { [random.pick(['k1', 'k2', 'x.y/z'])]: annotation, ...big },
      }),
      ...(random.chance(0.4) && { labels: { [random.pick(['pool', 'mechanic.cordoned'])]: label } }),
      ...(random.chance(0.08) && { finalizers: random.pick<unknown>([['x.y/z'], ['x.y/z', 'x.y/w'], null]) }),
    },
  };
}

function specChange(random: Random): object {
  const taint = {
    key: 'mechanic.dev/maintenance',
    effect: random.pick(['PreferNoSchedule', 'NoExecute', 'NoSchedule']),
  };
  const taints = [
    [],
    null,
    [taint],
    [taint, { key: 'other', value: 'v', effect: 'NoSchedule' }],
    [taint, taint],
  ];
  return {
    ...(random.chance(0.6) && { unschedulable: random.pick<unknown>([true, false, null, true, 'yes']) }),
    ...(random.chance(0.4) && { taints: random.pick<unknown>([...taints, [{ key: 'k', effect: 'Never' }]]) }),
    ...(random.chance(0.05) && { providerID: 'azure:///another' }),
  };
}

function operations({ random }: Setting, path: string): readonly Step[] {
  const value = random.pick(['1', '2', '3']);
  const key = random.pick(['k1', 'k2', 'x.y~1z', 'none']);
  const at = `/metadata/annotations/${key}`;
  const pool = [
    { op: 'test', path: at, value },
    { op: 'test', path: at, value: null },
    { op: 'add', path: at, value },
    { op: 'replace', path: at, value },
    { op: 'remove', path: at },
    { op: 'add', path: '/spec/unschedulable', value: random.chance(0.5) },
    { op: 'add', path: '/spec/taints/-', value: { key: 'other', effect: 'NoSchedule' } },
    { op: 'remove', path: '/spec/taints/0' },
    { op: 'test', path: '/spec/taints/0/key', value: 'other' },
    { op: 'replace', path: '/spec/taints/0/effect', value: 'NoExecute' },
    { op: 'copy', from: at, path: '/metadata/annotations/k2' },
    { op: 'move', from: at, path: '/metadata/annotations/k1' },
    { op: 'odd', path: at },
  ];
  const chosen = Array.from({ length: random.int(1, 3) }, () => random.pick(pool));
  const checked = random.chance(0.4);
  const back = random.chance(0.7) ? 0 : 1;
  const step = jsonPatch(path, (memory) => {
    const version = { op: 'test', path: '/metadata/resourceVersion', value: memory.version(path, back) };
    return checked ? [version, ...chosen] : chosen;
  });
  return [step, get(path)];
}

function status({ random }: Setting, path: string): readonly Step[] {
  const condition = {
    type: 'Ready',
    status: random.pick(['True', 'False', 'Unknown']),
    reason: 'Told',
    message: 'm',
  };
  const annotations = random.chance(0.3) ? { told: 'by status' } : {};
  const spec = random.chance(0.3) ? { unschedulable: true } : {};
  return [
    mergePatch(`${path}/status`, () => ({
      metadata: { annotations },
      spec,
      status: { conditions: [condition] },
    })),
  ];
}

function replacement({ random }: Setting, path: string): readonly Step[] {
  const identity = seen(random, path);
  const annotations = { put: random.pick(['1', '2']) };
  const step = put(path, (memory) => {
    const { metadata, ...rest } = memory.object(path) ?? {};
    return { ...rest, metadata: { ...(metadata as object | undefined), annotations, ...identity(memory) } };
  });
  return [step, get(path)];
}

function removal({ random }: Setting, path: string): readonly Step[] {
  if (random.chance(0.6)) return [];
  const identity = seen(random, path);
  return [remove(path, (memory) => ({ preconditions: withoutNull(identity(memory)) })), get(path)];
}

function withoutNull(preconditions: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(preconditions).filter(([, value]) => value !== null && value !== ''),
  );
}

function reading({ random }: Setting, path: string): readonly Step[] {
  return [get(path, random.chance(0.3) ? { resourceVersion: '0' } : {})];
}
