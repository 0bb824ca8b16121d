import { type TrafficKind, marks, nodeWrites, podWrites } from './traffic.ts';

/** Everything that can go wrong between a program and the API server. */
export const networkFaults = [
  /** The request never arrives. */
  'lost-before',
  /** It is done, and nobody hears of it. */
  'lost-after',
  /** It or its answer takes long. */
  'delayed',
  /** It is done twice. */
  'repeated',
  /** Nothing passes, in either direction. */
  'partition',
  /** Every connection breaks again and again. */
  'cut',
  /** 429 with a pause. */
  'throttled',
  /** 500 or 503. */
  'server-error',
  /** 403 by an admission webhook. */
  'admission-refuses',
  /** An admission webhook that does not answer: 500 after its 10 s. */
  'admission-hangs',
  /** Watches say nothing more, and nobody notices. */
  'watch-stalls',
  /** What watches say comes late. */
  'watch-late',
] as const;
export type NetworkFault = (typeof networkFaults)[number];

/** Which requests a fault meets. */
export type Focus = 'any' | 'nodes' | 'slots' | 'marks' | 'evictions' | 'lease' | TrafficKind;

/** One fault, from when to when, whom it meets and how often. */
export interface FaultWindow {
  readonly kind: NetworkFault;
  /** Milliseconds since the beginning. */
  readonly from: number;
  readonly to: number;
  /** Index of a controller; null: all of them, and the probes. */
  readonly who: number | null;
  readonly focus: Focus;
  /** 0 to 1. */
  readonly rate: number;
}

const groups: Readonly<Record<string, readonly TrafficKind[]>> = {
  nodes: [...nodeWrites, 'report'],
  slots: ['cordon', 'record', 'release'],
  marks: [...marks],
  evictions: [...podWrites],
};

export function meets(focus: Focus, kind: TrafficKind): boolean {
  if (focus === 'any') return true;
  return groups[focus]?.includes(kind) ?? focus === kind;
}
