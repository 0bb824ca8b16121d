import { parseArgs } from 'node:util';
import type { Overrides } from '../plan/plan.ts';

/** What somebody asks of `npm run sim`. */
export interface Wanted {
  readonly seeds: readonly number[];
  readonly overrides: Overrides;
  readonly trace: boolean;
  readonly workers: number;
  /** Failed seeds are made smaller before they are printed. */
  readonly shrink: boolean;
  /** All violations are looked for, not only the first of each seed... of how many failed seeds at most. */
  readonly mostFailures: number;
}

export const usage = `Usage: npm run sim -- [--seeds FROM-TO | --seed N] [--hours H] [--nodes N] [--trace]
         [--without KIND,...] [--workers N] [--no-shrink] [--most-failures N]`;

/** @throws Error with one line that says what is wrong */
export function wantedOf(given: readonly string[], cores: number): Wanted {
  const { values } = parseArgs({
    args: [...given],
    options: {
      seed: { type: 'string' },
      seeds: { type: 'string' },
      hours: { type: 'string' },
      nodes: { type: 'string' },
      without: { type: 'string' },
      workers: { type: 'string' },
      'most-failures': { type: 'string' },
      'no-shrink': { type: 'boolean', default: false },
      trace: { type: 'boolean', default: false },
    },
  });
  const seeds = values.seed === undefined ? range(values.seeds ?? '1-100') : [whole('seed', values.seed)];
  if (values.trace && seeds.length !== 1) throw new Error('--trace shows one seed: give it with --seed');
  return {
    seeds,
    overrides: {
      ...(values.nodes !== undefined && { nodes: whole('nodes', values.nodes) }),
      ...(values.hours !== undefined && { hours: positive('hours', values.hours) }),
      ...(values.without !== undefined && { without: values.without.split(',') }),
    },
    trace: values.trace,
    workers: values.workers === undefined ? cores : whole('workers', values.workers),
    shrink: !values['no-shrink'],
    mostFailures:
      values['most-failures'] === undefined ? Infinity : whole('most-failures', values['most-failures']),
  };
}

/** `1-100`, or several such and single numbers with commas between them. */
function range(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [, from = '', to = from] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    const [first, last] = [Number(from), Number(to === '' ? from : to)];
    if (from === '' || last < first) throw new Error(`--seeds is "${text}", must be FROM-TO`);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

function whole(name: string, text: string): number {
  if (!/^\d+$/.test(text) || (name !== 'seed' && Number(text) === 0)) {
    throw new Error(`--${name} is "${text}", must be a whole number`);
  }
  return Number(text);
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} is "${text}", must be a number above 0`);
  return value;
}
