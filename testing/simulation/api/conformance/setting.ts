import type { Random } from '../../engine/random.ts';
import type { ModelApi } from '../model-api.ts';
import type { Memory } from './memory.ts';

interface Given {
  readonly random: Random;
  /** Tells what there is. */
  readonly model: ModelApi;
  readonly namespace: string;
  /** Whether the real server is older than what the model plays: what nobody acts on was answered otherwise then. */
  readonly isOld: boolean;
}

/** What the questions are about: names from small pools, so that they meet again and again. */
export class Setting {
  readonly random: Random;
  readonly model: ModelApi;
  readonly namespace: string;
  readonly isOld: boolean;
  readonly nodes: readonly string[];
  readonly pods = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'] as const;
  readonly budgets = ['b0', 'b1', 'b2'] as const;
  readonly apps = ['web', 'api'] as const;

  constructor({ random, model, namespace, isOld }: Given) {
    this.random = random;
    this.model = model;
    this.namespace = namespace;
    this.isOld = isOld;
    this.nodes = ['n0', 'n1', 'n2'].map((name) => `${namespace}-${name}`);
  }

  /** The path of a collection of the core group, or of an object in it. */
  core(resource: 'configmaps' | 'events' | 'pods', name?: string): string {
    return this.#in('/api/v1', resource, name);
  }

  policy(name?: string): string {
    return this.#in('/apis/policy/v1', 'poddisruptionbudgets', name);
  }

  lease(name?: string): string {
    return this.#in('/apis/coordination.k8s.io/v1', 'leases', name);
  }

  deployment(name?: string): string {
    return this.#in('/apis/apps/v1', 'deployments', name);
  }

  node(name?: string): string {
    return name === undefined ? '/api/v1/nodes' : `/api/v1/nodes/${name}`;
  }

  anyNode(): string {
    return this.node(this.random.pick(this.nodes));
  }

  #in(root: string, resource: string, name?: string): string {
    const collection = `${root}/namespaces/${this.namespace}/${resource}`;
    return name === undefined ? collection : `${collection}/${name}`;
  }
}

/** Which identity and version a writer says that it saw; the part of metadata that says so. */
export function seen(random: Random, path: string): (memory: Memory) => Readonly<Record<string, unknown>> {
  const kind = random.pick([
    'none',
    'none',
    'right',
    'right',
    'right',
    'uid',
    'old',
    'wrong uid',
    'both wrong',
    'odd',
  ]);
  const odd = random.pick([
    { resourceVersion: '' },
    { resourceVersion: '0' },
    { resourceVersion: null },
    { uid: null },
  ]);
  return (memory) => {
    const uid = memory.uid(path);
    const resourceVersion = memory.version(path);
    switch (kind) {
      case 'right':
        return { uid, resourceVersion };
      case 'uid':
        return { uid };
      case 'old':
        return { uid, resourceVersion: memory.version(path, 1) };
      case 'wrong uid':
        return { uid: 'another', resourceVersion };
      case 'both wrong':
        return { uid: 'another', resourceVersion: '1' };
      case 'odd':
        return odd;
      default:
        return {};
    }
  };
}
