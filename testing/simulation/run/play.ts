import { forbidRealTimeAndChance } from '../engine/guard.ts';
import type { Violation } from '../invariants/violation.ts';
import { type Overrides, planOf } from '../plan/plan.ts';
import { Simulation } from './simulation.ts';

/** One run that somebody wants. */
export interface Order {
  readonly seed: number;
  readonly overrides: Overrides;
}

/** What came of it. */
export interface Outcome extends Order {
  readonly violation: Violation | null;
  readonly nodes: number;
  readonly simulatedMs: number;
  /** Processor time of this thread. */
  readonly cpuMs: number;
  readonly steps: number;
  readonly writes: number;
}

/** Plays one seed to its end. Real time and real chance are forbidden meanwhile: whoever calls them breaks the run. */
export async function play(order: Order, onLine: ((line: string) => void) | null = null): Promise<Outcome> {
  const plan = planOf(order.seed, order.overrides);
  const before = process.threadCpuUsage();
  const calls: string[] = [];
  const restore = forbidRealTimeAndChance((what) => calls.push(`${what} ${new Error('called').stack ?? ''}`));
  const failures: string[] = [];
  const onRejection = (reason: unknown): void => void failures.push(wordsOf(reason));
  process.on('unhandledRejection', onRejection);
  const simulation = new Simulation(plan, onLine);
  let violation: Violation | null;
  try {
    violation = await simulation.run();
  } finally {
    restore();
    process.off('unhandledRejection', onRejection);
  }
  const at = simulation.engine.now;
  if (calls[0] !== undefined) violation ??= { invariant: 'real-time', at, what: calls[0] };
  if (failures[0] !== undefined) violation ??= { invariant: 'crash', at, what: failures[0] };
  const { user, system } = process.threadCpuUsage(before);
  return {
    ...order,
    violation,
    nodes: plan.nodes,
    simulatedMs: at,
    cpuMs: (user + system) / 1_000,
    steps: simulation.engine.steps,
    writes: simulation.api.history.length,
  };
}

function wordsOf(reason: unknown): string {
  return reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
}
