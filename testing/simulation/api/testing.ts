import type { ApiRequest, ApiResponse } from './http.ts';
import type { JsonObject } from './json.ts';
import { ModelApi, type ModelApiOptions } from './model-api.ts';
import type { BudgetStatus, PodObject } from './objects.ts';

export const noon = Date.parse('2026-11-24T12:00:00Z');

type Extra = Partial<Pick<ApiRequest, 'query' | 'user' | 'contentType'>>;

/** The model with a clock that tests turn, asked in short. */
export class Bench {
  now = noon;
  readonly api: ModelApi;

  constructor(options: Omit<ModelApiOptions, 'now'> = {}) {
    this.api = new ModelApi({ ...options, now: () => this.now });
  }

  ask(method: ApiRequest['method'], path: string, body?: object, extra: Extra = {}): ApiResponse {
    const contentType = method === 'PATCH' ? mergeType(body) : 'application/json';
    const text = body === undefined ? undefined : JSON.stringify(body);
    return this.api.handle({ method, path, query: {}, contentType, user: 'tester', ...extra, body: text });
  }

  /** The parsed answer. */
  told(method: ApiRequest['method'], path: string, body?: object, extra: Extra = {}): JsonObject {
    return JSON.parse(this.ask(method, path, body, extra).body) as JsonObject; // the model's own text
  }

  /** The lines of a watch, as `TYPE name version`. */
  watch(path: string, query: Readonly<Record<string, string>> = {}): string[] {
    const lines: string[] = [];
    const line = (text: string): number => lines.push(shortLine(text));
    const request = { method: 'GET' as const, path, query, contentType: '', body: undefined, user: 'tester' };
    this.api.watch(request, { line, end: () => lines.push('END') });
    return lines;
  }

  addPod(
    name: string,
    pod: Pick<PodObject, 'spec' | 'status'> & { readonly labels?: Record<string, string> } = {},
  ): void {
    const { spec, status, labels = {} } = pod;
    this.api.world.create('pods', {
      metadata: { name, namespace: 'default', labels },
      spec: { nodeName: 'a', terminationGracePeriodSeconds: 30, containers: [{ name: 'main' }], ...spec },
      status: status ?? running(true),
    });
  }

  /** A budget of the pods with the label `app: web`, as it was counted. */
  addBudget(name: string, status: Partial<BudgetStatus>, spec: object = {}): void {
    this.api.world.create('poddisruptionbudgets', {
      metadata: { name, namespace: 'default' },
      spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
      status: {
        observedGeneration: 1,
        disruptionsAllowed: 0,
        currentHealthy: 1,
        desiredHealthy: 1,
        expectedPods: 2,
        ...status,
      },
    });
  }

  evict(name: string, deleteOptions: object = {}): ApiResponse {
    const body = { metadata: { name, namespace: 'default' }, deleteOptions };
    return this.ask('POST', `${podPath(name)}/eviction`, body);
  }

  pod(name: string): PodObject | undefined {
    return this.api.world.get('pods', { namespace: 'default', name });
  }
}

export function running(ready: boolean): NonNullable<PodObject['status']> {
  return { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] };
}

export function podPath(name: string): string {
  return `/api/v1/namespaces/default/pods/${name}`;
}

function mergeType(body: object | undefined): string {
  return Array.isArray(body) ? 'application/json-patch+json' : 'application/merge-patch+json';
}

interface Line {
  readonly type: string;
  readonly object: {
    readonly code?: number;
    readonly metadata: { readonly name?: string; readonly resourceVersion?: string };
  };
}

function shortLine(text: string): string {
  const { type, object } = JSON.parse(text) as Line; // the model's own text
  const { name, resourceVersion } = object.metadata;
  return [type, object.code, name, resourceVersion].filter((part) => part !== undefined).join(' ');
}
