import { eventTypeOf, parseDuration } from '@mechanic/contract';
import { UsageFailure } from './failure.ts';

/** The arguments of a plan. */
export interface PlanCommand {
  readonly names: readonly string[];
  /** The label selector of kubectl; null without one. */
  readonly selector: string | null;
  readonly zone: string | null;
  readonly all: boolean;
  /** Type of the event, as Azure spells it. */
  readonly event: string;
  /** When it may begin, in milliseconds from now. */
  readonly inMs: number;
  /** Settings that replace those in force: KEY=VALUE. */
  readonly set: readonly string[];
}

/** The flags of the command line for a plan. */
export interface PlanWords {
  readonly names: readonly string[];
  readonly nodes: string | undefined;
  readonly zone: string | undefined;
  readonly all: boolean;
  readonly event: string | undefined;
  readonly in: string | undefined;
  readonly set: readonly string[];
}

const USUAL_NOTICE = '15m';
const PREEMPT_NOTICE = '30s';

/** @throws UsageFailure */
export function readPlan(words: PlanWords): PlanCommand {
  const { names, nodes = null, zone = null, all, set } = words;
  const ways = [names.length > 0, nodes !== null, zone !== null, all].filter(Boolean).length;
  if (ways !== 1) throw new UsageFailure('plan needs names of Nodes, --nodes SELECTOR, --zone ZONE or --all');
  const event = readEvent(words.event);
  return { names, selector: nodes, zone, all, event, inMs: readNotice(words.in, event), set };
}

function readEvent(text = 'Redeploy'): string {
  const event = eventTypeOf(text);
  if (event === null) throw new UsageFailure(`--event is "${text}", which is no type of event`);
  return event;
}

function readNotice(text: string | undefined, event: string): number {
  const notice = text ?? (event === 'Preempt' ? PREEMPT_NOTICE : USUAL_NOTICE);
  const ms = parseDuration(notice);
  if (ms === undefined) throw new UsageFailure(`--in is "${notice}", must be a duration such as 15m`);
  return ms;
}
