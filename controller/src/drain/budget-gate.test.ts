import { describe, expect, it } from '@jest/globals';
import { BudgetGate } from './budget-gate.ts';
import { budgetView } from './testing.ts';

function newGate(): BudgetGate {
  return new BudgetGate(
    () => ({ initialMs: 1_000, maxMs: 30_000 }),
    () => 0.5,
  );
}

describe('the gate of a budget', () => {
  it('lets one pass at a time', () => {
    const gate = newGate();
    expect(gate.nextAt).toBeLessThanOrEqual(0);
    gate.ask();
    expect(gate.nextAt).toBe(Infinity);
    gate.granted(10);
    expect(gate.nextAt).toBe(10);
  });

  it('waits longer after each refusal, up to the maximum', () => {
    const gate = newGate();
    const pauses = Array.from({ length: 7 }, () => {
      gate.ask();
      gate.refused(0);
      return gate.nextAt;
    });
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(gate.exhausted).toBe(true);
    gate.ask();
    gate.granted(0);
    expect(gate.exhausted).toBe(false);
  });

  it('stays shut for a moment when the budget is known to be used up', () => {
    const gate = newGate();
    gate.see(budgetView({ disruptionsAllowed: 1 }), 0);
    gate.ask();
    gate.granted(10);
    expect(gate.nextAt).toBe(1_010);
    gate.see(budgetView({ disruptionsAllowed: 0 }), 20);
    expect(gate.nextAt).toBe(1_010);
    gate.see(budgetView({ disruptionsAllowed: 1 }), 300);
    expect(gate.nextAt).toBe(300);
  });

  it('counts an eviction once, when the status that tells of it comes before the answer', () => {
    const gate = newGate();
    gate.see(budgetView({ disruptionsAllowed: 2 }), 0);
    gate.ask();
    gate.see(budgetView({ disruptionsAllowed: 1 }), 5);
    gate.granted(10);
    expect(gate.nextAt).toBe(10);
  });

  it('takes no notice of a status that says the same again', () => {
    const gate = newGate();
    gate.see(budgetView({ disruptionsAllowed: 1 }), 0);
    gate.ask();
    gate.refused(0);
    gate.see(budgetView({ disruptionsAllowed: 1 }), 5_000);
    expect(gate.nextAt).toBe(1_000);
  });

  it('opens for a budget that is gone', () => {
    const gate = newGate();
    gate.see(budgetView(), 0);
    for (let refusal = 0; refusal < 5; refusal += 1) {
      gate.ask();
      gate.refused(0);
    }
    gate.see(undefined, 5_000);
    expect(gate.nextAt).toBe(5_000);
  });
});
