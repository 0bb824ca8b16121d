import type { Simulation } from '../run/simulation.ts';
import { type NodeFacts, isDraining, isReady } from './node-facts.ts';

const LOOK_MS = 15_000;
/** So long a leader has to act on what it sees, and before that nothing may have kept it from seeing. */
const TIME_TO_ACT_MS = 45_000;
/** A kubelet is called gone after a minute; its Node becomes Unknown only after 40 s. */
const GONE_MS = 150_000;
const disturbances: ReadonlySet<string> = new Set([
  'suspend',
  'kill',
  'terminate',
  'clock-step',
  'delete-controller-pod',
  'remove-lease',
  'settings',
]);

/** Looks from time to time whether somebody holds a slot that is to be given away. */
export function keepPatience(simulation: Simulation): void {
  const { engine, plan, facts } = simulation;
  const names = new Map<string, number>();
  let holder = '';
  let heldSince = 0;
  engine.every(
    () => (engine.now > plan.troubleMs ? null : LOOK_MS),
    () => {
      const now = simulation.kube.list('leases')[0]?.spec?.holderIdentity ?? '';
      if (now !== holder) [holder, heldSince] = [now, engine.now];
      if (holder === '' || engine.now - heldSince < 2 * TIME_TO_ACT_MS || isDisturbed(simulation)) return;
      for (const node of facts.nodes.values()) look(node);
    },
  );

  // eslint-disable-next-line complexity -- a table: one line for each case, and nothing between them
  function look(node: NodeFacts): void {
    if (!isDraining(node) || !node.recordIsOurs || facts.planned?.dryRun !== false) return;
    const { now } = engine;
    if (node.ignoredSince !== null && now - node.ignoredSince > TIME_TO_ACT_MS) {
      simulation.court.violated('ignored-gives-way', `${node.name} is ignored and still holds a slot`);
    }
    const key = node.uid;
    if (isReady(node.node)) {
      names.delete(key);
      return;
    }
    const since = names.get(key) ?? now;
    names.set(key, since);
    if (now - since > GONE_MS && now - (node.drainingSince ?? now) > GONE_MS) {
      simulation.court.violated(
        'gone-gives-way',
        `the kubelet of ${node.name} is gone, and it still holds a slot`,
      );
    }
  }
}

function isDisturbed({ engine, plan }: Simulation): boolean {
  const from = engine.now - 2 * TIME_TO_ACT_MS;
  const foul = plan.windows.some((window) => window.from <= engine.now && window.to >= from);
  const hit = plan.happenings.some(
    ({ at, what }) => at <= engine.now && at >= from && disturbances.has(what.kind),
  );
  return foul || hit;
}
