import { ACKNOWLEDGE } from '@mechanic/contract';
import type { Azure } from '../world/azure.ts';
import type { Fleet } from '../world/fleet.ts';
import type { Facts } from './facts.ts';
import type { Invariant } from './invariant.ts';

export interface ApprovalParts {
  readonly facts: Facts;
  readonly azure: Azure;
  readonly fleet: Fleet;
}

/** An approval lets Azure begin on every VM that the event names. */
export function approvalsAreTrue(
  { facts, azure, fleet }: ApprovalParts,
  violated: (name: string, what: string) => void,
): Invariant {
  const name = 'approval';
  return {
    name,
    sentence: 'An event is approved only when every node whose VM it names is drained for it.',
    nodeWritten: ({ before, after }) => {
      const text = after.metadata.annotations?.[ACKNOWLEDGE] ?? '';
      if (text === '' || text === before.metadata.annotations?.[ACKNOWLEDGE]) return;
      for (const id of text.split(',')) {
        const event = azure.events.find(({ plan }) => plan.id === id);
        for (const vm of event?.resources ?? []) judge(id, vm);
      }
    },
  };

  function judge(id: string, vm: string): void {
    const machine = fleet.machines.find((one) => one.vm === vm);
    const node = machine === undefined ? undefined : facts.nodes.get(machine.name);
    // What began to be named only now may not have reached everybody.
    if (node === undefined || node.record?.phase === 'Drained' || facts.now - node.drainingUntil < 3_000)
      return;
    // What its probe could not tell nobody can know.
    if (!node.reported.some((event) => event.id === id)) return;
    violated(name, `${id} is approved, and ${node.name} is ${node.record?.phase ?? 'untouched'}`);
  }
}
