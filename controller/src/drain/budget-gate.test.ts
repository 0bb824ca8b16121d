import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BudgetGate } from './budget-gate.ts';
import { budgetView } from './testing.ts';

function newGate(): BudgetGate {
  return new BudgetGate(
    () => ({ initialMs: 1_000, maxMs: 30_000 }),
    () => 0.5,
  );
}

describe('the gate of a budget', () => {
  it('lets two evictions pass at once while there is room, and one when there is none', () => {
    const gate = newGate();
    gate.ask();
    expect(gate.nextAt).toBeLessThanOrEqual(0);
    gate.ask();
    expect(gate.nextAt).toBe(Infinity);
    gate.granted(10);
    expect(gate.nextAt).toBe(10);
    gate.refused(20);
    expect(gate.nextAt).toBe(1_020);
    gate.ask();
    expect(gate.nextAt).toBe(Infinity);
  });

  it('lets no more evictions pass at once than the budget allows', () => {
    const gate = newGate();
    gate.see(budgetView({ disruptionsAllowed: 1 }), 0);
    gate.ask();
    expect(gate.nextAt).toBe(Infinity);
  });

  it('waits longer after each refusal, up to the maximum', () => {
    const gate = newGate();
    let now = 0;
    const pauses = Array.from({ length: 7 }, () => {
      now = Math.max(now, gate.nextAt);
      gate.ask();
      gate.refused(now);
      return gate.nextAt - now;
    });
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(gate.exhausted).toBe(true);
    gate.ask();
    gate.granted(now);
    expect(gate.exhausted).toBe(false);
  });

  it('waits four times as long each time while the watched status says that there is no room', () => {
    const gate = newGate();
    gate.see(budgetView({ disruptionsAllowed: 0 }), 0);
    let now = 0;
    const pauses = Array.from({ length: 4 }, () => {
      now = Math.max(now, gate.nextAt);
      gate.ask();
      gate.refused(now);
      return gate.nextAt - now;
    });
    expect(pauses).toEqual([4_000, 16_000, 30_000, 30_000]);
    gate.see(budgetView({ disruptionsAllowed: 1 }), now + 5_000);
    expect(gate.nextAt).toBe(now + 5_000);
  });

  it('waits no longer than usual when the status is not about the present budget', () => {
    const gate = newGate();
    gate.see(budgetView({ disruptionsAllowed: 0, observed: false }), 0);
    gate.ask();
    gate.refused(0);
    expect(gate.nextAt).toBe(1_000);
  });

  it('stays shut for a moment when the allowed evictions are used up', () => {
    const gate = newGate();
    gate.see(budgetView({ disruptionsAllowed: 1 }), 0);
    gate.ask();
    gate.granted(10);
    expect(gate.nextAt).toBe(4_010);
    gate.see(budgetView({ disruptionsAllowed: 0 }), 20);
    expect(gate.nextAt).toBe(4_010);
    gate.see(budgetView({ disruptionsAllowed: 1 }), 300);
    expect(gate.nextAt).toBe(300);
  });

  it('counts an eviction once when the status that includes it comes before the answer', () => {
    const gate = newGate();
    gate.see(budgetView({ disruptionsAllowed: 2 }), 0);
    gate.ask();
    gate.see(budgetView({ disruptionsAllowed: 1 }), 5);
    gate.granted(10);
    expect(gate.nextAt).toBe(10);
  });

  it('opens at once for a status that allows evictions, after a refusal that the former status explains', () => {
    const gate = newGate();
    gate.see(budgetView({ disruptionsAllowed: 0 }), 0);
    gate.ask();
    gate.refused(100);
    gate.see(budgetView({ disruptionsAllowed: 1 }), 110);
    expect(gate.nextAt).toBe(110);
    gate.ask();
    gate.refused(120);
    gate.see(budgetView({ disruptionsAllowed: 2 }), 130);
    expect(gate.nextAt).toBe(2_120);
  });

  it('ignores a status that says the same again', () => {
    const gate = newGate();
    gate.see(budgetView({ disruptionsAllowed: 1 }), 0);
    gate.ask();
    gate.refused(0);
    gate.see(budgetView({ disruptionsAllowed: 1 }), 5_000);
    expect(gate.nextAt).toBe(1_000);
  });

  it('opens when its budget is deleted', () => {
    const gate = newGate();
    gate.see(budgetView(), 0);
    gate.shut(0, 'longest');
    gate.see(undefined, 5_000);
    expect(gate.nextAt).toBe(5_000);
  });

  it('counts refusals of requests that were sent together as one', () => {
    const gate = newGate();
    for (let pod = 0; pod < 10; pod += 1) gate.shut(pod);
    expect(gate.nextAt).toBe(1_000);
  });

  it('lets at most 30 requests a minute pass while each is refused, whatever the status says and however often', () => {
    const status = fc.record({
      disruptionsAllowed: fc.nat(3),
      observed: fc.boolean(),
      currentHealthy: fc.nat(9),
    });
    const changes = fc.array(fc.tuple(fc.nat(2_000), status), { maxLength: 200 });
    fc.assert(
      fc.property(changes, fc.double({ min: 0, max: 0.99, noNaN: true }), (steps, random) => {
        const gate = new BudgetGate(
          () => ({ initialMs: 1_000, maxMs: 30_000 }),
          () => random,
        );
        let now = 0;
        const asked: number[] = [];
        const ask = (until: number): void => {
          while (gate.nextAt <= until) {
            now = Math.max(now, gate.nextAt);
            asked.push(now);
            gate.ask();
            gate.refused(now);
          }
          now = until;
        };
        for (const [pause, view] of steps) {
          ask(now + pause);
          gate.see(budgetView(view), now);
        }
        ask(now + 60_000);
        for (const start of asked) {
          const within = asked.filter((at) => at >= start && at < start + 60_000);
          expect(within.length).toBeLessThanOrEqual(31);
        }
      }),
    );
  });
});
