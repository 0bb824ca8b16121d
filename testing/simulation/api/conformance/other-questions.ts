import { type Setting, seen } from './setting.ts';
import { type Step, ask, create, get, mergePatch, put, remove } from './step.ts';

/** Questions about Leases, ConfigMaps, Events, Deployments and Namespaces. */
export function otherQuestions(setting: Setting): readonly Step[] {
  const kinds = [lease, lease, configMap, configMap, event, scale, namespace, review, nonsense];
  return setting.random.pick(kinds)(setting);
}

function lease(setting: Setting): readonly Step[] {
  const { random } = setting;
  const name = random.pick(['l0', 'l1']);
  const path = setting.lease(name);
  const spec = {
    holderIdentity: random.pick(['a', 'b', '']),
    leaseDurationSeconds: random.chance(0.05) ? 0 : 15,
    renewTime: `2026-11-24T12:00:0${random.int(0, 9)}.000000Z`,
  };
  const identity = seen(random, path);
  const replace = put(path, (memory) => {
    const { metadata } = memory.object(path) ?? {};
    return { metadata: { ...(metadata as object | undefined), name, ...identity(memory) }, spec };
  });
  const steps = [
    create(setting.lease(), { metadata: { name }, spec }),
    replace,
    replace,
    replace,
    mergePatch(path, (memory) => ({ metadata: { ...identity(memory) }, spec })),
    random.chance(0.3) ? remove(path, () => ({})) : get(path),
  ];
  return [random.pick(steps), get(path)];
}

function configMap(setting: Setting): readonly Step[] {
  const { random } = setting;
  const name = random.pick(['c0', 'c1', 'c-x', 'c.y', 'c']);
  const path = setting.core('configmaps', name);
  const labels = { app: random.pick(setting.apps), [random.pick(['one', 'two'])]: '' };
  const data = { key: random.pick<unknown>(['1', '2', random.chance(0.1) ? 3 : '3']) };
  const identity = seen(random, path);
  const steps = [
    create(setting.core('configmaps'), { metadata: { name, labels }, data }),
    create(setting.core('configmaps'), { metadata: { name, labels }, data }),
    mergePatch(path, (memory) => ({ metadata: { ...identity(memory), labels }, data })),
    remove(path, () => ({})),
    create(setting.core('configmaps'), { metadata: { name: 'Not a name' }, data }),
    create(setting.core('configmaps'), { metadata: { name, namespace: 'another' }, data }),
  ];
  return [random.pick(steps), get(path)];
}

function event(setting: Setting): readonly Step[] {
  const { random } = setting;
  const name = random.pick(['e0', 'e1', 'e2', 'e3']);
  const namespace = random.pick([setting.namespace, setting.namespace, 'another']);
  const about = random.chance(0.1) ? {} : { namespace };
  return [
    create(setting.core('events'), {
      metadata: { name },
      involvedObject: { kind: 'Pod', name: 'p0', ...about },
      type: random.pick(['Normal', 'Warning']),
      reason: random.pick(['DrainStarted', 'DrainEnded']),
      message: 'said',
      count: 1,
      firstTimestamp: '2026-11-24T12:00:00Z',
      lastTimestamp: '2026-11-24T12:00:00Z',
    }),
  ];
}

function scale(setting: Setting): readonly Step[] {
  const { random } = setting;
  const path = setting.deployment('d0');
  const template = {
    metadata: { labels: { app: 'd0' } },
    spec: { containers: [{ name: 'main', image: 'one' }] },
  };
  const spec = { replicas: 2, selector: { matchLabels: { app: 'd0' } }, template };
  // Always to another number: for its notes of who set what, the real server may make a new version of the same one.
  const { spec: now } =
    setting.model.world.get('deployments', { namespace: setting.namespace, name: 'd0' }) ?? {};
  const born = create(setting.deployment(), { metadata: { name: 'd0' }, spec });
  // What is not there is not found by other words there.
  if (now === undefined && setting.isOld) return [born, get(path)];
  const replicas = random.pick(
    [1, 2, 3, random.chance(0.3) ? -1 : 4].filter((number) => number !== now?.replicas),
  );
  const identity = seen(random, path);
  const steps = [
    born,
    mergePatch(`${path}/scale`, (memory) => ({ metadata: { ...identity(memory) }, spec: { replicas } })),
    mergePatch(`${path}/scale`, () => ({ spec: { replicas } })),
    put(`${path}/scale`, (memory) => ({ metadata: { name: 'd0', ...identity(memory) }, spec: { replicas } })),
    mergePatch(path, (memory) => ({ metadata: { ...identity(memory) }, spec: { replicas } })),
    get(`${path}/scale`),
  ];
  return [random.pick(steps), get(path)];
}

/** A namespace that is being deleted takes nothing new, and lets nothing be evicted. */
function namespace(setting: Setting): readonly Step[] {
  const { random } = setting;
  const name = `${setting.namespace}-end`;
  const inside = `/api/v1/namespaces/${name}`;
  const pod = {
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'main', image: 'one' }], nodeName: 'n' },
  };
  const steps = [
    create('/api/v1/namespaces', { metadata: { name } }),
    create(`${inside}/pods`, pod),
    create(`${inside}/pods/p/eviction`, { metadata: { name: 'p', namespace: name } }),
    create(`${inside}/configmaps`, { metadata: { name: 'c' } }),
    random.chance(0.3) ? remove(inside, () => ({})) : get(inside),
  ];
  return [random.pick(steps)];
}

function review(): readonly Step[] {
  const spec = { resourceAttributes: { verb: 'delete', resource: 'pods' } };
  return [create('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', { spec })];
}

function nonsense(setting: Setting): readonly Step[] {
  const { random } = setting;
  const node = setting.anyNode();
  const patch = (contentType: string, body: unknown): Step =>
    ask(`${contentType} ${JSON.stringify(body)}`, () => ({ method: 'PATCH', path: node, contentType, body }));
  const merge = 'application/merge-patch+json';
  return [
    random.pick([
      get('/api/v1/nothing'),
      get('/apis/no.such.group/v1/nothing'),
      get(`${node}/nothing`),
      patch('text/plain', {}),
      patch(merge, []),
      patch(merge, null),
      patch(merge, { metadata: { resourceVersion: 'abc' } }),
      patch('application/json-patch+json', {}),
      create(setting.core('configmaps'), { kind: 'Pod', apiVersion: 'v1', metadata: { name: 'k' } }),
      create(setting.core('configmaps'), { metadata: {} }),
    ]),
  ];
}
