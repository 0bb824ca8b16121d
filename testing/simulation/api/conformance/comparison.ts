import { isDeepStrictEqual } from 'node:util';
import { waitFor } from '../../../controlplane/index.ts';
import type { ApiRequest, ApiResponse } from '../http.ts';
import { member } from '../json.ts';
import type { ModelApi } from '../model-api.ts';
import { Memory } from './memory.ts';
import type { Normal } from './normal.ts';
import type { RealApi, RealWatch } from './real-api.ts';
import type { Step } from './step.ts';

/** A question that both servers answered differently. */
export interface Difference {
  readonly number: number;
  readonly label: string;
  readonly request: ApiRequest;
  readonly real: unknown;
  readonly model: unknown;
}

/** Both servers, and how their answers are compared. */
export interface Compared {
  readonly real: RealApi;
  readonly model: ModelApi;
  readonly normal: Normal;
}

interface Watched {
  readonly number: number;
  readonly label: string;
  readonly request: ApiRequest;
  readonly real: RealWatch;
  readonly lines: readonly string[];
  readonly ended: () => boolean;
}

/** Puts the same questions to the real API server and to the model, one after the other. */
export class Comparison {
  readonly differences: Difference[] = [];
  readonly #real: RealApi;
  readonly #model: ModelApi;
  readonly #normal: Normal;
  readonly #memories = { real: new Memory(), model: new Memory() };
  readonly #watches: Watched[] = [];
  readonly #counts = new Map<string, number>();
  #asked = 0;

  constructor({ real, model, normal }: Compared) {
    this.#real = real;
    this.#model = model;
    this.#normal = normal;
  }

  /** How many requests were compared, watches included. */
  get asked(): number {
    return this.#asked;
  }

  /** How often each status was answered. */
  get statuses(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].sort());
  }

  /** What the model said, by which the next questions are chosen. */
  get memory(): Memory {
    return this.#memories.model;
  }

  async put(step: Step): Promise<void> {
    this.#asked += 1;
    if (step.watch) return this.#watch(step);
    const asked = { real: step.request(this.#memories.real), model: step.request(this.#memories.model) };
    const real = await this.#real.handle(asked.real);
    const model = this.#model.handle(asked.model);
    const renewed = {
      real: renews(this.#memories.real, asked.real, real),
      model: renews(this.#memories.model, asked.model, model),
    };
    this.#memories.real.learn(asked.real, real);
    this.#memories.model.learn(asked.model, model);
    this.#counts.set(String(real.status), (this.#counts.get(String(real.status)) ?? 0) + 1);
    this.#compare(
      step,
      { ...this.#normal.answer(real), renewed: renewed.real },
      { ...this.#normal.answer(model), renewed: renewed.model },
    );
  }

  /** Waits until the real server has told its watches as much as the model, compares them, and ends them. */
  async finishWatches(): Promise<number> {
    let events = 0;
    for (const { real, lines, label, number, request, ended } of this.#watches.splice(0)) {
      const enough = (): boolean => real.ended() || (real.lines.length >= lines.length && !ended());
      await waitFor(`the events of ${label}`, () => Promise.resolve(enough()), { timeout: 10_000 }).catch(
        () => undefined,
      );
      events += lines.length;
      const found = { events: real.lines.map((line) => this.#normal.line(line)), ended: real.ended() };
      const expected = { events: lines.map((line) => this.#normal.line(line)), ended: ended() };
      if (!isDeepStrictEqual(found, expected)) {
        this.differences.push({ number, label, request, real: found, model: expected });
      }
      real.close();
    }
    return events;
  }

  async #watch(step: Step): Promise<void> {
    const asked = { real: step.request(this.#memories.real), model: step.request(this.#memories.model) };
    const lines: string[] = [];
    let over = false;
    const model = this.#model.watch(asked.model, {
      line: (text) => lines.push(text),
      end: () => (over = true),
    });
    const real = await this.#real.watch(asked.real);
    const refusals = {
      real: real.refusal && this.#normal.answer(real.refusal),
      model: 'status' in model ? this.#normal.answer(model) : undefined,
    };
    this.#compare(step, refusals.real, refusals.model);
    if (refusals.real === undefined && refusals.model === undefined) {
      const { label } = step;
      this.#watches.push({ number: this.#asked, label, request: asked.real, real, lines, ended: () => over });
    }
  }

  #compare(step: Step, real: unknown, model: unknown): void {
    if (isDeepStrictEqual(real, model)) return;
    const request = step.request(this.#memories.real);
    this.differences.push({ number: this.#asked, label: step.label, request, real, model });
  }
}

/** Whether an answer shows another version of an object than the one seen before; null: it shows none. */
function renews(memory: Memory, { path }: ApiRequest, { status, body }: ApiResponse): boolean | null {
  if (status >= 300 || !body.startsWith('{')) return null;
  const { resourceVersion } = member(JSON.parse(body), 'metadata');
  const known = memory.object(path.replace(/\/(status|scale)$/, ''));
  return known === undefined ? null : resourceVersion !== member(known, 'metadata').resourceVersion;
}
